import { describe, expect, it } from 'vitest'
import type { Listing } from '../../src/store/events.ts'
import { buildEvent, buildItem } from '../helpers/build.ts'
import { keepEvents } from '../helpers/keep-events.ts'
import { useRecords } from '../helpers/records.ts'

const records = useRecords()
const now = new Date('2026-03-01T12:00:00Z')
const sandwell = { authority: 'Sandwell', rule: 'rating-change' }

/** An item that has been read and waits to be classified. */
async function readItem(id: string): Promise<void> {
  await records.store.items.record('bbc', [{ item: buildItem({ id }), state: 'recorded' }], now)
  await records.store.items.read(id, 1, { text: '' }, 60_000, now)
}

const opening = (itemId: string, eventId: string, version = 0) => ({
  itemId,
  revision: 1,
  findings: [],
  places: [{ ...sandwell, version }],
  events: [buildEvent({ id: eventId, ...sandwell, date: now.toISOString() })],
  told: [{ eventId, revision: 1 }],
  keepMs: 60_000,
  now,
})

describe('committing what an item tells', () => {
  it('writes the event, the log and that the item is done', async () => {
    await readItem('a')
    expect(await records.store.events.commit(opening('a', 'e1'))).toBe('written')
    expect(await records.store.events.logAfter(0)).toEqual([{ seq: 1, at: now, eventId: 'e1', revision: 1 }])
    expect((await records.store.events.near([sandwell], now)).events).toMatchObject([{ id: 'e1' }])
    expect(await records.store.items.load('a')).toMatchObject({ state: 'classified' })
    expect((await records.store.items.counts()).pending).toBe(0)
  })

  it('does nothing when the item was dealt with before', async () => {
    await readItem('a')
    await records.store.events.commit(opening('a', 'e1'))
    expect(await records.store.events.commit(opening('a', 'e2', 1))).toBe('done')
    expect(await records.store.events.logAfter(0)).toHaveLength(1)
  })

  it('makes one of two workers that open the same event at once decide again', async () => {
    await readItem('a')
    await readItem('b')
    const outcomes = await Promise.all([
      records.store.events.commit(opening('a', 'e1')),
      records.store.events.commit(opening('b', 'e2')),
    ])
    expect(outcomes.toSorted()).toEqual(['changed', 'written'])
    expect((await records.store.events.near([sandwell], now)).events).toHaveLength(1)
    expect((await records.store.items.counts()).pending).toBe(1)
  })

  it('does not hold up items about other places', async () => {
    await readItem('a')
    await readItem('b')
    await records.store.events.commit(opening('a', 'e1'))
    const elsewhere = { ...opening('b', 'e2'), places: [{ authority: 'Wirral', rule: 'rating-change', version: 0 }] }
    expect(await records.store.events.commit(elsewhere)).toBe('written')
  })

  it('numbers the log without gaps or repeats, whoever writes', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `item-${index}`)
    for (const id of ids) await readItem(id)
    await Promise.all(
      ids.map((id) =>
        records.store.events.commit({ ...opening(id, `e-${id}`), places: [{ authority: id, rule: 'r', version: 0 }] }),
      ),
    )
    expect((await records.store.events.logAfter(0)).map(({ seq }) => seq)).toEqual(ids.map((_, index) => index + 1))
    expect(await records.store.events.logAfter(38)).toHaveLength(2)
  })
})

describe('listing events', () => {
  const event = (id: string, authority: string, rule: string, day: number) => {
    const at = `2026-03-${String(day).padStart(2, '0')}T09:00:00.000Z`
    return buildEvent({ id, authority, rule, date: at, opened: at })
  }
  const idsOf = async (listing: Listing, page: { skip?: number; most: number }) => {
    const { events, total } = await records.store.events.list(listing, page)
    return { ids: events.map(({ id }) => id), total }
  }

  it('gives those of an authority over all rules, the newest first', async () => {
    await keepEvents(records.store, [
      event('a', 'Kent', 'rating-change', 2),
      event('b', 'Kent', 'monitoring-visit', 9),
      event('c', 'Kent and Sussex', 'rating-change', 8),
      event('d', 'Kent', 'rating-change', 5),
    ])
    const ofKent = await records.store.events.ofAuthority('Kent', 2)
    expect(ofKent.map(({ id }) => id)).toEqual(['b', 'd'])
    expect(await records.store.events.ofAuthority('Nowhere', 2)).toEqual([])
    expect(await records.store.events.ofAuthority('', 2)).toEqual([])
  })

  it('gives those of a rule, of both, and of all, page by page, each once', async () => {
    await keepEvents(records.store, [
      event('a', 'Kent', 'rating-change', 2),
      event('b', 'Wirral', 'rating-change', 9),
      event('c', 'Leeds', 'rating-change', 9),
      event('d', 'Kent', 'monitoring-visit', 5),
    ])
    const rule = 'rating-change'
    expect(await idsOf({ authority: null, rule }, { most: 2 })).toEqual({ ids: ['c', 'b'], total: 3 })
    expect(await idsOf({ authority: null, rule }, { skip: 2, most: 2 })).toEqual({ ids: ['a'], total: 3 })
    expect(await idsOf({ authority: 'Kent', rule }, { most: 9 })).toEqual({ ids: ['a'], total: 1 })
    expect(await idsOf({ authority: null, rule: null }, { skip: 1, most: 2 })).toEqual({ ids: ['b', 'd'], total: 4 })
  })
})
