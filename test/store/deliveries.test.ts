import { describe, expect, it } from 'vitest'
import type { Digest } from '../../src/events/digest.ts'
import { keys } from '../../src/store/keys.ts'
import { deliveryStates } from '../../src/store/delivery-states.ts'
import { buildEvent, buildSubscriber } from '../helpers/build.ts'
import { useRecords } from '../helpers/records.ts'

const records = useRecords()
const now = new Date('2026-03-01T12:00:00Z')
const after = (ms: number) => new Date(now.getTime() + ms)

const digestOf = (subscriberId: string, window: string): Digest => ({
  subscriberId,
  window,
  cadence: 'immediate',
  timeZone: 'Europe/London',
  frozen: now.toISOString(),
  events: [{ known: null, event: buildEvent({ id: 'e1' }) }],
  more: 0,
  failedFeeds: [],
})

/** Freezes one delivery for a new subscriber and returns its id. */
async function freeze(
  subscriberId: string,
  window = 'immediate-1',
  { closings, to } = { closings: 0, to: 1 },
): Promise<string> {
  const subscriber = buildSubscriber({ id: subscriberId, address: `${subscriberId}@example.org`, state: 'active' })
  const version = (await records.store.subscribers.load(subscriberId))?.version ?? 0
  if (version === 0) await records.store.subscribers.save(subscriber, 0, now)
  const outcome = await records.store.digests.close({
    subscriberId,
    version: 1,
    closings,
    windows: [{ subscriptionId: 'all', to, nextDue: null }],
    firstDue: null,
    immediateUpTo: null,
    digest: digestOf(subscriberId, window),
    telling: [{ eventId: 'e1', revision: 1 }],
    messageId: (id) => `<${id}@example.org>`,
    keepMs: 60_000,
    now,
  })
  if (outcome.kind !== 'closed' || outcome.deliveryId === null)
    throw new Error(`expected a delivery, got ${outcome.kind}`)
  return outcome.deliveryId
}

async function balance(): Promise<void> {
  const { due, ...states } = await records.store.deliveries.ledger()
  expect(Object.values(states).reduce((sum, count) => sum + count, 0)).toBe(due)
  for (const state of deliveryStates)
    expect((await records.store.deliveries.due(state, after(1e12), 1000)).length, state).toBe(states[state])
}

const ann = { id: 'ann', version: 1 }

describe('the ledger', () => {
  it('gives a delivery to one sender only', async () => {
    const id = await freeze('ann')
    const claims = await Promise.all(
      Array.from({ length: 20 }, () => records.store.deliveries.claim(id, ann, after(1000), now)),
    )
    expect(claims.filter((attempt) => attempt !== null)).toEqual([1])
    await balance()
  })

  it('does not give it before its time', async () => {
    const id = await freeze('ann')
    await records.store.deliveries.claim(id, ann, after(1000), now)
    await records.store.deliveries.putOff(id, 1, after(60_000), now, '450 later')
    expect(await records.store.deliveries.claim(id, ann, after(99_000), after(59_999))).toBeNull()
    expect(await records.store.deliveries.claim(id, ann, after(99_000), after(60_000))).toBe(2)
    expect(await records.store.deliveries.load(id)).toMatchObject({
      putOffSince: now,
      reason: '450 later',
      attempts: 2,
    })
    await balance()
  })

  it('believes a late 250 as long as nobody has tried again', async () => {
    const id = await freeze('ann')
    await records.store.deliveries.claim(id, ann, after(1000), now)
    await records.store.deliveries.uncertain(id, 1, 'its lease ran out', after(2000))
    expect(await records.store.deliveries.sent(id, 1, after(3000))).toBe(1)
    expect(await records.store.deliveries.load(id)).toMatchObject({ state: 'sent' })
    await balance()
  })

  it('does not let an earlier attempt speak for a later one', async () => {
    const id = await freeze('ann')
    await records.store.deliveries.claim(id, ann, after(1000), now)
    await records.store.deliveries.uncertain(id, 1, 'its lease ran out', after(2000))
    await records.store.deliveries.resend(id, after(2000))
    await records.store.deliveries.claim(id, ann, after(9000), after(3000))
    expect(await records.store.deliveries.failed(id, 1, 'said the first attempt', after(4000))).toBeNull()
    expect(await records.store.deliveries.load(id)).toMatchObject({ state: 'sending', attempts: 2, resends: 1 })
    await balance()
  })

  it('never moves what has ended', async () => {
    const id = await freeze('ann')
    await records.store.deliveries.claim(id, ann, after(1000), now)
    await records.store.deliveries.sent(id, 1, now)
    expect(await records.store.deliveries.uncertain(id, 1, 'no', now)).toBeNull()
    expect(await records.store.deliveries.suppress(id, 'no', now)).toBeNull()
    expect(await records.store.deliveries.claim(id, ann, after(1000), now)).toBeNull()
    await balance()
  })

  it('sums up whatever happens, in whatever order', async () => {
    const ids = await Promise.all(Array.from({ length: 30 }, (_, index) => freeze(`s${index}`)))
    const moves = [
      (id: string) => records.store.deliveries.claim(id, ann, after(10), now),
      (id: string) => records.store.deliveries.sent(id, 1, now),
      (id: string) => records.store.deliveries.failed(id, 1, 'no', now),
      (id: string) => records.store.deliveries.uncertain(id, 1, 'perhaps', now),
      (id: string) => records.store.deliveries.resend(id, now),
      (id: string) => records.store.deliveries.suppress(id, 'left', now),
      (id: string) => records.store.deliveries.putOff(id, 1, now, now, 'later'),
    ]
    let seed = 7
    const next = (below: number) => (seed = (seed * 48271) % 2147483647) % below
    await Promise.all(
      Array.from({ length: 600 }, () => Promise.resolve(moves[next(moves.length)]?.(ids[next(ids.length)] ?? ''))),
    )
    await balance()
    expect((await records.store.deliveries.ledger()).due).toBe(30)
  })

  it('keeps its counts when old deliveries are forgotten', async () => {
    const id = await freeze('ann')
    await records.store.deliveries.claim(id, ann, after(1000), now)
    await records.store.deliveries.sent(id, 1, now)
    expect(await records.store.deliveries.prune(after(1), 10)).toBe(1)
    expect(await records.store.deliveries.load(id)).toBeNull()
    expect(await records.store.deliveries.ledger()).toMatchObject({ due: 1, sent: 1 })
  })
})

