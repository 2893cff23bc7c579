import { expect, test } from 'vitest'
import { classify } from '../../src/rules/classify.ts'
import { rulesOf } from './shipped.ts'

const rules = rulesOf()
const findingsIn = (title: string, text: string) => classify(rules, { id: 'x', title, text, published: '2024-05-01' })

test('a direction that does something of its own is told by what it does', () => {
  const text =
    "The Secretary of State for Education has issued this direction over children's services in Wirral.\n\nUnder it, Ann Lee is appointed as commissioner for children's services in Wirral.\n\nThe direction is in force from today."
  expect(findingsIn('Direction to Wirral Council', text)[0]?.fields).toEqual({ kind: 'commissioner' })
})

test('a notice that is lifted is told as lifted, however often it is named', () => {
  const text =
    "Improvement notice issued to Plymouth City Council.\n\nThe notice was issued because of failings in children's services. The Secretary of State is satisfied that the requirements of the notice have been met. The notice has been lifted with immediate effect."
  expect(findingsIn('Improvement notices and directions: Plymouth', text)[0]?.fields).toEqual({ kind: 'revoked' })
})

test('several kinds told in one sentence all count', () => {
  const text =
    "Two authorities have been served with improvement notices and a third has been handed a statutory direction over children's services, documents published today by the Department for Education show.\n\nHalton has to show that it understands demand. Its notice runs for a year.\n\nWirral has been given a statutory direction."
  const halton = findingsIn('Halton, Bury and Wirral added to list', text).find(
    ({ authority }) => authority === 'Halton',
  )
  expect(halton?.fields).toEqual({ kind: 'improvement-notice' })
})
