import type { Line } from './report-lines.ts'
import type { Reading } from './reading.ts'

const label = /^(?:lead|reporting)(?: HM)? inspectors?(?: ?:| (?=[A-Z]))\s*/i
const deputy = /\bdeputy\b/i
/** What follows a name on its line: an office, or another's part. */
const office =
  /[,;(].*|\b(?:(?:senior |regulatory )?(?:her|his) majesty[’'`]?s? .*|(?:senior )?HMI\b.*|social care regulatory.*|ofsted.*|inspection dates?.*|report published.*|judge?ment.*)$/i
const name = /^\p{Lu}[\p{L}’'.-]*(?: (?:\p{Lu}[\p{L}’'.-]*|de|van|von|der|la|le|al)){1,4}$/u

const closing = /^yours (?:sincerely|faithfully|truly)/i
const inspector = /majesty[’'`]?s inspector|\bHMI\b|^ofsted\b/i

/** Who led the inspection, or signed the letter. */
export function leadInspector(lines: readonly Line[]): Reading<string> {
  for (const [at, { text }] of lines.entries()) {
    if (!label.test(text) || deputy.test(text)) continue
    const own =
      nameIn(text.replace(label, '')) ?? (text.replace(label, '') === '' ? nameIn(lines[at + 1]?.text ?? '') : null)
    if (own !== null) return { value: own }
  }
  const signed = lines.findIndex(({ text }) => closing.test(text))
  const [first, second, third] = lines.slice(signed + 1, signed + 4)
  const isInspector = [first, second, third].some((line) => line !== undefined && inspector.test(line.text))
  const signatory = signed >= 0 && first !== undefined && isInspector ? nameIn(first.text) : null
  if (signatory !== null) return { value: signatory }
  return { value: null, why: 'no line "Lead inspector" gives a name, and no inspector signed it' }
}

function nameIn(text: string): string | null {
  const words = text
    .replace(office, '')
    .replace(/[.:\s]+$/, '')
    .trim()
  return name.test(words) ? words : null
}
