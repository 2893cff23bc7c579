import type { Feed } from '../config/feeds.ts'
import type { Settings } from '../config/settings.ts'
import { failedAnswer } from '../feeds/feed-answer.ts'
import { nextPoll } from '../feeds/interval.ts'
import type { SiteFailure } from '../feeds/ofsted-site.ts'
import type { Round } from '../store/crawl.ts'
import type { FeedRecord } from '../store/feeds.ts'
import { afterPoll } from './after-poll.ts'

type Circumstances = { feed: Feed; settings: Settings; now: Date; random: () => number }

/** A site in trouble may be back any minute; one that says when is believed for a day. */
const longestWaitMs = 2 * 3_600_000
const longestRetryMs = 86_400_000

/** The record of a feed whose site has answered, with more to ask for right away. */
export function afterAnswer(record: FeedRecord, now: Date): FeedRecord {
  const at = now.toISOString()
  return { ...record, lastPoll: at, lastOk: at, nextPoll: at, failures: 0, failingSince: null, lastError: null }
}

/**
 * The record after a failure. What a site that does not answer was asked for is asked for again soon, at doubling intervals; a site that
 * answers with something else is left alone until the next round.
 */
export function afterFailure(record: FeedRecord, failure: SiteFailure, circumstances: Circumstances): FeedRecord {
  const { now, settings } = circumstances
  const { reason, retryAfterMs, isStrange } = failure
  const after = afterPoll(record, failedAnswer(reason), 0, now)
  if (isStrange) return { ...after, nextPoll: nextRound({ ...after, failures: 0 }, circumstances).toISOString() }
  const doubled = Math.max(1000, settings.polling.crawl_spacing) * 2 ** Math.min(after.failures, 16)
  const waitMs = Math.max(Math.min(doubled, longestWaitMs), Math.min(retryAfterMs ?? 0, longestRetryMs))
  return { ...after, nextPoll: new Date(now.getTime() + waitMs).toISOString() }
}

/** The record when a round is done. */
export function afterRound(record: FeedRecord, { fresh, listed }: Round, circumstances: Circumstances): FeedRecord {
  const { now } = circumstances
  const at = now.toISOString()
  const after = afterPoll(record, { kind: 'unchanged', validators: record.validators, leastMs: null }, fresh, now)
  const told = {
    ...after,
    items: record.items + fresh,
    recentYield: [...record.recentYield, fresh].slice(-remembered),
    listed,
    lastShown: at,
    lastNew: fresh > 0 ? at : record.lastNew,
  }
  return { ...told, nextPoll: nextRound(told, circumstances).toISOString() }
}

/** Rounds that the number of new files is remembered for. */
const remembered = 12

function nextRound({ failures, recentYield }: FeedRecord, { feed, settings, now, random }: Circumstances): Date {
  return nextPoll({
    now,
    feed,
    settings,
    leastMs: null,
    retryAfterMs: null,
    status: null,
    failures,
    recentYield,
    random,
  })
}
