import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'
import { keys } from './keys.ts'
import { script } from './script.ts'

/** How often something may be done in somebody's name: so often at once, then after waits that double. */
export type Limit = {
  /** "network 192.0.2.0/24". Kept as a hash. */
  of: string
  free: number
  firstWaitMs: number
  longestWaitMs: number
  /** After so long beyond the last wait it is as if nothing had been done. */
  forgetMs: number
}

const count = script(`
for i, limit in ipairs(arg.limits) do
  local free = tonumber(redis.call('HGET', KEYS[i], 'until') or '0')
  -- A clock that was set back locks nobody out for as long as it went back.
  if free > arg.now and free <= arg.now + limit.longestWaitMs then return { i, free - arg.now } end
  local done = redis.call('HINCRBY', KEYS[i], 'count', 1)
  local wait = 0
  if done >= limit.free then wait = math.min(limit.longestWaitMs, limit.firstWaitMs * 2 ^ math.min(done - limit.free, 40)) end
  redis.call('HSET', KEYS[i], 'until', string.format('%.0f', arg.now + wait))
  redis.call('PEXPIRE', KEYS[i], string.format('%.0f', wait + limit.forgetMs))
end
return { 0, 0 }
`)

const hashOf = (of: string) => createHash('sha256').update(of).digest('hex').slice(0, 32)

export type LimitStore = ReturnType<typeof createLimitStore>

export function createLimitStore(redis: Redis) {
  return {
    /**
     * Counts one more under each limit in turn, up to the first that says to wait: null where none does, else which (by its place) and how long.
     * One that is refused counts under no limit from there on, so that asking in vain makes no wait longer.
     */
    async count(limits: Limit[], now: Date): Promise<{ limit: number; waitMs: number } | null> {
      const answer = await count(
        redis,
        limits.map(({ of }) => keys.limit(hashOf(of))),
        { limits, now: now.getTime() },
      )
      const [place, waitMs] = Array.isArray(answer) ? answer.map(Number) : []
      if (place === undefined || waitMs === undefined)
        throw new Error(`counting: expected a place and a wait from Redis, got ${String(answer)}`)
      return place === 0 ? null : { limit: place - 1, waitMs }
    },
    /** How long this limit says to wait, without counting anything; 0 where it does not. */
    async waiting({ of, longestWaitMs }: Pick<Limit, 'of' | 'longestWaitMs'>, now: Date): Promise<number> {
      const until = Number((await redis.hget(keys.limit(hashOf(of)), 'until')) ?? 0)
      const waitMs = until - now.getTime()
      return waitMs > 0 && waitMs <= longestWaitMs ? waitMs : 0
    },
  }
}
