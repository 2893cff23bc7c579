import { setTimeout as sleep } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { judgeRedis, readRedisFacts } from './redis-facts.ts'
import { explainRefusal, isRefusal } from './redis-refusal.ts'

/** How long a Redis may take to answer at start; containers start together. */
const firstAnswerMs = 30_000

/** Throws if the Redis would lose or evict records, with everything that must be changed; logs what had better be. */
export async function expectSafeRedis(
  redis: Redis,
  log: Pick<Logger, 'warn'>,
  withinMs = firstAnswerMs,
): Promise<void> {
  await expectAnswer(redis, withinMs)
  const { must, should } = judgeRedis(await readRedisFacts(redis))
  for (const advice of should) log.warn(advice)
  if (must.length > 0)
    throw new Error(`this Redis would not keep the records safe:\n${must.map((one) => `- ${one}`).join('\n')}`)
}

async function expectAnswer(redis: Redis, withinMs: number): Promise<void> {
  let last = ''
  const note = ({ message, ...error }: Error) => void (last = message || ('code' in error ? String(error.code) : ''))
  redis.on('error', note)
  try {
    if ((await Promise.race([redis.ping(), sleep(withinMs, null, { ref: false })])) !== null) return
  } catch (error) {
    throw isRefusal(error) ? new Error(explainRefusal(error)) : error
  } finally {
    redis.off('error', note)
  }
  throw new Error(
    `expected Redis at REDIS_URL to answer within ${withinMs / 1000} seconds, it did not${last === '' ? '' : ` (${last})`}: check that it runs and that the address is right`,
  )
}
