import { describe, expect, test } from 'vitest'
import { classify } from '../../src/rules/classify.ts'
import { explain } from '../../src/rules/explain.ts'
import { renderExplanation } from '../../src/rules/render-explanation.ts'
import { rulesOf } from './shipped.ts'

const rules = rulesOf()
const document = {
  id: 'x',
  title: "Sandwell children's services remain 'inadequate', says Ofsted",
  text: 'Sandwell, which was rated inadequate in 2015, could be given a commissioner by the Department for Education.',
  published: '2018-01-29',
}
const of = (id: string) => explain(rules, document).find(({ rule }) => rule === id)

describe('an explanation', () => {
  test('has one entry for each rule, with the findings that classifying gives', () => {
    expect(explain(rules, document).map(({ rule }) => rule)).toEqual([...rules.facts.keys()])
    expect(explain(rules, document).flatMap(({ findings }) => findings)).toEqual(classify(rules, document))
  })

  test('quotes what matched, where, and what ruled it out', () => {
    const whole = `${document.title}\n${document.text}`
    const signs = of('rating-change')?.signs ?? []
    for (const { words, start, end } of signs) expect(whole.slice(start, end)).toBe(words)
    const now = signs.find(({ place, ruledOut }) => place === 'headline' && ruledOut === null)
    expect(now).toMatchObject({ place: 'headline', authorities: ['Sandwell'] })
    const old = signs.find(({ place, words }) => place === 'lead' && words.includes('inadequate'))
    expect(old?.cues.some(({ points, words }) => points < 0 && words !== null && whole.includes(words))).toBe(true)
    expect(old?.points).toBeLessThan(now?.points ?? 0)
    expect(of('rating-change')?.scores).toMatchObject([{ authority: 'Sandwell', person: null, fires: true }])
  })

  test('says why a whole document is none of a rule’s business', () => {
    const [first] = explain(rules, {
      id: 'y',
      title: 'Nursery in Leeds rated inadequate',
      text: 'The nursery school failed its pupils, teachers said.',
    })
    const reasons = [first?.outOfScope, ...(first?.outside ?? []).map(({ says }) => says)]
    expect(reasons).toContainEqual(expect.stringMatching(/^(not|more) about /))
    expect(first?.findings).toEqual([])
  })

  test('reads well in a terminal', () => {
    const text = renderExplanation(explain(rules, document))
    expect(text).toContain('rating-change: fires\n  Sandwell: ')
    expect(text).toMatch(/^ {6}-[\d.]+ [^:]+: ".*2015"$/m)
    expect(text).toContain('ministerial-direction: silent')
    expect(text).toContain('monitoring-visit: silent')
  })
})
