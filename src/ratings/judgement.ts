import { z } from 'zod'
import { Area } from './area.ts'
import { Grade } from './grade.ts'
import { Day, Days } from './report.ts'

/** One grade that one source gives: an authority's history is all of them, also where two sources disagree. */
export const Judgement = z.object({
  /** Short name as in config/authorities.csv. */
  authority: z.string(),
  area: Area,
  grade: Grade,
  framework: z.enum(['ILACS', 'SIF', 'other']).nullable(),
  inspected: Days.nullable(),
  published: Day.nullable(),
  source: z.object({
    /** The report itself, or a table that was imported. */
    kind: z.enum(['report', 'import']),
    /** The number of the report's file at Ofsted, or the name of the table. */
    id: z.string(),
    url: z.string().nullable(),
  }),
})
export type Judgement = z.output<typeof Judgement>
