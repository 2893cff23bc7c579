import { createHash } from 'node:crypto'
import { parseHTML } from 'linkedom'
import { readDate } from './dates.ts'
import { isOfUsualShape } from './page-shape.ts'
import { withinTime } from './within-time.ts'

/** The longest that a page of Ofsted's may hold everything else up: a listing of a hundred providers takes a tenth of it. */
const mostMs = 2000

type Document = ReturnType<typeof parseHTML>['document']

/** What `read` finds in a page; null where the page is none that can be read. */
export function readPage<T>(html: string, read: (document: Document) => T): T | null {
  if (!isOfUsualShape(html)) return null
  try {
    return withinTime(mostMs, () => read(parseHTML(html).document))
  } catch {
    // The parser is written for pages that people made; others hold nothing.
    return null
  }
}

/** Text as a reader sees it: in one line, without white space at its ends. */
export const seen = (text: string | null | undefined): string =>
  (text ?? '').replaceAll(/\s+/g, ' ').replaceAll('’', "'").trim()

/** "01 August 2024" as 2024-08-01; null where that is no date. */
export const dayOf = (text: string | undefined, now: Date): string | null => readDate(text, now)?.slice(0, 10) ?? null

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)
