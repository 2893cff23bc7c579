import type { Event } from './event.ts'

/** One line of a digest: an event that this subscriber was not told of, or one of which something material became known since. */
export type DigestEvent = {
  event: Event
  /** The revision of it that they were told last; null for one that is new to them. */
  known: number | null
}

/** A feed that failed for so long that its news may be missing. */
export type FailedFeed = {
  name: string
  /** ISO 8601 instant of the last answer that could be read; null where there was none. */
  lastOk: string | null
}

/** What one subscriber gets for one window. */
export type Digest = {
  subscriberId: string
  /** Unique per subscriber, e.g. `daily-2026-03-29` or `immediate-118`. */
  window: string
  cadence: 'immediate' | 'daily' | 'weekly'
  /** IANA zone in which dates are written. */
  timeZone: string
  /** When it was frozen. ISO 8601 instant. */
  frozen: string
  /** Most severe first within an authority; authorities by their most severe event. */
  events: DigestEvent[]
  /** Events past the cap, which follow in further digests. */
  more: number
  failedFeeds: FailedFeed[]
}
