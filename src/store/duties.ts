import type { Redis } from 'ioredis'
import { keys } from './keys.ts'
import { script } from './script.ts'

const take = script(`
local last = tonumber(redis.call('HGET', KEYS[1], arg.name) or '0')
-- A last time in the future means that the clock was set back: do not wait for it.
if last <= arg.now and last > arg.now - arg.every then return 0 end
redis.call('HSET', KEYS[1], arg.name, arg.now)
return 1
`)

/** Periodic duties: when each was last done, over all processes. */
export type DutyStore = ReturnType<typeof createDutyStore>

export function createDutyStore(redis: Redis) {
  return {
    /** True for one caller per period: it is theirs to do. */
    async take(name: string, everyMs: number, now: Date): Promise<boolean> {
      return (await take(redis, [keys.duties], { name, every: everyMs, now: now.getTime() })) === 1
    },
    async done(name: string, now: Date): Promise<void> {
      await redis.hset(keys.duties, name, now.getTime())
    },
    /** Each duty with when it was last done. */
    async all(): Promise<{ name: string; last: Date }[]> {
      const all = Object.entries(await redis.hgetall(keys.duties))
      return all.map(([name, last]) => ({ name, last: new Date(Number(last)) }))
    },
    async last(name: string): Promise<Date | null> {
      const last = await redis.hget(keys.duties, name)
      return last === null ? null : new Date(Number(last))
    },
  }
}
