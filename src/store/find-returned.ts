import type { Subscriber } from '../events/subscription.ts'
import type { Delivery } from './delivery.ts'
import type { DeliveryStore } from './deliveries.ts'
import type { SubscriberStore } from './subscribers.ts'

type Stores = { deliveries: Pick<DeliveryStore, 'findByMessageId'>; subscribers: Pick<SubscriberStore, 'load'> }

/**
 * The delivery that is known by the first of these ids which is one of ours, and whose it was; null where none is, or it is no longer kept: a message of
 * somebody else, a confirmation, a digest of long ago.
 */
export async function findReturned(
  { deliveries, subscribers }: Stores,
  messageIds: readonly string[],
): Promise<{ delivery: Delivery; subscriber: Subscriber } | null> {
  for (const id of messageIds) {
    const delivery = await deliveries.findByMessageId(id)
    if (delivery === null) continue
    const record = await subscribers.load(delivery.digest.subscriberId)
    return record === null ? null : { delivery, subscriber: record.subscriber }
  }
  return null
}
