import { z } from 'zod'
import { Area } from '../ratings/area.ts'
import { Grade } from '../ratings/grade.ts'
import { Day, ReportKind } from '../ratings/report.ts'

/** What a source adds that is a document of Ofsted itself: the record, of which others only tell. */
export const ReportFacts = z.object({
  kind: ReportKind,
  /** The number of its file at Ofsted: what corrects another has a higher one. */
  file: z.string().default(''),
  /** The first day on which inspectors were there; null where it is not known. */
  day: Day.nullable().default(null),
  /** What an inspection moved, area by area, in the order in which reports print them. Letters give no grades. */
  moves: z.array(
    z.object({
      area: Area,
      kind: z.enum(['improved', 'declined', 'unchanged', 'new', 'unknown']),
      /** Null where the judgement is new, or what was before is not known. */
      from: Grade.nullable(),
      to: Grade,
    }),
  ),
  /** The inspections that are known, newest first, this one among them; a predecessor's under its own name. */
  inspections: z.array(z.object({ authority: z.string(), day: Day, grades: z.partialRecord(Area, Grade) })),
  /** Of a monitoring visit: the day of the inspection whose judgement it follows. */
  since: Day.nullable(),
})
export type ReportFacts = z.output<typeof ReportFacts>

/** Sources misprint days: those of one inspection or visit lie no farther apart. */
const mostDaysApart = 7

/** Whether two documents report one inspection or visit of an authority; null where they do not say when it was. */
export function isSameVisit(one: ReportFacts, other: ReportFacts): boolean | null {
  if (one.kind !== other.kind) return false
  if (one.file !== '' && one.file === other.file) return true
  if (one.day === null || other.day === null) return null
  return Math.abs(Date.parse(one.day) - Date.parse(other.day)) <= mostDaysApart * 86_400_000
}

/** The earlier file first. */
export const byFile = (one: ReportFacts, other: ReportFacts): number =>
  one.file.length - other.file.length || (one.file < other.file ? -1 : one.file > other.file ? 1 : 0)

/** What Ofsted itself said last of an event; null where only others tell of it. */
export const latestReport = (sources: readonly { report: ReportFacts | null }[]): ReportFacts | null =>
  sources
    .flatMap(({ report }) => report ?? [])
    .toSorted(byFile)
    .at(-1) ?? null
