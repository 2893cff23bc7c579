import { describe, expect, it } from 'vitest'
import type { Cadence } from '../../src/events/subscription.ts'
import { buildSubscriber, buildSubscription } from '../helpers/build.ts'
import { useRecords } from '../helpers/records.ts'

const records = useRecords()
const now = new Date('2026-03-01T12:00:00Z')
const daily: Cadence = { kind: 'daily', at: '08:00' }

describe('saving a subscriber', () => {
  it('opens the windows of an active one, from now on', async () => {
    await records.redis.set('{ofsted-alerts}:event-seq', 41)
    const subscriptions = [buildSubscription({ id: 'now' }), buildSubscription({ id: 'day', cadence: daily })]
    expect(await records.store.subscribers.save(buildSubscriber({ subscriptions }), 0, now)).toBe('written')
    const { cursors, due } = await records.store.windows.load('ann')
    expect(Object.fromEntries(cursors)).toEqual({ now: 41, day: 41 })
    expect(due.get('day')).toEqual(new Date('2026-03-02T08:00:00Z'))
    expect(await records.store.windows.ended(new Date('2026-03-02T08:00:00Z'), 10)).toEqual(['ann'])
  })

  it('opens none for one who has not confirmed', async () => {
    await records.store.subscribers.save(buildSubscriber({ state: 'pending' }), 0, now)
    expect((await records.store.windows.load('ann')).cursors.size).toBe(0)
    await records.store.windows.callImmediate(5)
    expect(await records.store.windows.ended(now, 10)).toEqual([])
  })

  it('ends all windows when somebody leaves, and begins anew when they come back', async () => {
    await records.store.subscribers.save(
      buildSubscriber({ subscriptions: [buildSubscription({ cadence: daily })] }),
      0,
      now,
    )
    await records.store.subscribers.update('ann', now, (ann) => ({ ...ann, state: 'unsubscribed' }))
    expect((await records.store.windows.load('ann')).cursors.size).toBe(0)
    expect(await records.store.windows.ended(new Date('2027-01-01T00:00:00Z'), 10)).toEqual([])
    await records.redis.set('{ofsted-alerts}:event-seq', 7)
    await records.store.subscribers.update('ann', now, (ann) => ({ ...ann, state: 'active' }))
    expect((await records.store.windows.load('ann')).cursors.get('all')).toBe(7)
  })

  it('keeps the cursor of a subscription that stays, and drops those that are gone', async () => {
    await records.store.subscribers.save(
      buildSubscriber({ subscriptions: [buildSubscription({ id: 'a' }), buildSubscription({ id: 'b' })] }),
      0,
      now,
    )
    await records.redis.set('{ofsted-alerts}:event-seq', 9)
    await records.store.subscribers.update('ann', now, (ann) => ({
      ...ann,
      subscriptions: [buildSubscription({ id: 'b' }), buildSubscription({ id: 'c' })],
    }))
    expect(Object.fromEntries((await records.store.windows.load('ann')).cursors)).toEqual({ b: 0, c: 9 })
  })

  it('keeps one subscriber per address, whatever its case', async () => {
    await records.store.subscribers.save(buildSubscriber({ address: 'Ann@Example.org' }), 0, now)
    expect(
      await records.store.subscribers.save(buildSubscriber({ id: 'bob', address: 'ann@example.org ' }), 0, now),
    ).toBe('taken')
    expect((await records.store.subscribers.findByAddress('ANN@example.org'))?.subscriber.id).toBe('ann')
  })

  it('loses no change of two that are made at once', async () => {
    await records.store.subscribers.save(buildSubscriber({ origin: '' }), 0, now)
    await Promise.all(
      Array.from({ length: 20 }, () =>
        records.store.subscribers.update('ann', now, (ann) => ({ ...ann, origin: `${ann.origin}x` })),
      ),
    )
    expect((await records.store.subscribers.load('ann'))?.subscriber.origin).toHaveLength(20)
  })

  it('knows whose pause has ended', async () => {
    const until = '2026-03-10T00:00:00.000Z'
    await records.store.subscribers.save(buildSubscriber({ state: 'paused', pausedUntil: until }), 0, now)
    expect((await records.store.windows.load('ann')).cursors.size).toBe(0)
    expect(await records.store.subscribers.pauseEnded(new Date('2026-03-09T23:59:59Z'), 10)).toEqual([])
    expect(await records.store.subscribers.pauseEnded(new Date(until), 10)).toEqual(['ann'])
    await records.store.subscribers.update('ann', now, (ann) => ({ ...ann, state: 'active', pausedUntil: null }))
    expect(await records.store.subscribers.pauseEnded(new Date(until), 10)).toEqual([])
  })

  it('forgets those who were asked a week ago and did not confirm, whole, and nobody else', async () => {
    const { subscribers } = records.store
    const later = new Date('2026-03-05T12:00:00Z')
    for (const id of ['ann', 'bob', 'eve', 'dan'])
      await subscribers.save(buildSubscriber({ id, address: `${id}@example.org`, state: 'pending' }), 0, now)
    // Bob confirms, Eve asks again.
    await subscribers.update('bob', later, (bob) => ({ ...bob, state: 'active' }))
    await subscribers.update('eve', later, (eve) => ({ ...eve, origin: 'again' }))
    expect(await subscribers.forgetPending(now, 1)).toBe(1)
    expect(await subscribers.forgetPending(now, 10)).toBe(1)
    expect(await subscribers.forgetPending(now, 10)).toBe(0)
    expect(await subscribers.list()).toEqual(['bob', 'eve'])
    expect(await records.redis.keys('*ann*')).toEqual([])
    expect(await subscribers.findByAddress('ann@example.org')).toBeNull()
  })

  it('forgets a person with everything that hangs on them', async () => {
    await records.store.subscribers.save(buildSubscriber(), 0, now)
    await records.redis.hset('{ofsted-alerts}:told:ann', 'e1', 1)
    expect(await records.store.subscribers.erase('ann')).toBe(true)
    expect(await records.redis.keys('*ann*')).toEqual([])
    expect(await records.store.subscribers.findByAddress('ann@example.org')).toBeNull()
    expect(await records.store.subscribers.erase('ann')).toBe(false)
  })
})
