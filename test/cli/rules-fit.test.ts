import { expect, test } from 'vitest'
import { run } from '../../src/cli/rules-fit.ts'
import { loadRules } from '../../src/rules/load.ts'
import { rulesOf, shippedAuthorities, shippedRulesText } from '../rules/shipped.ts'

const rules = rulesOf()
const line = (id: number, isNews: boolean) =>
  JSON.stringify({
    id: String(id),
    title: '',
    text: `Leeds children's services were rated inadequate by Ofsted ${isNews ? 'today' : 'in 2011'}.`,
    published: '2019-05-01',
    findings: isNews ? [{ rule: 'rating-change', authority: 'Leeds' }] : [],
  })
const corpus = { name: 'corpus.jsonl', lines: Array.from({ length: 20 }, (_, at) => line(at, at % 2 === 0)) }

async function fitted(more: Partial<Parameters<typeof run>[0]> = {}) {
  const out: string[] = []
  const faults: string[] = []
  const status = await run({
    corpora: [corpus],
    only: ['rating-change'],
    restraint: 0.25,
    rules,
    write: null,
    mostCharacters: 200_000,
    screen: {
      print: (text) => out.push(text),
      complain: (text) => faults.push(text),
      table: (headers, rows) => out.push(...[headers, ...rows].map((row) => row.join(' | '))),
    },
    ...more,
  })
  return { status, out, faults }
}

test('the scores before and after are shown, and those on documents held out', async () => {
  const { status, out } = await fitted()
  expect(status).toBe(0)
  expect(out[0]).toBe('rating-change | Precision | Recall | F1 | Right | Wrong | Missed')
  expect(out.slice(1, 4).map((row) => row.split(' | ')[0])).toEqual([
    'as the file has it',
    'with fitted weights',
    'on documents held out',
  ])
})

test('what is written is the file of rules with other numbers, and loads', async () => {
  let written = ''
  const to = (text: string) => (written = text)
  const { faults } = await fitted({ write: { text: shippedRulesText(), to, name: 'fitted.yaml' }, restraint: 0 })
  const wordsOf = (text: string) => text.replace(/-?\d+(\.\d+)?/g, '#')
  expect(wordsOf(written)).toBe(wordsOf(shippedRulesText()))
  expect(written).not.toBe(shippedRulesText())
  expect(loadRules('fitted.yaml', written, shippedAuthorities()).ok).toBe(true)
  expect(faults).toEqual(['Written to fitted.yaml. Read it, and run check, before you use it.'])
})

test('as JSON each rule is a line', async () => {
  const { out } = await fitted({ json: true, only: [] })
  const read = out.map((text): unknown => JSON.parse(text))
  expect(read).toHaveLength(rules.facts.size)
  expect(read[0]).toMatchObject({ rule: 'rating-change', heldOut: { right: expect.any(Number) } })
})

test('an unknown rule is named, with the one that may have been meant', async () => {
  const { status, faults } = await fitted({ only: ['rating-chance'] })
  expect(status).toBe(1)
  expect(faults.join()).toMatch(/rating-chance.*rating-change/)
})
