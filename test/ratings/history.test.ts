import { describe, expect, test } from 'vitest'
import { historyOf } from '../../src/ratings/history.ts'
import type { Judgement } from '../../src/ratings/judgement.ts'
import { buildJudgements } from './build-judgements.ts'

// Before the report in the order of names, so that not the name decides.
const table = { kind: 'import', id: '1-history.csv', url: null } as const
const sheet = { kind: 'import', id: 'outcomes.ods', url: null } as const
const all = (judgements: Judgement[], authority = 'Trafford') => historyOf(judgements).get(authority)!.inspections
const report = buildJudgements({ leaders: 'i', 'in-care': 'g' })

describe('what is one inspection', () => {
  test.each<[string, Partial<Judgement>]>([
    ['the same days', {}],
    ['days that overlap', { inspected: { from: '2026-06-15', to: '2026-06-26' } }],
    ['one day of the visit', { inspected: { from: '2026-06-08', to: '2026-06-08' }, published: null }],
    ['a first day that is some days off', { inspected: { from: '2026-06-24', to: '2026-06-26' }, published: null }],
    ['the same days, and a publication that is months off', { published: '2026-11-20' }],
    ['no days, and a publication some days off', { inspected: null, published: '2026-08-06' }],
    ['no days, and a publication three weeks off', { inspected: null, published: '2026-08-24' }],
    ['a year misprinted, and the day of publication', { inspected: { from: '2025-06-08', to: '2025-06-19' } }],
    ['no framework', { framework: null }],
    [
      'the same file on the other host, and no day that fits',
      {
        published: '2026-03-08',
        inspected: null,
        source: { ...table, url: 'https://files.api.ofsted.gov.uk/v1/file/50308800' },
      },
    ],
  ])('%s', (_, overrides) => {
    const both = [...report, ...buildJudgements({ leaders: 'i' }, { source: table, ...overrides })]
    expect(all(both)).toHaveLength(1)
    expect(all(both.toReversed())).toEqual(all(both))
  })

  test.each<[string, Partial<Judgement>]>([
    ['days weeks apart', { inspected: { from: '2026-07-06', to: '2026-07-10' }, published: '2026-09-01' }],
    ['no days, and a publication months apart', { inspected: null, published: '2026-11-03' }],
    ['another framework', { framework: 'SIF' }],
    [
      'years apart, with the address of the same file',
      {
        inspected: { from: '2022-11-21', to: '2022-12-02' },
        published: '2023-01-31',
        source: { ...table, url: 'https://files.ofsted.gov.uk/v1/file/50308800' },
      },
    ],
    ['another authority', { authority: 'Tameside' }],
  ])('but not %s', (_, overrides) => {
    const both = [...report, ...buildJudgements({ leaders: 'i' }, { source: table, ...overrides })]
    expect([...historyOf(both).values()].flatMap(({ inspections }) => inspections)).toHaveLength(2)
  })

  test('published 214 days after the visit, by a source that has no days of the visit', () => {
    const devon = { from: '2024-09-30', to: '2024-10-11' }
    const both = [
      ...buildJudgements({ leaders: 'ri' }, { inspected: devon, published: null }),
      ...buildJudgements({ leaders: 'ri' }, { inspected: null, published: '2025-05-13', source: table }),
    ]
    expect(all(both)).toMatchObject([{ inspected: devon, published: '2025-05-13', disagreements: [] }])
  })

  test('two parts of a visit that only their publication joins', () => {
    const published = '2025-05-13'
    const inspections = all([
      ...buildJudgements(
        { leaders: 'ri' },
        { inspected: { from: '2024-09-30', to: '2024-10-11' }, published, source: table },
      ),
      ...buildJudgements(
        { leaders: 'ri' },
        { inspected: { from: '2025-01-13', to: '2025-01-16' }, published, source: sheet },
      ),
      ...buildJudgements({ leaders: 'ri' }, { inspected: { from: '2024-09-30', to: '2025-01-16' }, published }),
    ])
    // The report gives the whole, and the tables a part each: they say less, and nothing else.
    expect(inspections).toMatchObject([{ inspected: { from: '2024-09-30', to: '2025-01-16' } }])
  })
})

test('of the first day and of the whole visit, the whole is told', () => {
  const day = { from: '2026-06-08', to: '2026-06-08' }
  const both = [
    ...buildJudgements({ leaders: 'i' }, { inspected: day, source: table }),
    ...buildJudgements({ leaders: 'i' }, { source: sheet }),
  ]
  expect(all(both)).toMatchObject([{ inspected: { from: '2026-06-08', to: '2026-06-19' }, disagreements: [] }])
})

describe('the order', () => {
  test('is that of the inspections, also where the earlier one was published later', () => {
    const late = { inspected: { from: '2024-09-30', to: '2024-10-11' }, published: '2025-05-13' }
    const early = { inspected: { from: '2025-02-03', to: '2025-02-07' }, published: '2025-03-20' }
    const judgements = [
      ...buildJudgements({ leaders: 'g' }, { ...early, source: table }),
      ...buildJudgements({ leaders: 'ri' }, late),
    ]
    expect(all(judgements).map(({ published }) => published)).toEqual(['2025-05-13', '2025-03-20'])
  })

  test('leaves out what has no day at all, and keeps it', () => {
    const undated = buildJudgements({ leaders: 'g' }, { inspected: null, published: null })
    expect(historyOf([...report, ...undated]).get('Trafford')).toMatchObject({ inspections: [{}], undated })
  })
})

describe('sources that disagree', () => {
  test('are all kept, and the report is gone by', () => {
    const both = [
      ...buildJudgements({ leaders: 'ri', 'in-care': 'g', 'care-leavers': 'g' }, { source: table }),
      ...report,
    ]
    expect(all(both)).toMatchObject([
      {
        grades: { leaders: 'inadequate', 'in-care': 'good', 'care-leavers': 'good' },
        sources: [{ kind: 'report' }, table],
        disagreements: [
          {
            about: 'leaders',
            told: [
              { value: 'inadequate', sources: [{ id: '50308800' }] },
              { value: 'requires-improvement', sources: [table] },
            ],
          },
        ],
      },
    ])
  })

  test('on days say so', () => {
    const other = { from: '2026-06-22', to: '2026-06-26' }
    const both = [
      ...report,
      ...buildJudgements({ leaders: 'i' }, { source: table, inspected: other, published: '2026-08-04' }),
    ]
    const [inspection] = all(both)
    expect(inspection?.disagreements).toMatchObject([
      { about: 'inspected', told: [{ value: { from: '2026-06-08' } }, { value: other, sources: [table] }] },
      { about: 'published', told: [{ value: '2026-08-03' }, { value: '2026-08-04', sources: [table] }] },
    ])
  })
})

test('of two reports of one inspection the last is gone by, in whatever order they are given', () => {
  const corrected = buildJudgements({ 'in-care': 'o' }, { source: { kind: 'report', id: '100000000', url: null } })
  for (const order of [
    [...report, ...corrected],
    [...corrected, ...report],
  ])
    expect(all(order)).toMatchObject([{ grades: { leaders: 'inadequate', 'in-care': 'outstanding' } }])
})
