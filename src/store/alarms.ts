import type { Redis } from 'ioredis'
import { z } from 'zod'
import { keys } from './keys.ts'

/** Something the operator must know, until it is healed. */
export type Alarm = { name: string; since: string; message: string }

const Raised = z.object({ since: z.string(), message: z.string() })

export type AlarmStore = ReturnType<typeof createAlarmStore>

export function createAlarmStore(redis: Redis) {
  return {
    /** True when it was not raised before: say it once. */
    async raise(name: string, message: string, now: Date): Promise<boolean> {
      const before = await redis.hget(keys.alarms, name)
      const since = before === null ? now.toISOString() : Raised.parse(JSON.parse(before)).since
      await redis.hset(keys.alarms, name, JSON.stringify({ since, message }))
      return before === null
    },
    /** True when it was raised: say once that it is healed. */
    async heal(name: string): Promise<boolean> {
      return (await redis.hdel(keys.alarms, name)) === 1
    },
    async list(): Promise<Alarm[]> {
      return Object.entries(await redis.hgetall(keys.alarms)).map(([name, json]) => ({
        name,
        ...Raised.parse(JSON.parse(json)),
      }))
    },
  }
}
