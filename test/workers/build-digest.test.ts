import { pino } from 'pino'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Enqueue } from '../../src/jobs/queues.ts'
import { createLinks } from '../../src/links.ts'
import { buildDigestHandler } from '../../src/workers/build-digest.ts'
import { buildEvent, buildItem, buildSubscriber, buildSubscription } from '../helpers/build.ts'
import { testConfig } from '../helpers/config.ts'
import { useRecords } from '../helpers/records.ts'

const records = useRecords()
let now: Date
let queued: unknown[]

beforeEach(() => {
  now = new Date('2026-03-01T12:00:00Z')
  queued = []
})

const config = testConfig({ settings: { digests: { gather: '5m' } } })
const enqueue: Enqueue = (_job, payload) => {
  queued.push(payload)
  return Promise.resolve()
}
const build = (subscriberId = 'ann') =>
  buildDigestHandler({
    store: records.store,
    config: () => config,
    enqueue,
    messageId: (id) => `<${id}@x>`,
    links: createLinks({ publicUrl: 'https://example.org', secret: 'a-secret-of-at-least-32-characters' }),
    serviceName: 'Alerts',
    clock: () => now,
    log: pino({ level: 'silent' }),
  })({ subscriberId }, new AbortController().signal)

/** Something happened: an event at a revision, told by one item. */
async function happen(eventId: string, { authority = 'Sandwell', revision = 1 } = {}): Promise<void> {
  const itemId = `${eventId}-${revision}`
  await records.store.items.record('bbc', [{ item: buildItem({ id: itemId }), state: 'recorded' }], now)
  await records.store.items.read(itemId, 1, {}, 60_000, now)
  const { versions } = await records.store.events.near([{ authority, rule: 'rating-change' }], now)
  await records.store.events.commit({
    itemId,
    revision: 1,
    findings: [],
    places: [{ authority, rule: 'rating-change', version: versions[0] ?? 0 }],
    events: [buildEvent({ id: eventId, authority, revision })],
    told: [{ eventId, revision }],
    keepMs: 60_000,
    now,
  })
}

const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000)
}

const linesOf = async (deliveryId: string) => {
  const delivery = await records.store.deliveries.load(deliveryId)
  const digest = delivery === null ? null : await records.store.digests.thaw(delivery.digest)
  return digest?.events.map(({ event, known }) => `${known === null ? 'new' : 'update'} ${event.id}`)
}

describe('building digests', () => {
  it('waits until sources have gathered, then tells once', async () => {
    await records.store.subscribers.save(buildSubscriber(), 0, now)
    await happen('e1')
    await build()
    expect(queued).toEqual([])
    later(5)
    await build()
    await build()
    expect(queued).toEqual([{ deliveryId: 'ann-immediate-1' }])
    expect(await linesOf('ann-immediate-1')).toEqual(['new e1'])
  })

  it('freezes one delivery, however many workers build at once', async () => {
    await records.store.subscribers.save(buildSubscriber(), 0, now)
    for (const id of ['e1', 'e2', 'e3']) await happen(id)
    later(5)
    await Promise.all(Array.from({ length: 12 }, () => build()))
    expect(queued).toHaveLength(1)
    expect(await records.store.deliveries.ledger()).toMatchObject({ due: 1, pending: 1 })
  })

  it('tells nobody what happened before they asked', async () => {
    await happen('e1')
    await records.store.subscribers.save(buildSubscriber(), 0, now)
    later(10)
    await build()
    expect(queued).toEqual([])
  })

  it('tells an event once to a subscriber with several subscriptions, in whichever window ends first', async () => {
    const subscriptions = [
      buildSubscription({ id: 'now' }),
      buildSubscription({ id: 'day', cadence: { kind: 'daily', at: '08:00' } }),
    ]
    await records.store.subscribers.save(buildSubscriber({ subscriptions }), 0, now)
    await happen('e1')
    later(5)
    await build()
    later(24 * 60)
    await build()
    expect(queued).toEqual([{ deliveryId: 'ann-immediate-1' }])
    expect((await records.store.windows.load('ann')).due.get('day')).toEqual(new Date('2026-03-03T08:00:00Z'))
  })

  it('sends an update when something material became known', async () => {
    await records.store.subscribers.save(buildSubscriber(), 0, now)
    await happen('e1')
    later(5)
    await build()
    await happen('e1', { revision: 2 })
    later(5)
    await build()
    expect(await linesOf('ann-immediate-2')).toEqual(['update e1'])
  })

  it('keeps what was frozen, whatever becomes of the event', async () => {
    await records.store.subscribers.save(buildSubscriber(), 0, now)
    await happen('e1')
    later(5)
    await build()
    await records.redis.set('{ofsted-alerts}:event:e1', JSON.stringify(buildEvent({ id: 'e1', authority: 'Wirral' })))
    const delivery = await records.store.deliveries.load('ann-immediate-1')
    if (delivery === null) throw new Error('expected the delivery')
    expect((await records.store.digests.thaw(delivery.digest))?.events[0]?.event.authority).toBe('Sandwell')
  })

  it('sends no mail when nothing happened that was asked for, and opens the next window', async () => {
    const subscription = buildSubscription({ authorities: ['Wirral'], cadence: { kind: 'daily', at: '08:00' } })
    await records.store.subscribers.save(buildSubscriber({ subscriptions: [subscription] }), 0, now)
    await happen('e1')
    later(24 * 60)
    await build()
    expect(queued).toEqual([])
    expect(await records.store.windows.ended(now, 10)).toEqual([])
  })

  it('is reminded of an immediate subscriber until they were told, and no longer', async () => {
    await records.store.subscribers.save(buildSubscriber(), 0, now)
    await happen('e1')
    later(5)
    await records.store.windows.callImmediate(1)
    expect(await records.store.windows.ended(now, 10)).toEqual(['ann'])
    await build()
    expect(await records.store.windows.ended(now, 10)).toEqual([])
  })

  it('keeps the reminder when news came while it was building', async () => {
    await records.store.subscribers.save(buildSubscriber(), 0, now)
    await happen('e1')
    later(5)
    await records.store.windows.callImmediate(2)
    await build()
    expect(await records.store.windows.ended(now, 10)).toEqual(['ann'])
  })

  it('does nothing for somebody who left', async () => {
    await records.store.subscribers.save(buildSubscriber(), 0, now)
    await happen('e1')
    await records.store.subscribers.update('ann', now, (ann) => ({ ...ann, state: 'unsubscribed' }))
    later(5)
    await build()
    expect(queued).toEqual([])
  })
})

it('somebody who is called and has no windows any more is not called for ever', async () => {
  await records.store.subscribers.save(buildSubscriber(), 0, now)
  await records.store.windows.callImmediate(7)
  await records.redis.del('{ofsted-alerts}:windows:ann')
  await build()
  expect(await records.store.windows.ended(now, 10)).toEqual([])
})
