import { html } from 'hono/html'
import { plain } from '../emails/plain.ts'
import { mostWords } from '../events/feedback.ts'
import { describedBy, faultBeside } from './form.ts'
import type { Html } from './page.ts'
import type { FormFault } from './wishes.ts'

/** What somebody wrote into the field below: one line of plain text, or why it cannot be kept. */
export function readWords(form: URLSearchParams): { words: string; faults: FormFault[] } {
  const words = plain(form.get('words') ?? '')
  const count = [...words].length
  if (count <= mostWords) return { words, faults: [] }
  return { words, faults: [{ field: 'words', message: `Use at most ${mostWords} characters: these are ${count}` }] }
}

/** A field for words of one's own, which nobody needs to fill in. */
export function wordsField(words: string, faults: readonly FormFault[]): Html {
  return html`<div class="field">
    <label for="words">In your own words, if you like</label>
    <p class="hint" id="words-hint">${mostWords} characters at most. Please name nobody, yourself included.</p>
    ${faultBeside(faults, 'words')}
    <textarea id="words" name="words" rows="4" maxlength="${mostWords}" ${describedBy(faults, 'words', 'words-hint')}>
${words}</textarea>
  </div>`
}
