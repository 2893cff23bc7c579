import type { Event } from '../../src/events/event.ts'
import type { Store } from '../../src/store/store.ts'
import { buildItem } from './build.ts'

let items = 0

/** Writes events as if an item had told of each, one after the other, and notes them in the event log. */
export async function keepEvents(
  store: Pick<Store, 'items' | 'events'>,
  events: readonly Event[],
  now = new Date('2026-03-01T12:00:00Z'),
): Promise<void> {
  for (const event of events) {
    const itemId = `kept-${++items}`
    await store.items.record('bbc', [{ item: buildItem({ id: itemId }), state: 'recorded' }], now)
    await store.items.read(itemId, 1, { text: '' }, 60_000, now)
    const place = { authority: event.authority, rule: event.rule }
    const { versions } = await store.events.near([place], now)
    const outcome = await store.events.commit({
      itemId,
      revision: 1,
      findings: [],
      places: [{ ...place, version: versions[0] ?? 0 }],
      events: [event],
      told: [{ eventId: event.id, revision: event.revision }],
      keepMs: 60_000,
      now: new Date(Date.parse(event.opened)),
    })
    if (outcome !== 'written') throw new Error(`expected event ${event.id} to be written, it was ${outcome}`)
  }
}
