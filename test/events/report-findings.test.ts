import { describe, expect, test } from 'vitest'
import { findingsOfReport } from '../../src/events/report-findings.ts'
import { judgementsOf } from '../../src/ratings/judgements-of.ts'
import type { Report } from '../../src/ratings/report.ts'
import { timelineOf } from '../../src/ratings/timeline.ts'
import { buildReport } from '../helpers/build.ts'

const reportOf = (overrides: Partial<Report> = {}): Report =>
  buildReport({
    grades: {
      leaders: 'inadequate',
      'help-and-protection': 'inadequate',
      'in-care': 'good',
      'care-leavers': 'requires-improvement',
    },
    summary: 'Children in Trafford wait too long. Leaders have not acted. Care is good.',
    ...overrides,
  })

const judgementsIn = (id: string, report: Report) => judgementsOf(report, { kind: 'report', id, url: null })

const before = reportOf({
  inspected: { from: '2022-11-21', to: '2022-12-02' },
  published: '2023-01-30',
  grades: {
    leaders: 'requires-improvement',
    'help-and-protection': 'requires-improvement',
    'in-care-and-care-leavers': 'requires-improvement',
    overall: 'requires-improvement',
  },
})

function found(report: Report, earlier: Report[] = [before]) {
  const own = report.kind === 'inspection' ? judgementsIn('2', report) : []
  const judgements = [...own, ...earlier.flatMap((one, index) => judgementsIn(`earlier-${index}`, one))]
  return findingsOfReport({
    report,
    fileNumber: '2',
    timeline: timelineOf('Trafford', judgements, { same: [], predecessors: [] }),
    document: { title: 'Trafford: inspection', text: `Leaders: inadequate.\n\n${report.summary ?? ''}` },
  })
}

describe('a report of an inspection', () => {
  test('since April 2026 is told by the moves of its areas, and has no rating of the whole', () => {
    const { findings, facts } = found(reportOf())
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ rule: 'rating-change', authority: 'Trafford' })
    expect(findings[0]?.fields).toEqual({
      rating: null,
      previous: null,
      direction: 'mixed',
      areas: {
        leaders: { from: 'requires-improvement', to: 'inadequate' },
        'help-and-protection': { from: 'requires-improvement', to: 'inadequate' },
        'in-care': { from: 'requires-improvement', to: 'good' },
        'care-leavers': { from: null, to: 'requires-improvement' },
      },
    })
    expect(facts?.moves.map(({ kind }) => kind)).toEqual(['declined', 'declined', 'improved', 'new'])
  })

  test('before that has the rating of the whole, and the one before', () => {
    const grades = { ...before.grades, leaders: 'good', overall: 'good' } as const
    expect(found(reportOf({ grades })).findings[0]?.fields).toMatchObject({
      rating: 'good',
      previous: 'requires-improvement',
      direction: 'improved',
    })
  })

  test('of which nothing earlier is known moves nothing', () => {
    const { findings, facts } = found(reportOf(), [])
    expect(findings[0]?.fields).toMatchObject({ direction: 'unknown', previous: null })
    expect(facts?.moves.every(({ from }) => from === null)).toBe(true)
  })

  test('quotes the first sentences of its summary where they stand', () => {
    const [finding] = found(reportOf()).findings
    const whole = `Trafford: inspection\nLeaders: inadequate.\n\n${reportOf().summary ?? ''}`
    expect(finding?.evidence.map(({ sentence }) => sentence)).toEqual([
      'Children in Trafford wait too long.',
      'Leaders have not acted.',
    ])
    for (const { sentence, start, end } of finding?.evidence ?? []) expect(whole.slice(start, end)).toBe(sentence)
  })

  test('shows the inspections before it, newest first, and not those after it', () => {
    const later = reportOf({ inspected: { from: '2027-01-11', to: '2027-01-22' }, published: '2027-03-01' })
    expect(found(reportOf(), [before, later]).facts?.inspections.map(({ day }) => day)).toEqual([
      '2026-06-08',
      '2022-11-21',
    ])
  })
})

describe('a letter', () => {
  const letter = reportOf({
    kind: 'monitoring-visit',
    grades: {},
    number: 4,
    inspected: { from: '2027-02-01', to: '2027-02-02' },
  })

  test('of a monitoring visit tells which one it was, and since which judgement', () => {
    const { findings, facts } = found(letter, [reportOf(), before])
    expect(findings).toMatchObject([{ rule: 'monitoring-visit', fields: { number: 4 } }])
    expect(facts?.since).toBe('2026-06-08')
  })

  test('of a visit is counted from no judgement that a better one followed', () => {
    const better = reportOf({
      inspected: { from: '2026-09-07', to: '2026-09-18' },
      published: '2026-11-02',
      grades: { leaders: 'good' },
    })
    expect(found(letter, [before, reportOf(), better]).facts?.since).toBeNull()
  })

  test.each(['focused-visit', 'joint-inspection', 'other'] as const)('of kind %s is no finding', (kind) => {
    expect(found({ ...letter, kind }).findings).toEqual([])
  })
})

test('a report whose grades could not be read is news, of which nothing is guessed', () => {
  expect(found(reportOf({ grades: {} }))).toEqual({
    findings: [
      {
        rule: 'rating-change',
        authority: 'Trafford',
        score: 100,
        fields: { rating: null, previous: null, direction: 'unknown', areas: null },
        evidence: [],
      },
    ],
    facts: null,
  })
})

test('a report whose authority could not be read is no finding', () => {
  expect(found(reportOf({ authority: null })).findings).toEqual([])
})
