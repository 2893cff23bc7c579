import { z } from 'zod'
import { Evidence, Fields } from '../rules/finding.ts'
import { ReportFacts } from './report-facts.ts'

/** One item that told of the event. */
export const EventSource = z.object({
  itemId: z.string(),
  url: z.string().nullable(),
  title: z.string(),
  outlet: z.string(),
  /** ISO 8601 instant; null where the item bore no date. */
  published: z.string().nullable(),
  /** When we recorded that this item tells of the event. ISO 8601 instant. */
  joined: z.string(),
  score: z.number(),
  fields: Fields,
  evidence: z.array(Evidence),
  /** Where the item is a report or a letter of Ofsted itself. */
  report: ReportFacts.nullable().default(null),
})
export type EventSource = z.output<typeof EventSource>

/** One happening in the world, which findings from many items join. */
export const Event = z.object({
  id: z.string(),
  rule: z.string(),
  authority: z.string(),
  /** What is known by now, from all sources together. */
  fields: Fields,
  /** The earliest day it was told of: the first source's date, or when we saw it. ISO 8601 instant. */
  date: z.string(),
  opened: z.string(),
  /** 1 when opened; grows when a material field becomes known or changes. */
  revision: z.number().int().min(1),
  /** What was known at each revision that subscribers may have been told, the first first; `at`: since when (ISO 8601 instant), where that was noted. */
  history: z
    .array(z.object({ revision: z.number().int().min(1), fields: Fields, at: z.string().optional() }))
    .default([]),
  /** In the order they joined, one per item. */
  sources: z.array(EventSource),
})
export type Event = z.output<typeof Event>
