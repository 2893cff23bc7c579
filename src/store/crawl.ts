import { z } from 'zod'

/** What is remembered of a provider at Ofsted's report site. Instants are ISO 8601. */
export const Provider = z.object({
  urn: z.string(),
  name: z.string(),
  /** Address of its page. */
  url: z.string(),
  /** The day of its latest report, and a hash of its card, as last listed. */
  latest: z.string().nullable(),
  cardHash: z.string(),
  /** Since when it has had this card. */
  cardSince: z.string(),
  /** The hash of its card when its page last showed what the card says; null where the page is still to show it. */
  askedCard: z.string().nullable(),
  validators: z.object({ etag: z.string().nullable(), lastModified: z.string().nullable() }),
  lastAsked: z.string().nullable(),
  /** Files on its page; of how many neither title nor date could be read; and the day of the latest. */
  files: z.number().int(),
  unreadable: z.number().int(),
  newest: z.string().nullable(),
  /** What is wrong with its page; null when nothing is. */
  fault: z.string().nullable(),
})
export type Provider = z.output<typeof Provider>

/** One time through the site: from its listing to the last provider that had to be asked. */
export const Round = z.object({
  /** Of the listing. */
  url: z.string(),
  started: z.string(),
  /** Null while providers are still to be asked. */
  finished: z.string().nullable(),
  /** The first of this feed: what it lists was there before us. */
  isFirst: z.boolean(),
  /** Providers in the listing. */
  listed: z.number().int(),
  /** Files that nobody had seen before this round. */
  fresh: z.number().int(),
})
export type Round = z.output<typeof Round>
