import { setTimeout as wait } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { describeError } from './describe-error.ts'

/**
 * Null if Redis answers within some seconds, else why it does not. The connection itself would wait for ever, as a worker should and
 * a person should not.
 */
export async function whyUnreachable(
  redis: Pick<Redis, 'ping' | 'on' | 'off'>,
  withinMs = 5000,
): Promise<string | null> {
  let reason = `no answer within ${withinMs / 1000} s`
  const note = (error: unknown) => void (reason = describeError(error))
  const answered = new AbortController()
  const late = wait(withinMs, 'late', { signal: answered.signal })
  late.catch(() => undefined)
  redis.on('error', note)
  try {
    return (await Promise.race([redis.ping(), late])) === 'late' ? reason : null
  } catch (error) {
    return describeError(error)
  } finally {
    redis.off('error', note)
    answered.abort()
  }
}
