import { expect, test } from 'vitest'
import { classify } from '../../src/rules/classify.ts'
import { rulesOf } from './shipped.ts'

const rules = rulesOf()
const previousIn = (past: string) => {
  const text = `Ofsted has today rated Leeds children's services outstanding.\n\n${past}`
  return classify(rules, { id: 'x', title: '', text, published: '2024-05-01' })[0]?.fields['previous']
}

test.each([
  ['The service was rated good in 2015. It was rated inadequate in 2019.', 'inadequate'],
  ['Leeds was judged requires improvement in 2018. Leeds was judged inadequate in 2012.', 'requires-improvement'],
])('of several dated grades the latest is the one before: %s', (past, previous) => {
  expect(previousIn(past)).toBe(previous)
})
