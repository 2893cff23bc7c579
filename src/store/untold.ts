import type { Untold } from '../events/assemble-digest.ts'
import type { Windows } from '../events/ended-windows.ts'
import type { Store } from './store.ts'

/** What a subscriber with these windows may be told, and what they know of it. */
export async function loadUntold(
  { events, windows: told }: Pick<Store, 'events' | 'windows'>,
  subscriberId: string,
  { cursors }: Windows,
): Promise<Untold> {
  const log = cursors.size === 0 ? [] : await events.logAfter(Math.min(...cursors.values()))
  const ids = [...new Set(log.map(({ eventId }) => eventId))]
  return {
    log,
    events: new Map((await events.loadMany(ids)).map((event) => [event.id, event])),
    told: await told.told(subscriberId, ids),
  }
}
