import type { Redis } from 'ioredis'
import type { Windows } from '../events/ended-windows.ts'
import { keys } from './keys.ts'

/** The windows of a subscriber, and how often some were closed: whoever closes next must have seen them so. */
export type OpenWindows = Windows & { closings: number }

export type WindowStore = ReturnType<typeof createWindowStore>

export function createWindowStore(redis: Redis) {
  return {
    async load(subscriberId: string): Promise<OpenWindows> {
      const windows: OpenWindows = { cursors: new Map(), due: new Map(), closings: 0 }
      for (const [field, value] of Object.entries(await redis.hgetall(keys.windows(subscriberId)))) {
        const split = field.indexOf(':')
        const subscriptionId = field.slice(split + 1)
        if (field === 'closings') windows.closings = Number(value)
        else if (field.startsWith('cursor:')) windows.cursors.set(subscriptionId, Number(value))
        else windows.due.set(subscriptionId, new Date(Number(value)))
      }
      return windows
    },
    /** Takes somebody who has no windows off the lists of those who must be told something. */
    async forget(subscriberId: string): Promise<void> {
      await redis.multi().zrem(keys.digestsDue, subscriberId).zrem(keys.immediateDue, subscriberId).exec()
    },
    /** Event id -> the revision this subscriber was last told, for these events. */
    async told(subscriberId: string, eventIds: string[]): Promise<Map<string, number>> {
      if (eventIds.length === 0) return new Map()
      const revisions = await redis.hmget(keys.told(subscriberId), ...eventIds)
      return new Map(
        eventIds.flatMap((id, index) => (revisions[index] == null ? [] : [[id, Number(revisions[index])]])),
      )
    },
    /** All that this subscriber was told: event id -> revision. */
    async allTold(subscriberId: string): Promise<Record<string, number>> {
      const told = await redis.hgetall(keys.told(subscriberId))
      return Object.fromEntries(Object.entries(told).map(([id, revision]) => [id, Number(revision)]))
    },
    /** Subscribers with a window that has ended, or who must be told something at once; the longest waiting first. */
    async ended(now: Date, most: number): Promise<string[]> {
      const scheduled = await redis.zrangebyscore(keys.digestsDue, '-inf', now.getTime(), 'LIMIT', 0, most)
      const immediate = await redis.zrangebyscore(keys.immediateDue, '-inf', '+inf', 'LIMIT', 0, most)
      return [...new Set([...scheduled, ...immediate])]
    },
    /** Subscribers none of whose windows ends before `now`. */
    async endingAfter(now: Date): Promise<string[]> {
      return await redis.zrangebyscore(keys.digestsDue, `(${now.getTime()}`, '+inf')
    },
    /** Notes that everybody with an immediate subscription must be told up to `seq`. Safe to repeat after a crash half-way. */
    async callImmediate(seq: number): Promise<void> {
      let cursor = '0'
      do {
        const [next, pairs] = await redis.zscan(keys.immediate, cursor, 'COUNT', 500)
        cursor = next
        const scored = pairs.flatMap((id, index) => (index % 2 === 0 ? [seq, id] : []))
        if (scored.length > 0) await redis.zadd(keys.immediateDue, 'GT', ...scored)
      } while (cursor !== '0')
      await redis.set(keys.immediateCursor, seq)
    },
    /** The seq up to which `callImmediate` has come. */
    async immediateCursor(): Promise<number> {
      return Number((await redis.get(keys.immediateCursor)) ?? 0)
    },
  }
}
