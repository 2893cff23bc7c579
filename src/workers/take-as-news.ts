import type { Settings } from '../config/settings.ts'
import { isOld } from '../events/age.ts'
import type { Item } from '../events/item.ts'
import type { FeedRecord } from '../store/feeds.ts'

export type Taken = {
  entries: { item: Item; state: 'recorded' | 'old' }[]
  /** How many were taken for old ones under new names. */
  renewed: number
}

type Asked = {
  items: Item[]
  /** Those that no feed has shown yet. */
  unknown: ReadonlySet<string>
  record: FeedRecord
  polling: Settings['polling']
  now: Date
}

/** Fewer entries than this may all be news. */
export const leastRenewed = 10

const leastUnknown = 0.8

/** Of its entries, what a feed brings at a poll, and what it may have brought since the last one. */
const mostUsual = 0.2
const mostExpected = 0.5

/** After a longer absence of ours a feed may well have nothing that we know. */
const absenceMs = 2 * 86_400_000

/**
 * Which entries are news, and which are from before our time. Where a feed that brings little suddenly shows next to nothing that is known, its site was
 * rebuilt: what has no date, or one that the feed had reached before, is old then. What is dated later stays news.
 */
export function takeAsNews({ items, unknown, record, polling, now }: Asked): Taken {
  const { newest } = record
  const firstPoll = record.polls === 0
  const reachMs = newsReach({ record, polling, now })
  const isNewSite = isRenewed({ items, unknown, record, now })
  let renewed = 0
  const entries = items.map((item) => {
    if (isOld(item, { now, reachMs, firstPoll })) return { item, state: 'old' as const }
    const date = [item.published ?? '', item.updated ?? ''].reduce((a, b) => (a > b ? a : b))
    if (!isNewSite || !unknown.has(item.id) || (date !== '' && date > (newest ?? '')))
      return { item, state: 'recorded' as const }
    renewed += 1
    return { item, state: 'old' as const }
  })
  return { entries, renewed }
}

/**
 * How long ago news may have been published. What lay before our time when the feed was first asked stays old; what came since is news, however long
 * the feed was away. Null: nothing is too old.
 */
export function newsReach({
  record: { polls, since },
  polling,
  now,
}: Pick<Asked, 'polling' | 'now'> & { record: Pick<FeedRecord, 'polls' | 'since'> }): number | null {
  const sinceMs = now.getTime() - Date.parse(since ?? now.toISOString())
  const first = polling.first_poll_reach === null ? Infinity : polling.first_poll_reach + Math.max(0, sinceMs)
  const later = polling.later_reach ?? Infinity
  const reach = polls === 0 ? first : since === null ? later : Math.min(first, later)
  return reach === Infinity ? null : reach
}

function isRenewed({ items, unknown, record, now }: Omit<Asked, 'polling'>): boolean {
  const { listed, recentYield } = record
  if (listed < leastRenewed || items.length < leastRenewed || unknown.size < leastUnknown * items.length) return false
  const usual = recentYield.reduce((sum, fresh) => sum + fresh, 0) / Math.max(1, recentYield.length)
  return usual < mostUsual * items.length && expectedBy(now, record) < mostExpected * items.length
}

/** How many new items there may be since the last answer, from all that came since the feed was added. */
function expectedBy(now: Date, { lastOk, since, items }: FeedRecord): number {
  if (lastOk === null || since === null) return 0
  const awayMs = now.getTime() - Date.parse(lastOk)
  if (awayMs > absenceMs) return Infinity
  return (items * awayMs) / Math.max(1, Date.parse(lastOk) - Date.parse(since))
}
