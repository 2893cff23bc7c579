import { describe, expect, it } from 'vitest'
import { scanItems } from '../../src/store/scan-items.ts'
import { buildFinding, buildItem } from '../helpers/build.ts'
import { useRecords } from '../helpers/records.ts'

const records = useRecords()
const now = new Date('2026-03-01T12:00:00Z')
const day = 86_400_000

async function record(ids: string[], at = now) {
  const entries = ids.map((id) => ({ item: buildItem({ id }), state: 'recorded' as const }))
  await records.store.items.record('bbc', entries, at)
}

async function scan(from: Date) {
  const found: Awaited<ReturnType<typeof collect>> = await collect(scanItems(records.redis, from))
  return found
}

async function collect(kept: ReturnType<typeof scanItems>) {
  const all = []
  for await (const one of kept) all.push(one)
  return all
}

describe('scanning items', () => {
  it('gives every item once, however many there are', async () => {
    const ids = Array.from({ length: 1234 }, (_, index) => `item-${index}`)
    await record(ids)
    const found = (await scan(now)).map((kept) => ('item' in kept ? kept.item.id : null))
    expect(new Set(found)).toEqual(new Set(ids))
  })

  it('leaves out those that were last shown before', async () => {
    await record(['old'], new Date(now.getTime() - day))
    await record(['new'])
    expect(await scan(now)).toMatchObject([{ item: { id: 'new' } }])
  })

  it('gives the text and what was found in it, and null where they are not kept', async () => {
    const { items, events } = records.store
    await record(['a', 'b'])
    const document = { id: 'a', title: 'Title', text: 'Text' }
    await items.read('a', 1, document, day, now)
    const findings = [buildFinding()]
    await events.commit({
      itemId: 'a',
      revision: 1,
      findings,
      places: [],
      events: [],
      told: [],
      keepMs: day,
      now,
    })
    const found = await scan(now)
    expect(found).toContainEqual({
      item: buildItem({ id: 'a' }),
      state: 'classified',
      recorded: now,
      document,
      findings,
    })
    expect(found).toContainEqual({
      item: buildItem({ id: 'b' }),
      state: 'recorded',
      recorded: now,
      document: null,
      findings: null,
    })
  })

  it('names an item whose record is broken, and goes on', async () => {
    await record(['a', 'b'])
    await records.redis.hset('{ofsted-alerts}:item:a', 'item', '{')
    const found = await scan(now)
    expect(found).toHaveLength(2)
    expect(found).toContainEqual({ unreadable: 'a' })
  })
})
