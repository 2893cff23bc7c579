import { gradesOf } from './report-grades.ts'
import { inspectedDays } from './inspected-days.ts'
import { readGrid } from './judgement-grid.ts'
import { leadInspector } from './lead-inspector.ts'
import { publishedDay } from './published-day.ts'
import { valueOr, type Reading } from './reading.ts'
import { authorityOf, type NameAuthorities } from './report-authority.ts'
import { frontOf } from './report-front.ts'
import { frameworkOf, kindOf, titleText } from './report-kind.ts'
import { linesOf, plainWords, type Line } from './report-lines.ts'
import { summaryOf } from './report-summary.ts'
import type { Days, Report } from './report.ts'
import { visitNumber } from './visit-number.ts'

/** What the page that links to a document says of it. */
export type Hints = {
  /** The text of the link: "Children's services focused visit, pdf - 01 August 2024". */
  title?: string | null
  /** ISO 8601. */
  published?: string | null
  /** Short name of the authority among whose reports it was found. */
  authority?: string | null
}

type Given = {
  /** The text of each page, as it comes out of the PDF. */
  pages: readonly string[]
  /** What of its text could not be had; null where all of it is there. */
  missing?: string | null
  nameAuthorities: NameAuthorities
  hints?: Hints
}

/**
 * Reads an inspection report or a letter of Ofsted's. What the text does not say, or says in two ways that differ, is null or left out, and `unread` gives
 * the reason. A document that is none of Ofsted's is refused with a reason.
 */
export function readReport({
  pages,
  missing = null,
  nameAuthorities,
  hints = {},
}: Given): { ok: true; report: Report } | { ok: false; reason: string } {
  const lines = linesOf(pages)
  const front = frontOf(lines)
  const title = titleText(front)
  const grid = readGrid(lines)
  // Only inspections have a table of grades, whatever else their title names.
  const told = grid === null ? (kindOf(title) ?? kindOf(hints.title ?? '')) : 'inspection'
  if (!isOfsteds(lines, grid !== null))
    return { ok: false, reason: 'expected a report or a letter of Ofsted’s; its text is of something else' }

  const unread: Report['unread'] = []
  const note = <T>(what: string, reading: Reading<T>): T | null => valueOr(reading, (why) => unread.push({ what, why }))
  const kind = told ?? 'other'
  if (missing !== null) unread.push({ what: 'pages', why: missing })
  if (told === null) unread.push({ what: 'kind', why: 'its title names no kind of inspection or visit' })
  const authority = note('authority', authorityOf({ front, lines, nameAuthorities, hint: hints.authority ?? null }))
  const published = note('published', publishedDay(lines, hints.published ?? null))
  const inspected = note('inspected', plausible(inspectedDays(front), published))
  const framework = frameworkOf({ kind, title, grid, inspected, lines })
  const { grades, faults } =
    kind === 'inspection' ? gradesOf({ lines, grid, framework, inspected }) : { grades: {}, faults: [] }
  unread.push(...faults)
  return {
    ok: true,
    report: {
      kind,
      authority,
      framework,
      inspected,
      published,
      leadInspector: note('leadInspector', leadInspector(lines)),
      grades,
      number: kind === 'monitoring-visit' ? note('number', visitNumber(lines)) : null,
      summary: note('summary', summaryOf(lines, grid, front.isLetter)),
      unread,
    },
  }
}

/** Every document of Ofsted's names it, or its inspectors, on its first pages or at its end. */
const names = /\bofsted\b|\b(?:her|his) majesty's (?:chief )?inspectors?\b|\bhmi\b/

function isOfsteds(lines: readonly Line[], hasGrid: boolean): boolean {
  return hasGrid || lines.some(({ text }) => names.test(plainWords(text)))
}

/** A report is not published before its inspection has ended. */
function plausible(days: Reading<Days>, published: string | null): Reading<Days> {
  if (days.value === null || published === null || days.value.to <= published) return days
  return {
    value: null,
    why: `the days ${days.value.from} to ${days.value.to} end after it was published, ${published}`,
  }
}
