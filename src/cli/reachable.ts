import { setTimeout as wait } from 'node:timers/promises'
import type { Redis } from 'ioredis'

/** Whether Redis answers within some seconds. The connection itself would wait for ever, as a worker should and a person should not. */
export async function reachable(redis: Pick<Redis, 'ping'>, withinMs = 5000): Promise<boolean> {
  const answered = new AbortController()
  const late = wait(withinMs, false, { signal: answered.signal })
  late.catch(() => undefined)
  try {
    return await Promise.race([
      redis.ping().then(
        () => true,
        () => false,
      ),
      late,
    ])
  } finally {
    answered.abort()
  }
}
