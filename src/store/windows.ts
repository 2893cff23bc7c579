import type { Redis } from 'ioredis'
import type { Windows } from '../events/ended-windows.ts'
import { keys } from './keys.ts'

export type WindowStore = ReturnType<typeof createWindowStore>

export function createWindowStore(redis: Redis) {
  return {
    async load(subscriberId: string): Promise<Windows> {
      const windows: Windows = { cursors: new Map(), due: new Map() }
      for (const [field, value] of Object.entries(await redis.hgetall(keys.windows(subscriberId)))) {
        const split = field.indexOf(':')
        const subscriptionId = field.slice(split + 1)
        if (field.startsWith('cursor:')) windows.cursors.set(subscriptionId, Number(value))
        else windows.due.set(subscriptionId, new Date(Number(value)))
      }
      return windows
    },
    /** Event id -> the revision this subscriber was last told, for these events. */
    async told(subscriberId: string, eventIds: string[]): Promise<Map<string, number>> {
      if (eventIds.length === 0) return new Map()
      const revisions = await redis.hmget(keys.told(subscriberId), ...eventIds)
      return new Map(
        eventIds.flatMap((id, index) => (revisions[index] == null ? [] : [[id, Number(revisions[index])]])),
      )
    },
    /** Subscribers with a window that has ended, or who must be told something at once; the longest waiting first. */
    async ended(now: Date, most: number): Promise<string[]> {
      const scheduled = await redis.zrangebyscore(keys.digestsDue, '-inf', now.getTime(), 'LIMIT', 0, most)
      const immediate = await redis.zrangebyscore(keys.immediateDue, '-inf', '+inf', 'LIMIT', 0, most)
      return [...new Set([...scheduled, ...immediate])]
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
