import { describe, expect, test } from 'vitest'
import { classify } from '../../src/rules/classify.ts'
import { rulesOf } from './shipped.ts'

const rules = rulesOf()

/** People whom a text says should go. */
function asked(text: string) {
  return classify(rules, { id: '1', title: '', text, published: '2024-05-01' })
    .filter(({ rule }) => rule === 'resignation-call')
    .map(({ fields }) => fields['person'] ?? fields['role'])
}

describe('people that signs speak of', () => {
  test('are one where an office is told in other words before its holder is named', () => {
    const text =
      "Councillors in Wigan have demanded the resignation of the woman in charge of the council's children's services.\n\nCllr Ann Lee, the cabinet member for children, should resign today, they said."
    expect(asked(text)).toEqual(['Ann Lee'])
  })

  test('are two where one of two offices is named', () => {
    const text =
      'Councillors in Wigan have called on the chief executive, John Bell, to resign over the failings in child protection.\n\nThey also called on the leader of the council to resign.'
    expect(asked(text)).toEqual(['John Bell', 'leader of the council'])
  })
})
