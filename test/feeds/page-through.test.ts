import { describe, expect, test } from 'vitest'
import { pageThrough } from '../../src/feeds/page-through.ts'
import type { Found } from '../../src/feeds/search-page.ts'

const entry = (name: string | number, at = '2026-03-02T10:00:00Z'): Found => ({
  link: `/${name}`,
  title: `${name}`,
  description: '',
  publicTimestamp: at,
})
const names = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => entry(from + at))

/** Reads a list that is another one at each request: of `lists` the first at the first, and the last from then on. */
async function read(lists: (Found | null)[][], { count = 10, total }: { count?: number; total?: number } = {}) {
  const starts: number[] = []
  const { found, ...rest } = await pageThrough<string>({
    count,
    ask: (start) => {
      const list = lists[Math.min(starts.length, lists.length - 1)] ?? []
      starts.push(start)
      return Promise.resolve({
        ok: true,
        page: { results: list.slice(start, start + count), total: total ?? list.length },
      })
    },
  })
  return { ...rest, starts, found: found.map(({ link }) => link.slice(1)).sort() }
}
const namesOf = (list: (Found | null)[]) => list.flatMap((one) => one?.link.slice(1) ?? []).sort()

describe('a list', () => {
  test.each([0, 1, 9, 10, 11, 19, 20, 35])('of %i entries is read to its end', async (length) => {
    const list = names(0, length)
    expect(await read([list])).toMatchObject({ found: namesOf(list), isWhole: true, faults: [], failure: null })
  })

  test('is asked for no more pages than it has, each with the end of the one before', async () => {
    expect((await read([names(0, 28)])).starts).toEqual([0, 9, 18])
    expect((await read([names(0, 130)], { count: 100 })).starts).toEqual([0, 90])
  })

  test('that grows at its top while it is read loses nothing', async () => {
    const grown = [entry('new'), ...names(0, 30)]
    expect(await read([names(0, 30), grown])).toMatchObject({ found: namesOf(grown), isWhole: true })
  })

  test('of which the first entries are taken away while it is read loses none of the others', async () => {
    const before = names(0, 40)
    const { found, isWhole } = await read([before, before.slice(8)])
    expect(found).toEqual(namesOf(before))
    expect(isWhole).toBe(true)
  })

  test('of which an entry that was not reached yet goes to the top keeps it', async () => {
    const before = names(0, 30)
    const after = [entry(25, '2026-03-02T11:00:00Z'), ...before.filter(({ link }) => link !== '/25')]
    expect(await read([before, before, after])).toMatchObject({ found: namesOf(before), isWhole: true })
  })

  test('whose entries change places at the end of a page loses none', async () => {
    const list = names(0, 20)
    const swapped = list.with(8, entry(10)).with(10, entry(8))
    const other = list.with(9, entry(11)).with(11, entry(9))
    expect(await read([list, swapped, other, list, swapped])).toMatchObject({ found: namesOf(list), isWhole: true })
  })

  test('keeps of an entry that is listed twice the later', async () => {
    const list = [entry('a', '2026-03-02T11:00:00Z'), ...names(0, 10), entry('a', '2026-03-02T09:00:00Z')]
    const { found } = await pageThrough<string>({
      count: 10,
      ask: (start) => Promise.resolve({ ok: true, page: { results: list.slice(start, start + 10), total: 11 } }),
    })
    expect(found.filter(({ link }) => link === '/a')).toEqual([entry('a', '2026-03-02T11:00:00Z')])
  })

  test('with entries that cannot be read yields the others, and says so', async () => {
    const list = [...names(0, 8), null, null, null, ...names(11, 20)]
    expect(await read([list])).toMatchObject({
      found: namesOf(list),
      isWhole: true,
      faults: ['3 entries without link, title or date are left out'],
    })
  })

  test('that says it is longer than it is comes to an end, and says so', async () => {
    expect(await read([names(0, 15)], { total: 17 })).toMatchObject({
      found: namesOf(names(0, 15)),
      isWhole: false,
      faults: ['the search says that it finds 17 entries, and lists 15'],
    })
  })

  test('without an end is left after 300 pages, and says so', async () => {
    let asked = 0
    const { isWhole, faults } = await pageThrough<string>({
      count: 10,
      ask: () => {
        asked += 1
        return Promise.resolve({ ok: true, page: { results: names(asked * 9, asked * 9 + 10), total: 1_000_000 } })
      },
    })
    expect(asked).toBe(300)
    expect(isWhole).toBe(false)
    expect(faults).toEqual([expect.stringMatching(/left after 300 pages.*narrow it/)])
  })

  test('of which a page cannot be had yields what came before it', async () => {
    let asked = 0
    const list = names(0, 30)
    const { found, failure, isWhole } = await pageThrough({
      count: 10,
      ask: (start) => {
        asked += 1
        return Promise.resolve(
          asked === 3
            ? { ok: false as const, failure: 'HTTP 500' }
            : { ok: true as const, page: { results: list.slice(start, start + 10), total: 30 } },
        )
      },
    })
    expect({ length: found.length, failure, isWhole }).toEqual({ length: 19, failure: 'HTTP 500', isWhole: false })
  })
})
