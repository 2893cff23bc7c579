import { html } from 'hono/html'
import { leavingTitles } from '../events/leaving.ts'
import { describedBy, faultBeside, radio } from './form.ts'
import { wordsField } from './own-words.ts'
import type { Html } from './page.ts'
import type { FormFault } from './wishes.ts'

/** What somebody chose and wrote, right or wrong. */
export type Why = { reason: string | null; words: string; faults: readonly FormFault[] }

/** The question why somebody left. `path`: that of their link to unsubscribe. */
export function whyForm(path: string, { reason, words, faults }: Why = { reason: null, words: '', faults: [] }): Html {
  return html`<form method="post" action="${path}/why" novalidate>
    <fieldset id="reason" tabindex="-1" ${describedBy(faults, 'reason')}>
      <legend>Would you tell us why?</legend>
      ${faultBeside(faults, 'reason')}
      ${Object.entries(leavingTitles).map(([value, title]) => radio('reason', value, title, reason))}
    </fieldset>
    ${wordsField(words, faults)}
    <button class="second" type="submit">Send</button>
    <p class="quiet">It is counted, and not kept with your name or address.</p>
  </form>`
}
