import { describe, expect, test } from 'vitest'
import { evaluate, type Labelled } from '../../src/rules/evaluate.ts'
import { fitWeights } from '../../src/rules/fit.ts'
import { rulesOf } from './shipped.ts'
import { words } from './small-rules.ts'

const rulesText = `
weights: { headline: 0, lead: 0, body: 0, again: 0.25 }
${words}
cues:
  old: { says: told as old, sentence: { any: [last year] } }
  fresh: { says: told as new, sentence: { any: [today] } }
rules:
  - id: rated
    title: Rated
    severity: 50
    joining: { window_days: 1 }
    says: [{ text: "{authority}" }]
    threshold: 2
    cues: { old: -0.25, fresh: 0.25 }
    signals:
      - { why: a grade, weight: 1, any: ["{grade}"] }
    examples: {}
`
const rules = rulesOf(rulesText)
const shipped = rulesOf()
const documents = Array.from({ length: 40 }, (_, index): Labelled => {
  const isNew = index % 2 === 0
  return {
    id: String(index),
    title: '',
    text: `Leeds was found inadequate ${isNew ? 'today' : 'last year'}.`,
    findings: isNew ? [{ rule: 'rated', authority: 'Leeds' }] : [],
  }
})
const fitted = (documentsOf = documents, restraint?: number) => fitWeights(rules, documentsOf, 0, restraint)

describe('fitting the weights of a rule', () => {
  test('finds what labelled documents ask for, and says how the rule does before and after', () => {
    const fit = fitted()
    const of = (says: string) => fit?.weights.find((weight) => weight.says === says)
    expect(fit?.rule).toBe('rated')
    expect(fit?.now).toMatchObject({ right: 0, missed: 20, wrong: 0 })
    expect(fit?.fitted).toMatchObject({ right: 20, missed: 0, wrong: 0 })
    expect(of('told as new')?.fitted).toBeGreaterThan(0.25)
    expect(of('told as old')?.fitted).toBeLessThan(-0.25)
    expect(of('told as new')).toMatchObject({ path: ['rules', 0, 'cues', 'fresh'], now: 0.25, seen: 20 })
  })

  test('measures on documents that the weights were not fitted to', () => {
    expect(fitted()?.heldOut).toMatchObject({ right: 20, missed: 0, wrong: 0 })
    // Labels that follow nothing cannot be foreseen, though they can be learned by heart.
    const odd = documents.map((document, index) => ({ ...document, findings: index < 20 ? document.findings : [] }))
    expect(fitted(odd)?.heldOut.f1).toBeLessThan(1)
  })

  test('leaves what few documents show near what was written, the more the stronger the restraint', () => {
    const moved = (restraint: number) =>
      Math.abs((fitted(documents.slice(0, 4), restraint)?.weights[0]?.fitted ?? Number.NaN) - 1)
    expect(moved(50)).toBeLessThan(moved(0))
  })

  test('counts labels that no signal can find as missed', () => {
    const blank = {
      ...documents[0],
      id: 'x',
      title: '',
      text: 'Leeds was visited.',
      findings: [{ rule: 'rated', authority: 'Leeds' }],
    }
    expect(fitted([...documents, blank])?.fitted).toMatchObject({ right: 20, missed: 1 })
  })

  test('gives the same weights each time, and null for a rule that does not exist', () => {
    expect(fitted()).toEqual(fitted())
    expect(fitWeights(rules, documents, 7)).toBeNull()
  })

  test('tells people apart in rules that count them, as evaluate does', () => {
    const index = shipped.file.rules.findIndex(({ id }) => id === 'leadership-departure')
    const gone: Labelled = {
      id: '1',
      title: '',
      text: "The leader of Leeds City Council, Ann Lee, resigned yesterday over Ofsted's report on failings in children's services. The chief executive, John Bell, resigned too.",
      findings: [
        { rule: 'leadership-departure', authority: 'Leeds', person: 'Ann Lee' },
        { rule: 'leadership-departure', authority: 'Leeds', person: 'John Bell' },
      ],
    }
    const { rules: scores } = evaluate(shipped, [gone])
    const score = scores.find(({ rule }) => rule === 'leadership-departure')?.score
    expect(score).toMatchObject({ right: 2 })
    expect(fitWeights(shipped, [gone], index)?.now).toEqual(score)
  })
})
