import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { FailedFeed } from '../events/digest.ts'
import { keys } from './keys.ts'

/** What is remembered of a feed between two polls. Instants are ISO 8601. */
export const FeedRecord = z.object({
  /** The address that all of this is about; null in records from before it was kept. */
  url: z.string().nullable().default(null),
  validators: z.object({
    etag: z.string().nullable(),
    lastModified: z.string().nullable(),
    bodyHash: z.string().nullable(),
  }),
  nextPoll: z.string().nullable(),
  lastPoll: z.string().nullable(),
  /** The last answer that could be read, changed or not. */
  lastOk: z.string().nullable(),
  /** Failures in a row, and since when. */
  failures: z.number().int(),
  failingSince: z.string().nullable(),
  lastError: z.string().nullable(),
  /** When it was first asked, whatever it answered: what was published from then on is news. */
  since: z.string().nullable().default(null),
  /** Answers read so far; 0 means the next one is the first. */
  polls: z.number().int(),
  /** Items first seen here, in all and in each of the last answers that held a feed. */
  items: z.number().int(),
  recentYield: z.array(z.number().int()),
  /** Items that the last answer listed. */
  listed: z.number().int().default(0),
  /** The last answer that listed items, and the last that had one nobody had seen. */
  lastShown: z.string().nullable().default(null),
  lastNew: z.string().nullable().default(null),
  /** The latest date of an item so far, and the usual time between two items. */
  newest: z.string().nullable().default(null),
  gapMs: z.number().nullable().default(null),
  /** Addresses that several of its entries gave: none of them is the page of one. */
  shared: z.array(z.string()).default([]),
  /** Where the feed says it has moved for good. */
  movedTo: z.string().nullable(),
})
export type FeedRecord = z.output<typeof FeedRecord>

/** The record of a feed that was never polled. */
export const newFeedRecord: FeedRecord = {
  url: null,
  validators: { etag: null, lastModified: null, bodyHash: null },
  nextPoll: null,
  lastPoll: null,
  lastOk: null,
  failures: 0,
  failingSince: null,
  lastError: null,
  since: null,
  polls: 0,
  items: 0,
  recentYield: [],
  listed: 0,
  lastShown: null,
  lastNew: null,
  newest: null,
  gapMs: null,
  shared: [],
  movedTo: null,
}

/** The record of the feed at this address: what is known of another one under the same id says nothing of it. */
export const recordAt = (url: string, record: FeedRecord): FeedRecord =>
  record.url === null || record.url === url ? { ...record, url } : { ...newFeedRecord, url }

/** Records of feeds, and the lease that keeps two polls of one feed apart (a courtesy to its host; correctness does not need it). */
export type FeedStore = ReturnType<typeof createFeedStore>

export function createFeedStore(redis: Redis) {
  return {
    async load(feedId: string): Promise<FeedRecord> {
      const json = await redis.get(keys.feed(feedId))
      return readRecord(json)
    },
    async loadAll(feedIds: string[]): Promise<FeedRecord[]> {
      if (feedIds.length === 0) return []
      const found = await redis.mget(feedIds.map(keys.feed))
      return found.map(readRecord)
    },
    /** Those of these feeds that have failed for at least `failingMs`: their news may be missing. */
    async failing(feeds: { id: string; name: string }[], failingMs: number, now: Date): Promise<FailedFeed[]> {
      const records = await this.loadAll(feeds.map(({ id }) => id))
      return feeds.flatMap(({ name }, index) => {
        const { failingSince = null, lastOk = null } = records[index] ?? {}
        const isFailing = failingSince !== null && now.getTime() - Date.parse(failingSince) >= failingMs
        return isFailing ? [{ name, lastOk }] : []
      })
    },
    async save(feedId: string, record: FeedRecord): Promise<void> {
      await redis.set(keys.feed(feedId), JSON.stringify(record))
    },
    /** Runs `work` unless another poll of this feed is running; false if so. However long it takes, nobody else begins; a process that dies lets go after `leaseMs`. */
    async alone(feedId: string, token: string, leaseMs: number, work: () => Promise<void>): Promise<boolean> {
      const got = await redis.set(keys.feedLease(feedId), token, 'PX', leaseMs, 'NX')
      if (got === null) return false
      const renewal = setInterval(() => {
        // One that could not be renewed ends: a courtesy is lost, and nothing else.
        redis.pexpire(keys.feedLease(feedId), leaseMs).catch(() => undefined)
      }, leaseMs / 3)
      try {
        await work()
      } finally {
        clearInterval(renewal)
        if ((await redis.get(keys.feedLease(feedId))) === token) await redis.del(keys.feedLease(feedId))
      }
      return true
    },
  }
}

/** A record that cannot be read (half written, or by a version to come) is as good as none: the feed is polled as if for the first time. */
function readRecord(json: string | null): FeedRecord {
  if (json === null) return newFeedRecord
  try {
    return FeedRecord.parse(JSON.parse(json))
  } catch {
    return newFeedRecord
  }
}
