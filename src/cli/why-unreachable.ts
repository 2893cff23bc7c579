import { setTimeout as wait } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { explainRefusal, isRefusal } from '../store/redis-refusal.ts'
import { describeError } from './describe-error.ts'

/**
 * Null if Redis answers within some seconds, else why it does not and what to check, without a full stop. The connection itself would
 * wait for ever, as a worker should and a person should not.
 */
export async function whyUnreachable(
  redis: Pick<Redis, 'ping' | 'on' | 'off'>,
  withinMs = 5000,
): Promise<string | null> {
  let last: unknown = new Error(`no answer within ${withinMs / 1000} s`)
  const note = (error: unknown) => void (last = error)
  const answered = new AbortController()
  const late = wait(withinMs, 'late', { signal: answered.signal })
  late.catch(() => undefined)
  redis.on('error', note)
  try {
    if ((await Promise.race([redis.ping(), late])) !== 'late') return null
  } catch (error) {
    last = error
  } finally {
    redis.off('error', note)
    answered.abort()
  }
  if (isRefusal(last)) return explainRefusal(last)
  return `Redis does not answer: ${describeError(last)}. Check REDIS_URL, and that the server runs and can be reached from here`
}