describe('freezing', () => {
  it('never freezes what was told twice', async () => {
    await freeze('ann')
    await expect(freeze('ann')).rejects.toThrow('changed')
    expect((await records.store.deliveries.ledger()).due).toBe(1)
  })

  it('freezes another window of the same name under a key of its own', async () => {
    await freeze('ann')
    expect(await freeze('ann', 'immediate-1', { closings: 1, to: 2 })).toBe('ann-immediate-1-2')
    expect(await freeze('ann', 'immediate-1', { closings: 2, to: 3 })).toBe('ann-immediate-1-3')
    expect(await records.store.deliveries.load('ann-immediate-1-3')).toMatchObject({
      messageId: '<ann-immediate-1-3@example.org>',
    })
  })

  it('gives back the events as they were, also when the event went on', async () => {
    const id = await freeze('ann')
    const delivery = await records.store.deliveries.load(id)
    if (delivery === null) throw new Error('expected the delivery')
    expect(await records.store.digests.thaw(delivery.digest)).toEqual(digestOf('ann', 'immediate-1'))
  })

  it('keeps one copy of an event for all who are told', async () => {
    await freeze('ann')
    await freeze('bob')
    expect(await records.redis.keys('*snapshot*')).toHaveLength(1)
  })
})

it('a 250 that comes when the delivery had gone back to pending counts, if nobody tried again meanwhile', async () => {
  const { deliveries } = records.store
  const id = await freeze('ann')
  const attempt = (await deliveries.claim(id, ann, after(150_000), now)) ?? 0
  // The process stands still (a closed lid, a paused machine): another one's sweep does its duty.
  await deliveries.uncertain(id, attempt, 'its sender stopped', after(160_000))
  await deliveries.resend(id, after(230_000))
  await deliveries.sent(id, attempt, after(231_000))
  expect((await deliveries.load(id))?.state).toBe('sent')
  await balance()
})

it('a delivery is not taken for a subscriber whose record has changed since it was looked at', async () => {
  const id = await freeze('ann')
  await records.store.subscribers.update('ann', now, (subscriber) => ({ ...subscriber, state: 'unsubscribed' }))
  expect(await records.store.deliveries.claim(id, ann, after(1000), now)).toBeNull()
  expect((await records.store.deliveries.load(id))?.state).toBe('pending')
})

describe('the digests of a subscriber', () => {
  const idsOf = async (subscriberId: string, most = 10) =>
    (await records.store.deliveries.ofSubscriber(subscriberId, most)).map(({ digest }) => digest.window)

  it('are listed newest first, each under its own name only', async () => {
    for (const [closings, window] of ['immediate-1', 'immediate-2', 'immediate-3'].entries())
      await freeze('ann', window, { closings, to: closings + 1 })
    await freeze('ann-immediate')
    expect(await idsOf('ann', 2)).toEqual(['immediate-3', 'immediate-2'])
    expect(await idsOf('ann-immediate')).toEqual(['immediate-1'])
    expect(await idsOf('nobody')).toEqual([])
  })

  it('are found by their window, and never those of somebody whose name begins alike', async () => {
    await freeze('ann-immediate', '1')
    expect(await records.store.deliveries.ofWindow('ann-immediate', '1')).toMatchObject({ state: 'pending' })
    // Both make the key ann-immediate-1.
    expect(await records.store.deliveries.ofWindow('ann', 'immediate-1')).toBeNull()
    expect(await records.store.deliveries.ofWindow('ann-immediate', '2')).toBeNull()
  })

  it('are listed no longer than they are kept', async () => {
    const id = await freeze('ann')
    await freeze('ann', 'immediate-2', { closings: 1, to: 2 })
    await records.store.deliveries.suppress(id, 'a test', now)
    expect(await records.store.deliveries.prune(after(1000), 10)).toBe(1)
    expect(await idsOf('ann')).toEqual(['immediate-2'])
    expect(await records.redis.zrange(keys.digestsOf('ann'), 0, '-1')).toEqual(['ann-immediate-2'])
  })

  it('are forgotten with their subscriber', async () => {
    await freeze('ann')
    await records.store.subscribers.erase('ann')
    expect(await idsOf('ann')).toEqual([])
    expect((await records.redis.keys('*ann*')).filter((key) => !key.includes(':delivery:'))).toEqual([])
  })
})
