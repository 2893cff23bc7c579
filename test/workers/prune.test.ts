import { expect, it } from 'vitest'
import { toldOf } from '../../src/events/feedback.ts'
import { buildEvent } from '../helpers/build.ts'
import { useRecords } from '../helpers/records.ts'
import { sweepOnce } from '../helpers/sweep.ts'

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
  let at = now
  // Two days of sweeps, for what came in two days.
  for (let halfHours = 0; halfHours < 96; halfHours += 1) {
    await sweepOnce({ store, at })
    at = new Date(at.getTime() + hour / 2)
  }
  expect(await redis.zcard('{ofsted-alerts}:deliveries:sent')).toBe(0)
})

it('what readers said, and wrote on leaving, is forgotten when it has been kept long enough', async () => {
  const { store } = records
  const told = toldOf(buildEvent(), 1, () => 'Sandwell: rated inadequate')
  for (const [name, at] of [
    ['old', '2024-12-20T12:00:00.000Z'],
    ['new', '2026-02-20T12:00:00.000Z'],
  ] as const) {
    await store.feedback.put([name], { at, reason: 'other', words: name, told })
    await store.leavings.note({ id: name, month: at.slice(0, 7), reason: 'other', words: name })
  }
  await sweepOnce({ store, at: now })
  expect(await store.feedback.list(new Date(0), 10)).toMatchObject([{ words: 'new' }])
  expect(await store.leavings.words(10)).toMatchObject([{ words: 'new' }])
  expect(await store.leavings.counts()).toHaveLength(2)
})
