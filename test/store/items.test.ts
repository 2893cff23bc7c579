import { describe, expect, it } from 'vitest'
import { buildItem } from '../helpers/build.ts'
import { useRecords } from '../helpers/records.ts'

const records = useRecords()
const now = new Date('2026-03-01T12:00:00Z')

const recorded = (overrides: Parameters<typeof buildItem>[0] = {}) => ({
  item: buildItem(overrides),
  state: 'recorded' as const,
})

describe('recording items', () => {
  it('names each new item once, however often its feed shows it', async () => {
    const { items } = records.store
    const entry = recorded({ id: 'a' })
    expect(await items.record('bbc', [entry], now)).toEqual([{ id: 'a', outcome: 'new' }])
    expect(await items.record('bbc', [entry], now)).toEqual([])
    expect(await items.counts()).toEqual({ all: 1, pending: 1, failed: 0 })
  })

  it('starts an item again when its own feed changes the text', async () => {
    const { items } = records.store
    await items.record('bbc', [recorded({ id: 'a', contentHash: 'one' })], now)
    expect(await items.record('bbc', [recorded({ id: 'a', contentHash: 'two', title: 'Corrected' })], now)).toEqual([
      { id: 'a', outcome: 'changed' },
    ])
    expect(await items.load('a')).toMatchObject({ revision: 2, state: 'recorded', item: { title: 'Corrected' } })
  })

  it('does not take the wording of a second feed for a change, however often the two are polled', async () => {
    const { items } = records.store
    const asTold = (feed: string) => recorded({ id: 'a', feedId: feed, contentHash: `words of ${feed}` })
    await items.record('bbc', [asTold('bbc')], now)
    expect(await items.record('google', [asTold('google')], now)).toEqual([])
    expect(await items.record('bbc', [asTold('bbc')], now)).toEqual([])
    expect(await items.load('a')).toMatchObject({ revision: 1, item: { feedId: 'bbc' } })
  })

  it('knows old items without asking for work on them', async () => {
    const { items } = records.store
    expect(await items.record('bbc', [{ item: buildItem({ id: 'a' }), state: 'old' }], now)).toEqual([])
    expect(await items.load('a')).toMatchObject({ state: 'old' })
    expect((await items.counts()).pending).toBe(0)
  })

  it('takes a feed of thousands of entries', async () => {
    const { items } = records.store
    const entries = Array.from({ length: 2000 }, (_, index) => recorded({ id: `item-${index}` }))
    expect(await items.record('big', entries, now)).toHaveLength(2000)
  })
})

describe('working on items', () => {
  it('moves on only the revision that was worked on', async () => {
    const { items } = records.store
    await items.record('bbc', [recorded({ id: 'a', contentHash: 'one' })], now)
    await items.record('bbc', [recorded({ id: 'a', contentHash: 'two' })], now)
    expect(await items.read('a', 1, { text: 'of the first' }, 1000, now)).toBe(false)
    expect(await items.read('a', 2, { text: 'of the second' }, 60_000, now)).toBe(true)
    expect(await items.document('a')).toEqual({ text: 'of the second' })
  })

  it('asks again for work that was lost, and not again until it is overdue again', async () => {
    const { items } = records.store
    await items.record('bbc', [recorded({ id: 'a' })], now)
    const later = new Date(now.getTime() + 10_000)
    expect(await items.overdue(new Date(now.getTime() - 1), later, 10)).toEqual([])
    expect(await items.overdue(now, later, 10)).toEqual(['a'])
    expect(await items.overdue(now, later, 10)).toEqual([])
  })

  it('gives up an item with a reason, and takes it up again when its text changes', async () => {
    const { items } = records.store
    await items.record('bbc', [recorded({ id: 'a', contentHash: 'one' })], now)
    await items.fail('a', 'it breaks the reader', now)
    expect(await items.counts()).toEqual({ all: 1, pending: 0, failed: 1 })
    await items.record('bbc', [recorded({ id: 'a', contentHash: 'two' })], now)
    expect(await items.load('a')).toMatchObject({ state: 'recorded', attempts: 0 })
    expect(await items.counts()).toEqual({ all: 1, pending: 1, failed: 0 })
  })

  it('forgets only what no feed has shown for long', async () => {
    const { items } = records.store
    const muchLater = new Date(now.getTime() + 1_000_000)
    await items.record('bbc', [recorded({ id: 'gone' }), recorded({ id: 'shown' })], now)
    await items.record('bbc', [recorded({ id: 'shown' })], muchLater)
    expect(await items.prune(new Date(now.getTime() + 1), 100)).toBe(1)
    expect(await items.load('gone')).toBeNull()
    expect(await items.load('shown')).not.toBeNull()
  })
})
