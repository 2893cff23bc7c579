import { beforeEach, describe, expect, it } from 'vitest'
import type { Bounce } from '../../src/store/bounces.ts'
import { buildSubscriber } from '../helpers/build.ts'
import { freeze } from '../helpers/freeze.ts'
import { useRecords } from '../helpers/records.ts'

const records = useRecords()
const now = new Date('2026-03-01T12:00:00Z')
const after = (ms: number) => new Date(now.getTime() + ms)
const keepMs = 60_000

const bounceOf = (overrides: Partial<Bounce> = {}): Bounce => ({
  at: now.toISOString(),
  kind: 'soft',
  deliveryId: 'ann-first',
  subscriberId: 'ann',
  status: '4.2.2',
  reason: 'mailbox full',
  outcome: 'held',
  source: 'mail',
  ...overrides,
})

async function freezeForAnn(window: string): Promise<void> {
  const id = await freeze(records.store, { subscriberId: 'ann', window, now, keepMs })
  expect(id).toBe(`ann-${window}`)
}

beforeEach(async () => {
  await records.store.subscribers.save(buildSubscriber(), 0, now)
  await freezeForAnn('first')
  await freezeForAnn('second')
})

describe('a delivery', () => {
  it('is found by its Message-ID, and by no other', async () => {
    const { deliveries } = records.store
    expect(await deliveries.findByMessageId('<ann-second@example.org>')).toMatchObject({ id: 'ann-second' })
    expect(await deliveries.findByMessageId('<ann-third@example.org>')).toBeNull()
  })

  it('is not found when it was forgotten, and leaves nothing behind', async () => {
    const { deliveries } = records.store
    await deliveries.drop('ann-first', 'no more', now)
    await deliveries.prune(after(1), 10)
    expect(await deliveries.findByMessageId('<ann-first@example.org>')).toBeNull()
    expect(await records.redis.keys('*message*')).toHaveLength(1)
  })

  it('is found by what the mail server calls it too, and as long', async () => {
    const { deliveries } = records.store
    const attempt = await deliveries.claim('ann-first', { id: 'ann', version: 1 }, after(9000), now)
    expect(await deliveries.sent('ann-first', attempt ?? 0, now, '0102018f-of-the-server')).toBe(1)
    expect(await deliveries.findByMessageId('0102018f-of-the-server')).toMatchObject({ id: 'ann-first', state: 'sent' })
    expect(await deliveries.findByMessageId('<ann-first@example.org>')).toMatchObject({ id: 'ann-first' })
    await deliveries.prune(after(1), 10)
    expect(await deliveries.findByMessageId('0102018f-of-the-server')).toBeNull()
    expect(await records.redis.keys('*message*')).toHaveLength(1)
  })

  it('waits for as long as it is held, and can be sent after that', async () => {
    const { deliveries } = records.store
    await deliveries.hold('ann-first', after(5000), 'it waits')
    expect(await deliveries.load('ann-first')).toMatchObject({ state: 'pending', reason: 'it waits' })
    const ann = { id: 'ann', version: 1 }
    expect(await deliveries.claim('ann-first', ann, after(9000), after(4999))).toBeNull()
    expect(await deliveries.claim('ann-first', ann, after(9000), after(5000))).toBe(1)
    expect(await deliveries.ledger()).toMatchObject({ due: 2, pending: 1, sending: 1 })
  })
})

describe('a bounce', () => {
  it('counts once for each delivery, however often and by however many it is reported', async () => {
    const { bounces } = records.store
    expect(await bounces.isCounted('ann-first', 'hard')).toBe(false)
    const noted = await Promise.all(
      Array.from({ length: 20 }, (_, at) => bounces.note(bounceOf({ at: after(at).toISOString() }), null)),
    )
    expect(noted.filter(Boolean)).toHaveLength(1)
    expect(await bounces.note(bounceOf({ kind: 'hard' }), null)).toBe(false)
    expect(await bounces.isCounted('ann-first', 'hard')).toBe(true)
    expect(await bounces.list(now, 100)).toHaveLength(1)
  })

  it('does not keep a complaint about the same delivery from counting', async () => {
    const { bounces } = records.store
    await bounces.note(bounceOf(), null)
    expect(await bounces.note(bounceOf({ kind: 'complaint', outcome: 'unsubscribed' }), null)).toBe(true)
    expect(await bounces.note(bounceOf({ kind: 'complaint', outcome: 'unsubscribed' }), null)).toBe(false)
  })

  it('of a delivery that is gone counts for nothing', async () => {
    expect(await records.store.bounces.note(bounceOf({ deliveryId: 'gone' }), null)).toBe(false)
    expect(await records.store.bounces.list(now, 100)).toEqual([])
    expect(await records.redis.exists('{ofsted-alerts}:delivery:gone')).toBe(0)
  })

  it('is listed with the latest first, until it is forgotten', async () => {
    const { bounces } = records.store
    await bounces.note(bounceOf(), null)
    await bounces.note(bounceOf({ deliveryId: 'ann-second', at: after(1000).toISOString() }), null)
    expect((await bounces.list(now, 100)).map(({ deliveryId }) => deliveryId)).toEqual(['ann-second', 'ann-first'])
    expect(await bounces.list(after(500), 100)).toHaveLength(1)
    await bounces.prune(after(1000))
    expect(await bounces.list(now, 100)).toEqual([
      bounceOf({ deliveryId: 'ann-second', at: after(1000).toISOString() }),
    ])
  })
})

describe('the mailings of somebody whose mail comes back for now', () => {
  it('hold nothing while nothing comes back', async () => {
    await records.store.bounces.noteSent('ann', 'ann-first', now, now)
    expect(await records.store.bounces.mailings('ann')).toEqual([])
  })

  it('hold what came back and what was sent since', async () => {
    const { bounces } = records.store
    await bounces.note(bounceOf(), { frozen: now, keepMs })
    await bounces.noteSent('ann', 'ann-second', after(1), after(2))
    expect(await bounces.mailings('ann')).toEqual([
      { deliveryId: 'ann-first', frozen: now, sent: null, delivered: null, bounced: now },
      { deliveryId: 'ann-second', frozen: after(1), sent: after(2), delivered: null, bounced: null },
    ])
  })

  it('do not take for arrived what came back for another reason', async () => {
    const { bounces } = records.store
    await bounces.note(bounceOf(), { frozen: now, keepMs })
    await bounces.noteSent('ann', 'ann-second', now, now)
    await bounces.note(bounceOf({ deliveryId: 'ann-second', kind: 'policy', outcome: 'noted' }), null)
    expect((await bounces.mailings('ann')).map(({ deliveryId }) => deliveryId)).toEqual(['ann-first'])
  })

  it('know that a message came back, also when that it was sent is written later', async () => {
    const { bounces } = records.store
    await bounces.note(bounceOf(), { frozen: now, keepMs })
    await bounces.noteSent('ann', 'ann-first', now, after(5))
    expect((await bounces.mailings('ann'))[0]?.bounced).toEqual(now)
  })

  it('are forgotten with the person', async () => {
    await records.store.bounces.note(bounceOf(), { frozen: now, keepMs })
    await records.store.subscribers.erase('ann')
    expect(await records.redis.exists('{ofsted-alerts}:mailings:ann')).toBe(0)
  })
})
