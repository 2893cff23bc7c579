import { z } from 'zod'
import { Fields } from '../rules/finding.ts'
import type { Event } from './event.ts'
import { knownAt } from './revise.ts'

const reasons = ['out-of-scope', 'authority', 'no-news', 'twice', 'other'] as const

const FeedbackReason = z.enum(reasons)
export type FeedbackReason = z.output<typeof FeedbackReason>

/** What a reader may find wrong with an event, in the words of the page. */
export const feedbackTitles: Record<FeedbackReason, string> = {
  'out-of-scope': 'It is not about children’s services',
  authority: 'It names the wrong authority',
  'no-news': 'Nothing happened, or it is old news',
  twice: 'I was told it twice',
  other: 'Something else',
}

export const feedbackReasons: readonly FeedbackReason[] = reasons

export const isFeedbackReason = (text: string | null): text is FeedbackReason => FeedbackReason.safeParse(text).success

/** Characters of a reader's own words. */
export const mostWords = 500

/** An event as a reader was told it, with what showed it: enough to tune rules by when the items themselves are forgotten. */
const Told = z.object({
  eventId: z.string(),
  rule: z.string(),
  authority: z.string(),
  headline: z.string(),
  fields: Fields,
  revision: z.number().int().min(1),
  date: z.string(),
  sources: z.array(
    z.object({
      itemId: z.string(),
      outlet: z.string(),
      title: z.string(),
      url: z.string().nullable(),
      published: z.string().nullable(),
      /** Of Ofsted itself: such are told by what was read of them, and not by rules. */
      isReport: z.boolean(),
      evidence: z.array(z.object({ sentence: z.string(), why: z.string() })),
    }),
  ),
})
export type Told = z.output<typeof Told>

/** What one reader says is wrong with an event. It does not say who. */
export const Feedback = z.object({
  /** ISO 8601 instant. */
  at: z.string(),
  reason: FeedbackReason,
  words: z.string(),
  told: Told,
})
export type Feedback = z.output<typeof Feedback>

/** More sources, or sentences of one, tell a rule's author nothing new, and a record must not grow with the news. */
const mostSources = 20
const mostSentences = 10

/** What a reader was told of an event, whose revision they know: the surest sources first. */
export function toldOf(event: Event, revision: number, headlineOf: (fields: Fields) => string): Told {
  const { id, rule, authority, date, sources } = event
  const fields = knownAt(event, revision) ?? event.fields
  return {
    eventId: id,
    rule,
    authority,
    headline: headlineOf(fields),
    fields,
    revision,
    date,
    sources: sources
      .toSorted((a, b) => b.score - a.score)
      .slice(0, mostSources)
      .map(({ itemId, outlet, title, url, published, report, evidence }) => ({
        itemId,
        outlet,
        title,
        url,
        published,
        isReport: report !== null,
        evidence: evidence.slice(0, mostSentences).map(({ sentence, why }) => ({ sentence, why })),
      })),
  }
}
