import { z } from 'zod'
import { Area } from './area.ts'
import { Grade } from './grade.ts'

/** A day, ISO 8601: `2026-08-03`. */
export const Day = z.iso.date()

/** From the first day of an inspection to its last. */
export const Days = z.object({ from: Day, to: Day })
export type Days = z.output<typeof Days>

/** What a document of Ofsted on an authority is. */
export const ReportKind = z.enum(['inspection', 'focused-visit', 'monitoring-visit', 'joint-inspection', 'other'])
export type ReportKind = z.output<typeof ReportKind>

/** An inspection report or a letter, as it was read. What could not be read is null, and `unread` says why; nothing is guessed. */
export const Report = z.object({
  kind: ReportKind,
  /** Short name as in config/authorities.csv. */
  authority: z.string().nullable(),
  framework: z.enum(['ILACS', 'SIF', 'other']),
  /** From the first day of all to the last, where an inspection was made in several parts. */
  inspected: Days.nullable(),
  published: Day.nullable(),
  leadInspector: z.string().nullable(),
  /** Of inspections only: letters give no grades. */
  grades: z.partialRecord(Area, Grade),
  /** Which monitoring visit since the judgement, where the letter says so. */
  number: z.number().int().min(1).nullable(),
  /** Its first paragraphs, as plain text. */
  summary: z.string().nullable(),
  unread: z.array(z.object({ what: z.string(), why: z.string() })),
})
export type Report = z.output<typeof Report>
