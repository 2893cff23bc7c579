import { describe, expect, test } from 'vitest'
import { compareEvaluations } from '../../src/rules/compare-evaluations.ts'
import type { Evaluation, Miss } from '../../src/rules/evaluate.ts'

const score = (right: number, wrong: number, missed: number) => ({
  right,
  wrong,
  missed,
  precision: right + wrong === 0 ? null : right / (right + wrong),
  recall: right + missed === 0 ? null : right / (right + missed),
  f1: right + wrong + missed === 0 ? null : (2 * right) / (2 * right + wrong + missed),
})
const miss = (kind: Miss['kind'], id: string, overrides: Partial<Miss> = {}): Miss => ({
  id,
  title: `About ${id}`,
  kind,
  rule: 'visit',
  authority: 'Leeds',
  fields: {},
  ...overrides,
})
const evaluation = (misses: Miss[], overrides: Partial<Evaluation> = {}): Evaluation => ({
  documents: 4,
  overall: score(1, 1, 1),
  rules: [{ rule: 'visit', score: score(1, 1, 1) }],
  fields: [],
  misses,
  ...overrides,
})

describe('comparing two evaluations', () => {
  test('gives each rule’s precision, recall and F1 before and now, and by how much they differ', () => {
    const before = evaluation([], { rules: [{ rule: 'visit', score: score(1, 1, 3) }] })
    const now = evaluation([], { rules: [{ rule: 'visit', score: score(3, 1, 1) }] })
    expect(compareEvaluations(before, now).rules).toEqual([
      expect.objectContaining({
        rule: 'visit',
        precision: { before: 0.5, now: 0.75, change: 0.25 },
        recall: { before: 0.25, now: 0.75, change: 0.5 },
        f1: { before: 1 / 3, now: 0.75, change: 0.75 - 1 / 3 },
      }),
    ])
  })

  test('where there is nothing to divide by, there is no change either', () => {
    const before = evaluation([], { rules: [{ rule: 'visit', score: score(0, 0, 1) }] })
    expect(compareEvaluations(before, evaluation([])).rules[0]?.precision).toEqual({
      before: null,
      now: 0.5,
      change: null,
    })
  })

  test('names what changed sides, in the four ways there are, and nothing that stayed as it was', () => {
    const before = evaluation([
      miss('missed', 'a'),
      miss('wrong', 'b'),
      miss('missed', 'same'),
      miss('wrong', 'same', { fields: { number: 1 } }),
    ])
    const now = evaluation([
      miss('missed', 'c'),
      miss('wrong', 'd'),
      miss('missed', 'same'),
      miss('wrong', 'same', { fields: { number: 2 } }),
    ])
    expect(compareEvaluations(before, now).changes).toEqual([
      { id: 'c', title: 'About c', rule: 'visit', authority: 'Leeds', fields: {}, change: 'newly missed' },
      { id: 'd', title: 'About d', rule: 'visit', authority: 'Leeds', fields: {}, change: 'newly wrong' },
      { id: 'a', title: 'About a', rule: 'visit', authority: 'Leeds', fields: {}, change: 'newly right' },
      { id: 'b', title: 'About b', rule: 'visit', authority: 'Leeds', fields: {}, change: 'no longer wrong' },
    ])
  })

  test('of two people missed in one document, the one found now is newly right', () => {
    const people = ['Ann', 'Ben'].map((person) => miss('missed', 'a', { fields: { person } }))
    const { changes } = compareEvaluations(evaluation(people), evaluation(people.slice(1)))
    expect(changes.map(({ change, fields }) => [change, fields])).toEqual([['newly right', { person: 'Ann' }]])
  })

  test('what is wrong twice in one document, and was once, is newly wrong once', () => {
    const { changes } = compareEvaluations(
      evaluation([miss('wrong', 'a')]),
      evaluation([miss('wrong', 'a'), miss('wrong', 'a')]),
    )
    expect(changes.map(({ change }) => change)).toEqual(['newly wrong'])
  })

  test('a rule that one file alone has shows in the numbers, and changes no sides', () => {
    const now = evaluation([miss('missed', 'a', { rule: 'focused' })], {
      rules: [
        { rule: 'visit', score: score(1, 1, 1) },
        { rule: 'focused', score: score(0, 0, 1) },
      ],
    })
    const { rules, changes } = compareEvaluations(evaluation([]), now)
    expect(rules.map(({ rule, before }) => [rule, before === null])).toEqual([
      ['visit', false],
      ['focused', true],
    ])
    expect(changes).toEqual([])
  })

  test('tells how often each field was right, also where one side never had it', () => {
    const before = evaluation([], { fields: [{ rule: 'visit', field: 'number', right: 1, of: 2 }] })
    const now = evaluation([], { fields: [{ rule: 'visit', field: 'grade', right: 2, of: 2 }] })
    expect(compareEvaluations(before, now).fields).toEqual([
      { rule: 'visit', field: 'grade', before: null, now: { right: 2, of: 2 } },
      { rule: 'visit', field: 'number', before: { right: 1, of: 2 }, now: null },
    ])
  })
})
