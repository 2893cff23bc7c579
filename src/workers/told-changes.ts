import { z } from 'zod'

/** Instants between which a page's changes are told of in its document: after `from` (null: from its beginning) up to `until`. */
export const Told = z.object({ from: z.string().nullable(), until: z.string().nullable() })
export type Told = z.output<typeof Told>

/** What is kept of an earlier reading of a page. */
const Reading = z.object({ published: z.string().nullish(), told: Told.optional().catch(undefined) })

/** After which instant a kept document's news came; null where it tells of all that its page ever did. */
export function tellsSince(kept: unknown): Date | null {
  const before = Reading.safeParse(kept)
  const from = before.success ? before.data.told?.from : null
  return from == null ? null : new Date(from)
}

type Asked = {
  /** The document that was kept of the item, as stored; null where there is none. */
  kept: unknown
  /** Until when the page as it is now tells of changes. */
  until: Date | null
  /** How long ago news may have been published; null: nothing is too old. */
  reachMs: number | null
  now: Date
}

/**
 * From when on what a page tells is news: after what was told of it before. The same page read again, because another feed shows it or a word of its
 * title changed, tells the same again. Null: all of it is.
 */
export function newsFrom({ kept, until, reachMs, now }: Asked): Date | null {
  const first = reachMs === null ? null : new Date(now.getTime() - reachMs)
  const before = Reading.safeParse(kept)
  if (!before.success) return first
  const { told, published } = before.data
  // Read from the page or the feed, it told of what there was on the day of its date.
  const toldUntil = Date.parse(told?.until ?? published ?? '')
  if (Number.isNaN(toldUntil)) return first
  if (until !== null && until.getTime() > toldUntil) return new Date(toldUntil)
  if (told === undefined) return first
  return told.from === null ? null : new Date(told.from)
}
