import type { Logger } from 'pino'
import type { Feed } from '../config/feeds.ts'
import type { Settings } from '../config/settings.ts'
import type { FeedAnswer } from '../feeds/feed-answer.ts'
import type { FeedRecord } from '../store/feeds.ts'
import type { Store } from '../store/store.ts'

type Polled = {
  feed: Feed
  /** After the poll. */
  record: FeedRecord
  answer: FeedAnswer
  /** Items that nobody had seen, and those that were taken for old ones under new names. */
  fresh: number
  renewed: number
  now: Date
}

type Deps = { alarms: Store['alarms']; polling: Settings['polling']; log: Logger }

const dayMs = 86_400_000

/**
 * A feed may be quiet for a week, and for this many times as long as it usually is. Ofsted publishes nothing in August, over Christmas, and for
 * weeks before elections.
 */
const leastQuietMs: Record<Feed['kind'], number> = {
  rss: 7 * dayMs,
  'govuk-search': 7 * dayMs,
  'ofsted-reports': 70 * dayMs,
}
const mostGaps = 20

/** Tells the log of a poll, and the operator of what lasts: a feed that fails, is silent, or was made anew. */
export async function tellOfPoll(
  { feed, record, answer, fresh, renewed, now }: Polled,
  { alarms, polling, log }: Deps,
): Promise<void> {
  const feedId = feed.id
  if (answer.kind === 'failed') {
    log.warn({ feedId, failures: record.failures, reason: answer.reason }, 'poll failed')
    const failingMs = record.failingSince === null ? 0 : now.getTime() - Date.parse(record.failingSince)
    if (failingMs < polling.failing_after) return
    const message = `${feed.name} has not answered since ${record.lastOk ?? 'it was added'}: ${answer.reason}`
    if (await alarms.raise(`feed:${feedId}`, message, now))
      log.error({ feedId, reason: answer.reason }, 'feed keeps failing')
    return
  }
  log.info({ feedId, outcome: answer.kind, fresh, faults: answer.kind === 'items' ? answer.faults : [] }, 'polled')
  if (await alarms.heal(`feed:${feedId}`)) log.info({ feedId }, 'feed answers again')
  await tellOfSilence()
  await tellOfRenewal()

  async function tellOfSilence(): Promise<void> {
    const quietSince = record.lastNew ?? record.since
    const quietMs = quietSince === null ? 0 : now.getTime() - Date.parse(quietSince)
    if (quietMs < Math.max(leastQuietMs[feed.kind], mostGaps * (record.gapMs ?? 0))) {
      if (await alarms.heal(`silent:${feedId}`)) log.info({ feedId }, 'feed has news again')
      return
    }
    const message = `${feed.name} answers, and has had nothing new since ${quietSince}: look whether its news now stands elsewhere`
    if (await alarms.raise(`silent:${feedId}`, message, now)) log.error({ feedId, quietSince }, 'feed is silent')
  }

  async function tellOfRenewal(): Promise<void> {
    if (renewed > 0) {
      const message = `${feed.name} shows ${renewed} entries under new names, without a date or with an old one: they were taken for known ones, look whether news is among them`
      if (await alarms.raise(`renewed:${feedId}`, message, now)) log.error({ feedId, renewed }, 'feed was made anew')
    } else if (fresh > 0 && (await alarms.heal(`renewed:${feedId}`)))
      log.info({ feedId }, 'feed has news under its new names')
  }
}
