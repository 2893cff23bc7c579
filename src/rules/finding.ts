import { z } from 'zod'

/** The text of one item, as the rules read it. */
export const Document = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  url: z.string().nullish(),
  /** When it was published, ISO 8601; without it nothing can be told old by its date. */
  published: z.string().nullish(),
  source: z.string().nullish(),
})
export type Document = z.output<typeof Document>

/** A sentence that counts, where it stands in `title + "\n" + text`, and why it counts. */
export const Evidence = z.object({
  sentence: z.string(),
  start: z.number().int().min(0),
  end: z.number().int().min(0),
  why: z.string(),
})
export type Evidence = z.output<typeof Evidence>

/** From which grade to which; null where the text does not say. */
export const Move = z.object({ from: z.string().nullable(), to: z.string().nullable() })
export type Move = z.output<typeof Move>

/** What a rule took from the text. Null is "the text does not say", never a guess. */
export const Fields = z.record(z.string(), z.union([z.string(), z.number(), z.record(z.string(), Move), z.null()]))
export type Fields = z.output<typeof Fields>

/** What a rule found in one document about one authority. */
export const Finding = z.object({
  rule: z.string(),
  /** Short name as in config/authorities.csv. */
  authority: z.string(),
  score: z.number(),
  fields: Fields,
  evidence: z.array(Evidence),
})
export type Finding = z.output<typeof Finding>
