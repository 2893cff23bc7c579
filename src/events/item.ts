import { z } from 'zod'

/** One entry of a feed, normalised. The id is made from what identifies the entry, so the same article in two feeds is one item. */
export const Item = z.object({
  id: z.string().min(1),
  /** The feed that brought it first. */
  feedId: z.string().min(1),
  /** Canonical address, without tracking parameters; null where the entry had no link. */
  url: z.string().nullable(),
  /** Plain text. */
  title: z.string(),
  /** Plain text. */
  summary: z.string(),
  /** Plain text of the whole article where the feed carries it. */
  content: z.string().nullable(),
  /** ISO 8601 instants. */
  published: z.string().nullable(),
  updated: z.string().nullable(),
  /** The outlet, for people: "BBC News", or for Google News the publisher it names. */
  outlet: z.string(),
  /** Of the texts above: changes when they change in a way that matters (not by white space or case). */
  contentHash: z.string().min(1),
})
export type Item = z.output<typeof Item>
