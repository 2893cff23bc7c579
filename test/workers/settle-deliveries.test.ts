import { expect, it } from 'vitest'
import { useRecords } from '../helpers/records.ts'
import { sweepOnce } from '../helpers/sweep.ts'

const hour = 3_600_000
const records = useRecords()

it('five thousand messages that a person must decide on do not keep others from being sent again', async () => {
  const { redis, store } = records
  const now = new Date('2026-03-01T12:00:00Z')
  const digest = JSON.stringify({
    subscriberId: 'ann',
    window: 'w',
    cadence: 'immediate',
    timeZone: 'Europe/London',
    frozen: now.toISOString(),
    lines: [],
    more: 0,
    failedFeeds: [],
  })
  const pipeline = redis.pipeline()
  for (let n = 0; n <= 5000; n += 1) {
    pipeline.hset(`{ofsted-alerts}:delivery:d${n}`, {
      digest,
      messageId: '<x>',
      state: 'uncertain',
      attempts: 4,
      resends: n < 5000 ? 3 : 0,
    })
    pipeline.zadd('{ofsted-alerts}:deliveries:uncertain', now.getTime() + n, `d${n}`)
  }
  await pipeline.exec()
  let at = now
  for (let sweeps = 0; sweeps < 3; sweeps += 1) {
    at = new Date(at.getTime() + hour)
    await sweepOnce({ store, at })
  }
  expect((await store.deliveries.load('d5000'))?.state).toBe('pending')
})
