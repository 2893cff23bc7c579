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

  it('takes up a revision that another feed tells first, and the same from both once', async () => {
    const { items } = records.store
    const page = (overrides: object) => recorded({ id: 'p', ...overrides })
    const revised = { updated: '2026-02-28T00:00:00.000Z', contentHash: 'v2', title: 'Improvement notice issued' }
    await items.record('govuk-news', [page({ updated: '2025-09-01T00:00:00.000Z', contentHash: 'v1' })], now)
    expect(await items.record('govuk-notices', [page(revised)], now)).toEqual([{ id: 'p', outcome: 'changed' }])
    expect(await items.load('p')).toMatchObject({ revision: 2, state: 'recorded', item: { title: revised.title } })
    expect(await items.record('govuk-third', [page({ ...revised, contentHash: 'v3' })], now)).toEqual([])
  })

  it('is not kept from a whole feed by one item whose record is broken', async () => {
    const { items } = records.store
    const entries = ['a', 'b'].map((id) => recorded({ id, updated: '2026-02-28T00:00:00.000Z' }))
    await items.record('bbc', entries.slice(0, 1), now)
    await records.redis.hset('{ofsted-alerts}:item:a', 'item', '{')
    expect(await items.record('lgc', entries, now)).toHaveLength(2)
    expect(await items.load('a')).toMatchObject({ item: { id: 'a' } })
  })

  it('does not take the change of an old item for news, where nothing says when it was', async () => {
    const { items } = records.store
    const undated = { id: 'a', published: null, updated: null }
    await items.record('bbc', [{ item: buildItem({ ...undated, contentHash: 'one' }), state: 'old' }], now)
    expect(await items.record('bbc', [recorded({ ...undated, contentHash: 'two' })], now)).toEqual([])
    expect(await items.load('a')).toMatchObject({ state: 'old' })
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

  it('asks again for what a clock that was ahead asked for', async () => {
    const { items } = records.store
    await items.record('bbc', [recorded({ id: 'a' })], new Date(now.getTime() + 90_000))
    await items.record('bbc', [recorded({ id: 'b' })], new Date(now.getTime() + 30_000))
    const before = new Date(now.getTime() - 120_000)
    expect(await items.overdue(before, now, 10)).toEqual(['a'])
    expect(await items.overdue(before, now, 10)).toEqual([])
  })

  it('lets go of what is forgotten, and asks for the rest', async () => {
    const { items } = records.store
    await items.record('bbc', [recorded({ id: 'lost' }), recorded({ id: 'a' })], now)
    await records.redis.del('{ofsted-alerts}:item:lost')
    const later = new Date(now.getTime() + 1000)
    expect(await items.overdue(later, later, 10)).toEqual(['a'])
    expect((await items.counts()).pending).toBe(1)
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

  describe('forgets', () => {
    const later = new Date(now.getTime() + 1_000_000)
    const prune = (lastShown: [string, Date][] = [], most = 100) =>
      records.store.items.prune(new Date(now.getTime() + 1), most, new Map(lastShown), later)
    const done = async (...ids: string[]) => {
      for (const id of ids) await records.store.items.read(id, 1, {}, 60_000, now)
      for (const id of ids) await records.redis.zrem('{ofsted-alerts}:items-pending', id)
    }

    it('only what no feed has shown for long', async () => {
      const { items } = records.store
      await items.record('bbc', [recorded({ id: 'gone' }), recorded({ id: 'shown' })], now)
      await items.record('bbc', [recorded({ id: 'shown' })], later)
      await done('gone', 'shown')
      expect(await prune([['bbc', later]])).toEqual({ forgotten: 1, isDone: true })
      expect(await items.load('gone')).toBeNull()
      expect(await items.load('shown')).not.toBeNull()
    })

    it('nothing that a feed listed when it last listed anything, for as long as it says that nothing changed', async () => {
      const { items } = records.store
      await items.record('bbc', [recorded({ id: 'a' })], now)
      await items.record('bbc', [recorded({ id: 'b' })], now)
      await items.record('lgc', [recorded({ id: 'b' })], now)
      await done('a', 'b')
      expect(
        await prune(
          [
            ['bbc', later],
            ['lgc', now],
          ],
          1,
        ),
      ).toEqual({ forgotten: 1, isDone: false })
      expect(
        await prune(
          [
            ['bbc', later],
            ['lgc', now],
          ],
          1,
        ),
      ).toEqual({ forgotten: 0, isDone: false })
      expect(
        await prune(
          [
            ['bbc', later],
            ['lgc', now],
          ],
          1,
        ),
      ).toEqual({ forgotten: 0, isDone: true })
      expect(await items.load('b')).not.toBeNull()
    })

    it('nothing that is still to be done', async () => {
      await records.store.items.record('bbc', [recorded({ id: 'a' })], now)
      expect(await prune()).toEqual({ forgotten: 0, isDone: true })
    })
  })
})
