import { describe, expect, it } from 'vitest'
import { buildEvent, buildItem } from '../helpers/build.ts'
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
