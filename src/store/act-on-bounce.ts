import { hasLasted, heldUntil, softRun, type Patience } from '../events/soft-bounces.ts'
import { confirmedAt, type Subscriber } from '../events/subscription.ts'
import type { AlarmStore } from './alarms.ts'
import type { Bounce, BounceStore } from './bounces.ts'
import type { Delivery } from './delivery.ts'
import type { SubscriberStore } from './subscribers.ts'

type Stores = { subscribers: SubscriberStore; bounces: BounceStore; alarms: AlarmStore }

/** What is known of a failure; neither text holds an address. */
export type Failure = {
  kind: Exclude<Bounce['kind'], 'complaint'>
  /** RFC 3463. */
  status: string | null
  reason: string
  /** Who refused it, where that is known. */
  remote: string | null
}

/** What was done, and why. */
export type Acted =
  | { kind: 'counted-before' | 'policy' | 'behind' | 'confirmed-since' | 'suspended' | 'unsubscribed' }
  /** No mail would be sent to them anyway. */
  | { kind: 'inactive'; state: Subscriber['state'] }
  | { kind: 'held'; inARow: number; until: Date }

type Happened = {
  delivery: Delivery
  /** Who told of it. */
  source: NonNullable<Bounce['source']>
  patience: Patience
  /** How long soft bounces are remembered. */
  keepMs: number
  now: Date
}

/**
 * Acts on a message that came back, or was refused: once for each delivery, and on its subscriber alone. What is to change of the subscriber is changed
 * before it is counted, so that a process which dies in between is made good by whoever tries again.
 */
export async function actOnFailure(stores: Stores, failure: Failure, happened: Happened): Promise<Acted> {
  const { delivery, source, keepMs, now } = happened
  if (await stores.bounces.isCounted(delivery.id, failure.kind)) return { kind: 'counted-before' }
  const acted = await settle(stores, failure, happened)
  const { kind, status, reason } = failure
  const outcome = acted.kind === 'held' || acted.kind === 'suspended' ? acted.kind : 'noted'
  const mailing = outcome === 'held' ? { frozen: frozenAt(delivery), keepMs } : null
  const isFirst = await stores.bounces.note(
    { ...lineOf(delivery, now), kind, status, reason, outcome, source },
    mailing,
  )
  return isFirst ? acted : { kind: 'counted-before' }
}

/** Somebody called it spam: they get no more. */
export async function actOnComplaint(
  stores: Pick<Stores, 'subscribers' | 'bounces'>,
  reason: string,
  { delivery, source, now }: Pick<Happened, 'delivery' | 'source' | 'now'>,
): Promise<Acted> {
  const { subscriberId } = delivery.digest
  if (await stores.bounces.isCounted(delivery.id, 'complaint')) return { kind: 'counted-before' }
  let left = false
  await stores.subscribers.update(subscriberId, now, (one) => {
    left = one.state !== 'unsubscribed'
    return left ? { ...one, state: 'unsubscribed' } : one
  })
  const outcome = left ? 'unsubscribed' : 'noted'
  const isFirst = await stores.bounces.note(
    { ...lineOf(delivery, now), kind: 'complaint', status: null, reason, outcome, source },
    null,
  )
  if (!isFirst) return { kind: 'counted-before' }
  return left ? { kind: 'unsubscribed' } : { kind: 'inactive', state: 'unsubscribed' }
}

async function settle(stores: Stores, failure: Failure, { delivery, patience, now }: Happened): Promise<Acted> {
  if (failure.kind === 'policy') {
    const message = `${failure.remote ?? 'a mail server'} refused a message as a matter of policy (${failure.status ?? 'no status'}): ${failure.reason}`
    await stores.alarms.raise('refused', message, now)
    return { kind: 'policy' }
  }
  // Whether their group has other readers, nobody tells: an operator may ask them.
  if (failure.kind === 'behind') return { kind: 'behind' }
  const { subscriberId } = delivery.digest
  const record = await stores.subscribers.load(subscriberId)
  if (record === null) return { kind: 'inactive', state: 'unsubscribed' }
  const { subscriber } = record
  const outside = outOfReach(subscriber, delivery)
  if (outside !== null) return outside
  if (failure.kind === 'soft') {
    const before = await stores.bounces.mailings(subscriberId)
    const mailing = { deliveryId: delivery.id, frozen: frozenAt(delivery), sent: null, delivered: null, bounced: now }
    const run = softRun(
      [...before.filter(({ deliveryId }) => deliveryId !== delivery.id), mailing],
      confirmedAt(subscriber),
      now,
    )
    const until = heldUntil(run, patience)
    if (until !== null && !hasLasted(run, patience)) return { kind: 'held', inARow: run.count, until }
  }
  return await suspend(stores.subscribers, delivery, now)
}

/** Not somebody who confirmed again meanwhile, or left. */
async function suspend(subscribers: SubscriberStore, delivery: Delivery, now: Date): Promise<Acted> {
  let acted: Acted = { kind: 'suspended' }
  await subscribers.update(delivery.digest.subscriberId, now, (one) => {
    const outside = outOfReach(one, delivery)
    acted = outside ?? { kind: 'suspended' }
    return outside === null ? { ...one, state: 'suspended' } : one
  })
  return acted
}

/** Why a bounce of this delivery says nothing of its subscriber as they are now; null where it does. */
function outOfReach(subscriber: Subscriber, delivery: Delivery): Acted | null {
  const confirmed = confirmedAt(subscriber)
  if (confirmed !== null && frozenAt(delivery) < confirmed) return { kind: 'confirmed-since' }
  return subscriber.state === 'active' ? null : { kind: 'inactive', state: subscriber.state }
}

const frozenAt = ({ digest }: Delivery) => new Date(digest.frozen)

const lineOf = ({ id, digest }: Delivery, now: Date) => ({
  at: now.toISOString(),
  deliveryId: id,
  subscriberId: digest.subscriberId,
})
