import { z } from 'zod'
import { Area } from '../ratings/area.ts'
import { Grade } from '../ratings/grade.ts'
import { Day, ReportKind } from '../ratings/report.ts'

/** What a source adds that is a document of Ofsted itself: the record, of which others only tell. */
export const ReportFacts = z.object({
  kind: ReportKind,
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
