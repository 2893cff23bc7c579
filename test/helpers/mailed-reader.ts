import type { Subscriber } from '../../src/events/subscription.ts'
import type { Store } from '../../src/store/store.ts'
import { buildSubscriber } from './build.ts'
import { freeze } from './freeze.ts'

const dayMs = 86_400_000

type Given = Partial<Subscriber> & { id: string; now: Date; digests?: number }

/** Somebody who confirmed two months ago and for whom so many digests were frozen, a day apart, the last one now. */
export async function mailedReader(store: Store, { id, now, digests = 1, ...overrides }: Given) {
  const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs)
  const to = `${id}@example.net`
  const confirmed = daysAgo(60).toISOString()
  await store.subscribers.save(buildSubscriber({ id, address: to, confirmed, ...overrides }), 0, daysAgo(60))
  const deliveryIds: string[] = []
  for (let at = 0; at < digests; at += 1) {
    const frozen = daysAgo(digests - 1 - at)
    deliveryIds.push(await freeze(store, { subscriberId: id, window: `day-${at}`, now: frozen, keepMs: dayMs }))
  }
  const deliveryId = deliveryIds.at(-1) ?? ''
  const messageIds = deliveryIds.map((one) => `<${one}@example.org>`)
  const claim = async () => {
    const { version = 0 } = (await store.subscribers.load(id)) ?? {}
    const attempt = await store.deliveries.claim(deliveryId, { id, version }, new Date(now.getTime() + 60_000), now)
    if (attempt === null) throw new Error(`expected ${deliveryId} to be taken for sending`)
    return attempt
  }
  return {
    id,
    to,
    deliveryIds,
    messageIds,
    /** Of the last digest. */
    deliveryId,
    messageId: messageIds.at(-1) ?? '',
    state: async () => (await store.subscribers.load(id))?.subscriber.state,
    logged: async () => (await store.bounces.list(new Date(0), 1000)).filter(({ subscriberId }) => subscriberId === id),
    /** The last digest is handed to the mail server, which calls it so. */
    async send(serverId: string | null): Promise<void> {
      await store.deliveries.sent(deliveryId, await claim(), now, serverId)
    },
    /** The last digest is handed to the mail server, and nobody knows what became of it. */
    async lose(): Promise<void> {
      await store.deliveries.uncertain(deliveryId, await claim(), 'cut off', now)
    },
  }
}
export type MailedReader = Awaited<ReturnType<typeof mailedReader>>
