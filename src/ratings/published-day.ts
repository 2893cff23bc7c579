import { dayNamed } from './report-days.ts'
import { joined, plainWords, type Line } from './report-lines.ts'
import type { Reading } from './reading.ts'

const label = /\b(?:report )?published(?: on)? ?:? ?(?=\d|[a-z]+ \d)/
/** The day stands on the cover, or on the page after it. */
const lastPage = 2
const longestDay = 40

/** When a report was published: as the page that links to it says, or else as it says itself. Reports under ILACS do not. */
export function publishedDay(lines: readonly Line[], hint: string | null): Reading<string> {
  if (hint !== null) return { value: hint }
  const cover = lines.filter(({ page }) => page <= lastPage)
  const text = plainWords(joined(cover.map((line) => line.text)))
  const found = label.exec(text)
  if (found === null) return { value: null, why: 'the report does not say when it was published' }
  const words = text.slice(found.index + found[0].length).slice(0, longestDay)
  const day = dayNamed(words)
  return day === null ? { value: null, why: `expected a day after "published", found "${words}"` } : { value: day }
}
