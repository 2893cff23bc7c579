import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Cadence } from '../../src/events/subscription.ts'
import { createStore, type Store } from '../../src/store/store.ts'
import { buildSubscriber, buildSubscription } from '../helpers/build.ts'
import { startRedis, type TestRedis } from '../helpers/redis.ts'

let server: TestRedis
let redis: ReturnType<TestRedis['connect']>
let store: Store
const now = new Date('2026-03-01T12:00:00Z')
const daily: Cadence = { kind: 'daily', at: '08:00' }

beforeAll(async () => {
  server = await startRedis()
  redis = server.connect()
  store = createStore(redis)
})
afterAll(async () => {
  redis.disconnect()
  await server[Symbol.asyncDispose]()
})
beforeEach(async () => {
  await redis.flushall()
})

describe('saving a subscriber', () => {
  it('opens the windows of an active one, from now on', async () => {
    await redis.set('{ofsted-alerts}:event-seq', 41)
    const subscriptions = [buildSubscription({ id: 'now' }), buildSubscription({ id: 'day', cadence: daily })]
    expect(await store.subscribers.save(buildSubscriber({ subscriptions }), 0, now)).toBe('written')
    const { cursors, due } = await store.windows.load('ann')
    expect(Object.fromEntries(cursors)).toEqual({ now: 41, day: 41 })
    expect(due.get('day')).toEqual(new Date('2026-03-02T08:00:00Z'))
    expect(await store.windows.ended(new Date('2026-03-02T08:00:00Z'), 10)).toEqual(['ann'])
  })

  it('opens none for one who has not confirmed', async () => {
    await store.subscribers.save(buildSubscriber({ state: 'pending' }), 0, now)
    expect((await store.windows.load('ann')).cursors.size).toBe(0)
    await store.windows.callImmediate(5)
    expect(await store.windows.ended(now, 10)).toEqual([])
  })

  it('ends all windows when somebody leaves, and begins anew when they come back', async () => {
    await store.subscribers.save(buildSubscriber({ subscriptions: [buildSubscription({ cadence: daily })] }), 0, now)
    await store.subscribers.update('ann', now, (ann) => ({ ...ann, state: 'unsubscribed' }))
    expect((await store.windows.load('ann')).cursors.size).toBe(0)
    expect(await store.windows.ended(new Date('2027-01-01T00:00:00Z'), 10)).toEqual([])
    await redis.set('{ofsted-alerts}:event-seq', 7)
    await store.subscribers.update('ann', now, (ann) => ({ ...ann, state: 'active' }))
    expect((await store.windows.load('ann')).cursors.get('all')).toBe(7)
  })

  it('keeps the cursor of a subscription that stays, and drops those that are gone', async () => {
    await store.subscribers.save(
      buildSubscriber({ subscriptions: [buildSubscription({ id: 'a' }), buildSubscription({ id: 'b' })] }),
      0,
      now,
    )
    await redis.set('{ofsted-alerts}:event-seq', 9)
    await store.subscribers.update('ann', now, (ann) => ({
      ...ann,
      subscriptions: [buildSubscription({ id: 'b' }), buildSubscription({ id: 'c' })],
    }))
    expect(Object.fromEntries((await store.windows.load('ann')).cursors)).toEqual({ b: 0, c: 9 })
  })

  it('keeps one subscriber per address, whatever its case', async () => {
    await store.subscribers.save(buildSubscriber({ address: 'Ann@Example.org' }), 0, now)
    expect(await store.subscribers.save(buildSubscriber({ id: 'bob', address: 'ann@example.org ' }), 0, now)).toBe(
      'taken',
    )
    expect((await store.subscribers.findByAddress('ANN@example.org'))?.subscriber.id).toBe('ann')
  })

  it('loses no change of two that are made at once', async () => {
    await store.subscribers.save(buildSubscriber({ origin: '' }), 0, now)
    await Promise.all(
      Array.from({ length: 20 }, () =>
        store.subscribers.update('ann', now, (ann) => ({ ...ann, origin: `${ann.origin}x` })),
      ),
    )
    expect((await store.subscribers.load('ann'))?.subscriber.origin).toHaveLength(20)
  })

  it('forgets a person with everything that hangs on them', async () => {
    await store.subscribers.save(buildSubscriber(), 0, now)
    await redis.hset('{ofsted-alerts}:told:ann', 'e1', 1)
    expect(await store.subscribers.erase('ann')).toBe(true)
    expect(await redis.keys('*ann*')).toEqual([])
    expect(await store.subscribers.findByAddress('ann@example.org')).toBeNull()
    expect(await store.subscribers.erase('ann')).toBe(false)
  })
})
