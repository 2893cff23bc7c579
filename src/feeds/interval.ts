import type { Feed } from '../config/feeds.ts'
import type { Settings } from '../config/settings.ts'

type Poll = {
  now: Date
  feed: Pick<Feed, 'interval'>
  settings: Pick<Settings, 'polling'>
  /** The least time the feed or its host wants between two polls. */
  leastMs: number | null
  /** How long the host asked to be left alone. */
  retryAfterMs: number | null
  /** What the last failure was, where the host said. */
  status: number | null
  /** Failures in a row, this poll included. */
  failures: number
  /** New items in each of the last polls that held a feed, this one last. */
  recentYield: number[]
  random: () => number
}

/** A host that names a date years away is not believed; a feed is never given up. An interval of the settings may be longer. */
const longestWaitMs = 86_400_000

/** A host that is in trouble, or away, may be back any minute, with news. */
const longestTroubleMs = 2 * 3_600_000

/** It has nothing for us, or wants us to ask less often. */
const refusals = new Set([401, 403, 404, 410, 422, 429])

/**
 * When a feed is polled next: soon where the last polls brought news, later where they did not, between the settings' bounds; never before the feed's
 * ttl, its host's max-age or Retry-After allow it, as far as that is within a day; after failures at doubling intervals, up to two hours, or a day
 * where it is refused to us. A tenth is left to chance, so that feeds do not march in step.
 */
export function nextPoll({
  now,
  feed,
  settings,
  leastMs,
  retryAfterMs,
  status,
  failures,
  recentYield,
  random,
}: Poll): Date {
  const { shortest, longest } = settings.polling
  const usual = feed.interval ?? adaptive(recentYield, shortest, longest)
  const longestPause = status !== null && refusals.has(status) ? longestWaitMs : Math.max(usual, longestTroubleMs)
  const backedOff = failures === 0 ? usual : Math.min(usual * 2 ** Math.min(failures, 10), longestPause)
  const asked = Math.min(Math.max(leastMs ?? 0, retryAfterMs ?? 0), longestWaitMs)
  const wanted = Math.max(usual, backedOff, asked)
  return new Date(now.getTime() + Math.round(wanted * (1 + 0.1 * random())))
}

/** Doubles with each poll in a row that brought nothing, and falls back to the shortest with news. */
function adaptive(recentYield: number[], shortest: number, longest: number): number {
  const last = recentYield.findLastIndex((fresh) => fresh > 0)
  const idle = recentYield.length - 1 - last
  return Math.min(longest, shortest * 2 ** Math.min(idle, 16))
}
