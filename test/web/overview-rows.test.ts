import { describe, expect, test } from 'vitest'
import { timelineOf } from '../../src/ratings/timeline.ts'
import { gradeBy, overviewRows } from '../../src/web/overview-rows.ts'
import { fits, overviewSearch, readOverviewQuery } from '../../src/web/overview-query.ts'
import { starNote } from '../../src/web/overview-table.ts'
import { testConfig } from '../helpers/config.ts'
import { buildJudgements } from '../ratings/build-judgements.ts'

const { authorities } = testConfig()
const none = { same: [], predecessors: [] }
const earlier = (from: string) => ({
  inspected: { from, to: from },
  published: null,
  source: { kind: 'report' as const, id: from.replaceAll('-', ''), url: null },
})
const rowOf = (name: string, ...judgements: ReturnType<typeof buildJudgements>[]) =>
  overviewRows(
    [authorities.get(name)!],
    [
      timelineOf(
        name,
        judgements.flat().map((one) => ({ ...one, authority: name })),
        none,
      ),
    ],
    new Map(),
  )[0]!

const trafford = rowOf(
  'Trafford',
  buildJudgements({ leaders: 'i', overall: 'i' }, earlier('2019-05-01')),
  buildJudgements({ leaders: 'g', 'help-and-protection': 'ri', 'in-care': 'o', 'care-leavers': 'g' }),
)
const kent = rowOf(
  'Kent',
  buildJudgements(
    { leaders: 'g', 'help-and-protection': 'g', 'in-care-and-care-leavers': 'i', overall: 'i' },
    earlier('2022-05-01'),
  ),
)
const leeds = rowOf('Leeds')

describe('a row of the overview', () => {
  test('has the grades of the last inspection, and no overall grade of one before it', () => {
    expect(trafford).toMatchObject({
      name: 'Trafford',
      region: 'North West',
      last: { day: '2026-06-08', isPublication: false },
      worst: 'requires-improvement',
    })
    expect(trafford.cells.leaders).toEqual({ area: 'leaders', grade: 'good' })
    expect(trafford.cells.overall).toBeNull()
  })

  test('has a judgement on two areas under both, and marks it', () => {
    const joint = { area: 'in-care-and-care-leavers', grade: 'inadequate' }
    expect([kent.cells['in-care'], kent.cells['care-leavers']]).toEqual([joint, joint])
    expect(kent.worst).toBe('inadequate')
    expect(starNote([kent])).toContain('“Children in care and care leavers”')
    expect(starNote([trafford])).toBeNull()
  })

  test('says when its inspection was published where no source says when it was', () => {
    const row = rowOf('Trafford', buildJudgements({ leaders: 'g' }, { inspected: null }))
    expect(row.last).toEqual({ day: '2026-08-03', isPublication: true })
  })

  test('says where a later report could not be read', () => {
    const kentNow = timelineOf('Kent', buildJudgements({ leaders: 'g' }, { authority: 'Kent' }), none)
    const hasNewer = (published: string) =>
      overviewRows(
        [authorities.get('Kent')!],
        [kentNow],
        new Map([['Kent', [{ published, source: { kind: 'report', id: '1', url: null } }]]]),
      )[0]?.hasNewer
    expect(hasNewer('2027-06-01')).toBe(true)
    // The one that is known, from a table that gives another day.
    expect(hasNewer('2026-08-05')).toBe(false)
    expect(hasNewer('2022-06-01')).toBe(false)
  })

  test('is there for an authority without any inspection', () => {
    expect(leeds).toMatchObject({ name: 'Leeds', last: null, worst: null })
    expect(gradeBy(leeds, 'leaders')).toBeNull()
  })
})

describe('the query of an address', () => {
  const read = (search: string) => readOverviewQuery(new URLSearchParams(search), authorities.regions)
  const shown = (search: string) =>
    [trafford, kent, leeds].filter((row) => fits(row, read(search).query)).map(({ name }) => name)

  test('chooses by region, by grade in any area or one, by name or a part of any name', () => {
    expect(shown('')).toEqual(['Trafford', 'Kent', 'Leeds'])
    expect(shown('region=South+East')).toEqual(['Kent'])
    expect(shown('grade=inadequate')).toEqual(['Kent'])
    expect(shown('grade=good')).toEqual(['Trafford', 'Kent'])
    expect(shown('grade=good&area=care-leavers')).toEqual(['Trafford'])
    expect(shown('grade=none')).toEqual(['Leeds'])
    expect(shown('grade=none&area=overall')).toEqual(['Trafford', 'Leeds'])
    expect(shown('name=KENT')).toEqual(['Kent'])
    expect(shown('name=kent+county')).toEqual(['Kent'])
    expect(shown('name=nowhere')).toEqual([])
    expect(shown('region=&grade=&area=&name=')).toEqual(['Trafford', 'Kent', 'Leeds'])
  })

  test('says which values were left out', () => {
    const { query, ignored } = read('region=Atlantis&grade=superb&area=leaders&page=9')
    expect(query).toEqual({ region: null, grade: null, area: 'leaders', name: '' })
    expect(ignored).toEqual([
      'There is no region “Atlantis”, so that it was left out.',
      'There is no grade “superb”, so that it was left out.',
    ])
  })

  test('is of bounded length, whatever is sent', () => {
    const { query, ignored } = read(`region=${'r'.repeat(10_000)}&name=${'n'.repeat(10_000)}%00%E2%80%AE`)
    expect(query.name).toHaveLength(80)
    expect(ignored.join('').length).toBeLessThan(200)
  })

  test('is written in one order, however it was asked', () => {
    const search = overviewSearch(read('area=leaders&x=1&grade=good&name=a%26b&region=London').query)
    expect(search).toBe('?name=a%26b&region=London&grade=good&area=leaders')
    expect(overviewSearch(read(search).query)).toBe(search)
    expect(overviewSearch(read('').query)).toBe('')
  })
})
