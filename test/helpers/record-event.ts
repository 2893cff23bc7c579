import { expect } from 'vitest'
import type { Event } from '../../src/events/event.ts'
import type { Store } from '../../src/store/store.ts'
import { buildEvent, buildItem, buildSource } from './build.ts'

/** Writes an event into the records as a worker does that classified an item which tells of it; the item's text is kept if there is one. */
export async function recordEvent(
  store: Pick<Store, 'items' | 'events'>,
  { event = {}, text = null, now }: { event?: Partial<Event>; text?: string | null; now: Date },
): Promise<Event> {
  const id = event.id ?? buildEvent().id
  const item = buildItem({ id: `item-of-${id}`, published: now.toISOString() })
  const whole = buildEvent({ sources: [buildSource({ itemId: item.id, title: item.title })], ...event })
  await store.items.record('bbc', [{ item, state: 'recorded' }], now)
  const document = { id: item.id, title: item.title, text: text ?? '' }
  await store.items.read(item.id, 1, document, text === null ? 1 : 86_400_000, now)
  const outcome = await store.events.commit({
    itemId: item.id,
    revision: 1,
    findings: [],
    places: [],
    events: [whole],
    told: [{ eventId: whole.id, revision: whole.revision }],
    keepMs: 86_400_000,
    now,
  })
  expect(outcome).toBe('written')
  return whole
}
