import { pino } from 'pino'
import { expect, it } from 'vitest'
import { sweepHandler } from '../../src/workers/sweep.ts'
import { testConfig } from '../helpers/config.ts'
import { useRecords } from '../helpers/records.ts'

const hour = 3_600_000
const now = new Date('2026-03-01T12:00:00Z')
const records = useRecords()

it('a day with 6,000 deliveries is forgotten when it has been kept long enough', async () => {
  const { redis, store } = records
  const old = new Date(now.getTime() - 100 * 24 * hour)
  const pipeline = redis.pipeline()
  for (let n = 0; n < 12_000; n += 1) {
    pipeline.hset(`{ofsted-alerts}:delivery:d${n}`, 'state', 'sent')
    pipeline.zadd('{ofsted-alerts}:deliveries:sent', old.getTime() + Math.floor(n / 6000) * 24 * hour, `d${n}`)
  }
  await pipeline.exec()
  const config = testConfig()
  let at = now
  const run = () =>
    sweepHandler({
      store,
      config: () => config,
      enqueue: () => Promise.resolve(),
      counts: () => Promise.resolve(new Map()),
      clock: () => at,
      log: pino({ level: 'silent' }),
    })({}, new AbortController().signal)
  // Two days of sweeps, for what came in two days.
  for (let halfHours = 0; halfHours < 96; halfHours += 1) {
    await run()
    at = new Date(at.getTime() + hour / 2)
  }
  expect(await redis.zcard('{ofsted-alerts}:deliveries:sent')).toBe(0)
})
