import type { Logger } from 'pino'
import type { Config } from '../config/load.ts'
import type { Feed } from '../config/feeds.ts'
import type { Settings } from '../config/settings.ts'
import { isOld } from '../events/age.ts'
import type { Item } from '../events/item.ts'
import { fetchFeed, type FeedAnswer } from '../feeds/fetch-feed.ts'
import type { HttpClient } from '../feeds/http.ts'
import { nextPoll } from '../feeds/interval.ts'
import type { pollFeed } from '../jobs/jobs.ts'
import { readItem } from '../jobs/jobs.ts'
import type { Enqueue } from '../jobs/queues.ts'
import type { FeedRecord } from '../store/feeds.ts'
import type { Store } from '../store/store.ts'
import type { Handler } from './work.ts'

type Deps = {
  store: Pick<Store, 'feeds' | 'items' | 'alarms'>
  config: () => Config
  http: HttpClient
  enqueue: Enqueue
  clock: () => Date
  random: () => number
  newId: () => string
  log: Logger
}

/** Longer than any poll may take. */
const leaseMs = 120_000

/** How many polls the yield of a feed is remembered for. */
const remembered = 12

/**
 * Fetches a feed if it is due, records the items it has not seen, and only then moves the feed's cursor: a crash in between
 * makes the next poll see the same entries again, and record none of them twice.
 */
export const pollFeedHandler =
  ({ store, config, http, enqueue, clock, random, newId, log }: Deps): Handler<typeof pollFeed.payload> =>
  async ({ feedId, force }, signal) => {
    const { feeds, settings } = config()
    const feed = feeds.find(({ id, enabled }) => id === feedId && enabled)
    if (feed === undefined) return
    await store.feeds.alone(feedId, newId(), leaseMs, async () => {
      const record = await store.feeds.load(feedId)
      if (!force && !isDue(record, clock())) return
      const answer = await fetchFeed({ http, feed, validators: record.validators, settings, clock, signal })
      const now = clock()
      const fresh =
        answer.kind === 'items'
          ? await store.items.record(feedId, entriesOf(answer.items, record, settings, now), now)
          : []
      const after = afterPoll(record, answer, fresh.length, now)
      const next = nextPoll({
        now,
        feed,
        settings,
        leastMs: answer.kind === 'failed' ? null : answer.leastMs,
        retryAfterMs: answer.kind === 'failed' ? answer.retryAfterMs : null,
        failures: after.failures,
        recentYield: after.recentYield,
        random,
      })
      await store.feeds.save(feedId, { ...after, nextPoll: next.toISOString() })
      await tell(feed, after, answer, fresh.length, now)
      for (const { id } of fresh) await enqueue(readItem, { itemId: id })
    })

    async function tell(feed: Feed, record: FeedRecord, answer: FeedAnswer, fresh: number, now: Date): Promise<void> {
      const alarm = `feed:${feed.id}`
      if (answer.kind !== 'failed') {
        log.info(
          { feedId: feed.id, outcome: answer.kind, fresh, faults: answer.kind === 'items' ? answer.faults : [] },
          'polled',
        )
        if (await store.alarms.heal(alarm)) log.info({ feedId: feed.id }, 'feed answers again')
        return
      }
      log.warn({ feedId: feed.id, failures: record.failures, reason: answer.reason }, 'poll failed')
      const failingMs = record.failingSince === null ? 0 : now.getTime() - Date.parse(record.failingSince)
      if (failingMs < config().settings.polling.failing_after) return
      if (
        await store.alarms.raise(
          alarm,
          `${feed.name} has not answered since ${record.lastOk ?? 'it was added'}: ${answer.reason}`,
          now,
        )
      ) {
        log.error({ feedId: feed.id, reason: answer.reason }, 'feed keeps failing')
      }
    }
  }

/** Whether the feed's time has come. A time further away than any interval is left from a clock that was wrong. */
export function isDue({ nextPoll: next, lastPoll }: FeedRecord, now: Date): boolean {
  if (next === null) return true
  return Date.parse(next) <= now.getTime() || (lastPoll !== null && Date.parse(lastPoll) > now.getTime())
}

function entriesOf(
  items: Item[],
  { polls, since }: FeedRecord,
  { polling }: Settings,
  now: Date,
): { item: Item; state: 'recorded' | 'old' }[] {
  const firstPoll = polls === 0
  // What lay before our time when the feed was first asked stays old; what came since is news, however long the feed was away.
  const sinceMs = now.getTime() - Date.parse(since ?? now.toISOString())
  const first = polling.first_poll_reach === null ? Infinity : polling.first_poll_reach + Math.max(0, sinceMs)
  const later = polling.later_reach ?? Infinity
  const reach = firstPoll ? first : since === null ? later : Math.min(first, later)
  const reachMs = reach === Infinity ? null : reach
  return items.map((item) => ({ item, state: isOld(item, { now, reachMs, firstPoll }) ? 'old' : 'recorded' }))
}

function afterPoll(before: FeedRecord, answer: FeedAnswer, fresh: number, now: Date): FeedRecord {
  const at = now.toISOString()
  const record = { ...before, since: before.since ?? (before.polls === 0 ? at : null) }
  if (answer.kind === 'failed') {
    return {
      ...record,
      lastPoll: at,
      failures: record.failures + 1,
      failingSince: record.failingSince ?? at,
      lastError: answer.reason,
    }
  }
  const answered = {
    ...record,
    validators: answer.validators,
    lastPoll: at,
    lastOk: at,
    failures: 0,
    failingSince: null,
    lastError: null,
    polls: record.polls + 1,
  }
  if (answer.kind === 'unchanged') return answered
  return {
    ...answered,
    items: record.items + fresh,
    recentYield: [...record.recentYield, fresh].slice(-remembered),
    movedTo: answer.movedTo,
  }
}
