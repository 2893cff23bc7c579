import { expect, test } from 'vitest'
import { visitNumber } from '../../src/ratings/visit-number.ts'

const numberOf = (text: string) => visitNumber([{ text, page: 1 }]).value

test.each([
  ['This was the first monitoring visit since the local authority was judged inadequate in May 2016.', 1],
  ['The visit was the twelfth monitoring visit since the local authority was judged inadequate.', 12],
  ['This was the local authority’s third monitoring visit.', 3],
  ['This visit was the 6th monitoring visit since then. At the second monitoring visit, inspectors saw little.', 6],
  ['At the second monitoring visit, inspectors saw little. This is the fourth monitoring visit since July.', 4],
  ['The findings of the fifth monitoring visit', 5],
])('"%s" is visit %i', (text, number) => expect(numberOf(text)).toBe(number))

test.each(['A monitoring visit.', 'The second monitoring visit will be in May.', 'The first inspection'])(
  '"%s" has no number',
  (text) => expect(numberOf(text)).toBeNull(),
)
