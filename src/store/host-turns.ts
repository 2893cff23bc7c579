import { setTimeout as sleep } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { keys } from './keys.ts'
import { script } from './script.ts'

const takeTurn = script(`
-- What may be asked now is as good as not known.
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', arg.now)
local free = tonumber(redis.call('ZSCORE', KEYS[1], arg.host) or '0')
-- A clock that was set back must not lock a host out for as long as it went back.
if free > arg.now + arg.longest then free = arg.now end
local turn = math.max(free, arg.now)
redis.call('ZADD', KEYS[1], turn + arg.spacing, arg.host)
return turn - arg.now
`)

/** The longest queue for one host that is believed: beyond it the clock was changed. */
const longestMs = 3_600_000

/** Waits until it is this request's turn at the host, counted over all worker processes. Rejects when aborted. */
export type Turn = (host: string, signal: AbortSignal) => Promise<void>

export function createHostTurns({
  redis,
  spacingMs,
  clock,
}: {
  redis: Redis
  spacingMs: () => number
  clock: () => Date
}): Turn {
  return async (host, signal) => {
    const spacing = spacingMs()
    if (spacing === 0) return
    const waitMs = Number(
      await takeTurn(redis, [keys.hostTurns], { host, now: clock().getTime(), spacing, longest: longestMs }),
    )
    if (waitMs > 0) await sleep(waitMs, undefined, { signal })
  }
}
