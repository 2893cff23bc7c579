import type { Store } from '../../src/store/store.ts'
import { buildEvent, buildSubscriber } from './build.ts'

type Given = { subscriberId: string; window?: string; now?: Date; keepMs?: number }

/** Freezes one delivery for a subscriber, who is written first where there is none; its id. */
export async function freeze(
  store: Store,
  { subscriberId, window = 'immediate-1', now = new Date(), keepMs = 86_400_000 }: Given,
): Promise<string> {
  const { subscribers, windows, digests } = store
  if ((await subscribers.load(subscriberId)) === null)
    await subscribers.save(buildSubscriber({ id: subscriberId, address: `${subscriberId}@example.org` }), 0, now)
  const { version = 0 } = (await subscribers.load(subscriberId)) ?? {}
  const { closings } = await windows.load(subscriberId)
  const outcome = await digests.close({
    subscriberId,
    version,
    closings,
    windows: [{ subscriptionId: 'all', to: 1, nextDue: null }],
    firstDue: null,
    immediateUpTo: null,
    digest: {
      subscriberId,
      window,
      cadence: 'immediate',
      timeZone: 'Europe/London',
      frozen: now.toISOString(),
      events: [{ known: null, event: buildEvent({ id: 'e1' }) }],
      more: 0,
      failedFeeds: [],
    },
    telling: [{ eventId: 'e1', revision: 1 }],
    messageId: (id) => `<${id}@example.org>`,
    keepMs,
    now,
  })
  if (outcome.kind !== 'closed' || outcome.deliveryId === null)
    throw new Error(`expected a delivery, got ${outcome.kind}`)
  return outcome.deliveryId
}
