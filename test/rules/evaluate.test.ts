import { describe, expect, test } from 'vitest'
import { evaluate, type Labelled } from '../../src/rules/evaluate.ts'
import { rulesOf } from './shipped.ts'

const rules = rulesOf()
const visit = (id: string, authority: string, findings: Labelled['findings']): Labelled => ({
  id,
  title: `Ofsted publishes letter on third monitoring visit to ${authority} children's services`,
  text: '',
  findings,
})

describe('evaluating', () => {
  test('counts what is right, wrong and missed, per rule and overall', () => {
    const {
      overall,
      rules: perRule,
      misses,
      documents,
    } = evaluate(rules, [
      visit('a', 'Leeds', [{ rule: 'monitoring-visit', authority: 'Leeds', number: 3 }]),
      visit('b', 'Kirklees', []),
      {
        id: 'c',
        title: 'Nothing here',
        text: '',
        findings: [{ rule: 'rating-change', authority: 'Leeds', rating: 'good' }],
      },
    ])
    expect(documents).toBe(3)
    expect(overall).toEqual({ right: 1, wrong: 1, missed: 1, precision: 0.5, recall: 0.5, f1: 0.5 })
    expect(perRule.find(({ rule }) => rule === 'monitoring-visit')?.score).toEqual({
      right: 1,
      wrong: 1,
      missed: 0,
      precision: 0.5,
      recall: 1,
      f1: 2 / 3,
    })
    expect(perRule.find(({ rule }) => rule === 'ministerial-direction')?.score).toMatchObject({
      precision: null,
      recall: null,
      f1: null,
    })
    expect(misses).toEqual([
      {
        id: 'b',
        title: expect.any(String),
        kind: 'wrong',
        rule: 'monitoring-visit',
        authority: 'Kirklees',
        fields: { number: 3 },
      },
      {
        id: 'c',
        title: 'Nothing here',
        kind: 'missed',
        rule: 'rating-change',
        authority: 'Leeds',
        fields: { rating: 'good' },
      },
    ])
  })

  test('counts a field only where a label states it', () => {
    const { fields } = evaluate(rules, [
      visit('a', 'Leeds', [{ rule: 'monitoring-visit', authority: 'Leeds', number: 3 }]),
      visit('b', 'Kirklees', [{ rule: 'monitoring-visit', authority: 'Kirklees', number: null }]),
      visit('c', 'Wirral', [{ rule: 'monitoring-visit', authority: 'Wirral', number: '?' }]),
      visit('d', 'Slough', [{ rule: 'monitoring-visit', authority: 'Slough' }]),
    ])
    expect(fields).toEqual([{ rule: 'monitoring-visit', field: 'number', right: 1, of: 2 }])
  })

  test('tells people apart, and takes two labels of one act for one', () => {
    const call = (person: string): Labelled => ({
      id: person,
      title: '',
      text: "An MP called for Sandwell council leader Steve Eling to resign over failings in children's services.",
      findings: [{ rule: 'resignation-call', authority: 'Sandwell', person, role: 'council leader' }],
    })
    expect(evaluate(rules, [call('Steve Eling')]).overall).toMatchObject({ right: 1, wrong: 0, missed: 0 })
    expect(evaluate(rules, [call('Ann Other')]).overall).toMatchObject({ right: 0, wrong: 1, missed: 1 })

    const order: Labelled = {
      id: 'order',
      title: '',
      text: "The Department for Education has issued a statutory direction to Sandwell Council over its children's services.",
      findings: [
        { rule: 'ministerial-direction', authority: 'Sandwell', kind: 'commissioner' },
        { rule: 'ministerial-direction', authority: 'Sandwell', kind: 'statutory-direction' },
      ],
    }
    expect(evaluate(rules, [order])).toMatchObject({
      overall: { right: 1, wrong: 0, missed: 0 },
      fields: [{ field: 'kind', right: 1, of: 1 }],
    })
  })
})
