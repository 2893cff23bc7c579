import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkExamples } from '../../src/rules/check-examples.ts'
import { classify } from '../../src/rules/classify.ts'
import { evaluate, Labelled } from '../../src/rules/evaluate.ts'
import { explain } from '../../src/rules/explain.ts'
import { renderExplanation } from '../../src/rules/render-explanation.ts'
import { rulesOf, shippedRulesText } from './shipped.ts'

const docs = readFileSync(path.join(import.meta.dirname, '../../docs/rules.md'), 'utf8')
const tutorial = docs.slice(docs.indexOf('## Tutorial'))
const [cue = '', rule = ''] = [...tutorial.matchAll(/```yaml\n([^]*?)```/g)].map(([, block]) => block)
const rules = rulesOf(`${shippedRulesText().replace('\ncues:\n', `\ncues:\n${cue}`)}\n${rule}`)

describe('the tutorial in docs/rules.md', () => {
  test('writes a sixth rule whose examples hold', () => {
    expect([...rules.facts.keys()].at(-1)).toBe('focused-visit')
    expect(rules.file.cues['visit-ahead']).toBeDefined()
    expect(checkExamples(rules)).toEqual([])
  })

  test('measures it on labelled documents, with the result it shows', () => {
    const lines = /```json\n([^]*?)```/.exec(tutorial)?.[1]?.trim().split('\n') ?? []
    const documents = lines.map((line) => Labelled.parse(JSON.parse(line)))
    const { rules: scores, misses } = evaluate(rules, documents)
    const { right, wrong, missed } = scores.find((one) => one.rule === 'focused-visit')?.score ?? {}
    const shown = /^focused-visit +(.*)$/m.exec(tutorial)?.[1]?.split(/ +/)
    expect(shown).toEqual(['1.000', '1.000', '1.000', String(right), String(wrong), String(missed)])
    expect(misses).toEqual([])
  })

  test('tells the truth about its own text', () => {
    const text = /echo "([^"]+)"/.exec(docs)?.[1] ?? ''
    const answer = renderExplanation(explain(rules, { id: 'x', title: '', text }))
      .split('\n\n')
      .at(-1)
    expect(answer).toMatch(/^focused-visit: fires\n {2}Kirklees: /)
  })

  test('leaves the other five rules as they were', () => {
    const title = "Third monitoring visit to Wirral children's services: Ofsted publishes letter"
    const document = { id: 'x', title, text: 'Inspectors found progress.' }
    expect(classify(rules, document)).toEqual(classify(rulesOf(), document))
  })
})

describe('docs/rules.md', () => {
  test('shows what explain says of a real article', () => {
    const text = readFileSync(path.join(import.meta.dirname, '../fixtures/articles/003_7f5f98736f4a03e6.txt'), 'utf8')
    const [answer = ''] = renderExplanation(
      explain(rulesOf(), { id: 'x', title: '', text, published: '2015-10-27' }),
    ).split('\n\n')
    const shown = /```\n(rating-change: silent\n[^]*?)```/.exec(docs)?.[1]?.trimEnd().split('\n') ?? []
    expect(shown.length).toBeGreaterThan(5)
    for (const line of shown) expect(answer).toContain(line.replace(/ …$/, ''))
  })

  test.each(Object.keys(rulesOf().file))('names the part %s of the file', (part) => {
    expect(docs).toContain(`\`${part}\``)
  })
})
