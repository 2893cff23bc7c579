import { describe, expect, test } from 'vitest'
import type { Judgement } from '../../src/ratings/judgement.ts'
import type { ReportRecord } from '../../src/store/ratings.ts'
import { useRecords } from '../helpers/records.ts'
import { buildJudgements } from '../ratings/build-judgements.ts'

const records = useRecords()
const file = '50308800'
const record = (overrides: Partial<ReportRecord> = {}): ReportRecord => ({
  file,
  url: `https://files.ofsted.gov.uk/v1/file/${file}`,
  reader: 1,
  report: null,
  error: null,
  read: '2026-08-04T06:00:00.000Z',
  ...overrides,
})
const grid = buildJudgements({ leaders: 'i', 'in-care': 'g' })
const table = { kind: 'import', id: 'history.csv', url: null } as const
const of = async (authority: string) => sorted(await records.store.ratings.judgements(authority))
const sorted = (judgements: Judgement[]) => {
  const place = ({ area, source }: Judgement) => `${area} ${source.id}`
  return judgements.toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
}
const snapshot = async () => {
  const found = (await records.redis.keys('*')).toSorted()
  return await Promise.all(found.map(async (key) => [key, (await records.redis.dumpBuffer(key))?.toString('hex')]))
}

describe('recording a report', () => {
  test('keeps its judgements and that it was read', async () => {
    const { ratings } = records.store
    expect(await ratings.record(record(), grid)).toBe('new')
    expect(await of('Trafford')).toEqual(sorted(grid))
    expect(await ratings.authorities()).toEqual(['Trafford'])
    expect(await ratings.known([file, '1', '2'])).toEqual(new Map([[file, record()]]))
  })

  test('a second time changes nothing, not even when it was read', async () => {
    await records.store.ratings.record(record(), grid)
    const before = await snapshot()
    expect(await records.store.ratings.record(record({ read: '2026-08-05T06:00:00.000Z' }), grid)).toBe('same')
    // Members in another order are the same judgement.
    const turned = grid.map((one) => Object.fromEntries(Object.entries(one).toReversed()) as Judgement)
    expect(await records.store.ratings.record(record(), turned)).toBe('same')
    expect(await snapshot()).toEqual(before)
  })

  test('read in a better way puts its new judgements in the place of the old, and leaves those of others', async () => {
    const other = buildJudgements({ leaders: 'ri' }, { source: table })
    await records.store.ratings.add(other)
    await records.store.ratings.record(record(), grid)
    const better = buildJudgements(
      { leaders: 'ri', 'care-leavers': 'ri' },
      { inspected: { from: '2026-06-09', to: '2026-06-19' } },
    )
    expect(await records.store.ratings.record(record({ reader: 2 }), better)).toBe('changed')
    expect(await of('Trafford')).toEqual(sorted([...better, ...other]))
    expect((await records.store.ratings.known([file])).get(file)?.reader).toBe(2)
  })

  test('takes back what it was first taken for', async () => {
    await records.store.ratings.record(record(), grid)
    const bradford = grid.map((one) => ({ ...one, authority: 'Bradford' }))
    expect(await records.store.ratings.record(record(), bradford)).toBe('changed')
    expect(await of('Trafford')).toEqual([])
    expect(await of('Bradford')).toEqual(sorted(bradford))
    expect(await records.store.ratings.authorities()).toEqual(['Bradford'])
    expect(await records.store.ratings.record(record({ error: 'no report' }), [])).toBe('changed')
    expect(await records.store.ratings.authorities()).toEqual([])
  })

  test('that could not be read is known all the same', async () => {
    const broken = record({ error: 'expected a PDF, found a page' })
    expect(await records.store.ratings.record(broken, [])).toBe('new')
    expect((await records.store.ratings.known([file])).get(file)).toEqual(broken)
  })

  test('by many at once leaves the judgements of one of them, whole', async () => {
    const names = ['Trafford', 'Bradford', 'Kent']
    const writers = Array.from({ length: 12 }, (_, index) => {
      const authority = names[index % 3]!
      return records.store.ratings.record(
        record({ reader: index }),
        grid.map((one) => ({ ...one, authority })),
      )
    })
    const settled = await Promise.allSettled(writers)
    expect(settled.some(({ status }) => status === 'fulfilled')).toBe(true)
    const [authority, ...others] = await records.store.ratings.authorities()
    expect(others).toEqual([])
    expect(await of(authority!)).toHaveLength(grid.length)
  })

  test.each<[string, Judgement[]]>([
    ['of two authorities', [...grid, ...grid.map((one) => ({ ...one, authority: 'Kent' }))]],
    ['of another source', buildJudgements({ leaders: 'i' }, { source: table })],
  ])('with judgements %s is a fault, and writes nothing', async (_, judgements) => {
    await expect(records.store.ratings.record(record(), judgements)).rejects.toThrow(/expected judgements/)
    expect(await snapshot()).toEqual([])
  })
})

describe('adding what a table says', () => {
  const said = buildJudgements({ leaders: 'i', overall: 'i' }, { source: table })

  test('counts what is new, and a second time changes nothing', async () => {
    expect(await records.store.ratings.add([...said, ...said])).toEqual({ added: 2, changed: 0 })
    const before = await snapshot()
    expect(await records.store.ratings.add(said)).toEqual({ added: 0, changed: 0 })
    expect(await snapshot()).toEqual(before)
  })

  test('takes a grade that the table corrected', async () => {
    await records.store.ratings.add(said)
    const corrected = buildJudgements({ leaders: 'g' }, { source: table })
    expect(await records.store.ratings.add(corrected)).toEqual({ added: 0, changed: 1 })
    expect(await of('Trafford')).toEqual(sorted([...corrected, said[1]!]))
  })

  test('keeps what two sources say of one area', async () => {
    await records.store.ratings.add([...said, ...grid])
    expect(await of('Trafford')).toHaveLength(4)
  })

  test('of thousands of judgements adds them all', async () => {
    const many = Array.from({ length: 1_200 }, (_, day) =>
      buildJudgements(
        { leaders: 'g' },
        { inspected: null, published: new Date(Date.UTC(2020, 0, day + 1)).toISOString().slice(0, 10) },
      ),
    ).flat()
    expect(await records.store.ratings.add(many)).toEqual({ added: 1_200, changed: 0 })
  })
})

test('a record that nobody can read any more is not known', async () => {
  await records.redis.hset(`{ofsted-alerts}:report:${file}`, 'data', '{"file":', 'read', 'x')
  expect(await records.store.ratings.known([file])).toEqual(new Map())
})
