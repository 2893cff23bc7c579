import type { Redis } from 'ioredis'
import { LeavingWords, type LeavingCount } from '../events/leaving.ts'
import { keys } from './keys.ts'
import { script } from './script.ts'

const note = script(`
redis.call('HINCRBY', KEYS[1], arg.field, 1)
if arg.line then redis.call('ZADD', KEYS[2], arg.month, arg.line) end
return 1
`)

export type LeavingStore = ReturnType<typeof createLeavingStore>

/** Why people leave: counts and words, without the people. */
export function createLeavingStore(redis: Redis) {
  return {
    async note(leaving: LeavingWords): Promise<void> {
      const { month, reason, words } = leaving
      await note(redis, [keys.leavings, keys.leavingWords], {
        field: `${month}|${reason}`,
        month: startOf(month),
        line: words === '' ? undefined : JSON.stringify(leaving),
      })
    },
    /** The counts of all months, the latest first. */
    async counts(): Promise<LeavingCount[]> {
      return Object.entries(await redis.hgetall(keys.leavings))
        .map(([field, count]) => {
          const [month = '', reason = ''] = field.split('|')
          return { month, reason, count: Number(count) }
        })
        .toSorted((a, b) => b.month.localeCompare(a.month) || b.count - a.count)
    },
    /** What was written, the latest month first. */
    async words(most: number): Promise<LeavingWords[]> {
      const lines = await redis.zrevrange(keys.leavingWords, 0, most - 1)
      return lines.map((line) => LeavingWords.parse(JSON.parse(line)))
    },
    /** Forgets the words of months that began before `before`. */
    async prune(before: Date): Promise<void> {
      await redis.zremrangebyscore(keys.leavingWords, '-inf', `(${before.getTime()}`)
    },
  }
}

const startOf = (month: string) => Date.parse(`${month}-01T00:00:00Z`)
