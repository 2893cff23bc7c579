import { expect, test } from 'vitest'
import { gradeOf, verdictsOf } from '../../src/ratings/grade-words.ts'

const verdicts = (text: string) =>
  verdictsOf(text.split(' ').map((word, at) => ({ word, at })))?.map(({ verdict }) => verdict) ?? null

test.each([
  ['good requires improvement to be good outstanding', ['good', 'requires-improvement', 'outstanding']],
  ['requires improvement good', ['requires-improvement', 'good']],
  ['require improvement requires improvement to be good', ['requires-improvement', 'requires-improvement']],
  ['not judged inadequate adequate', ['not-judged', 'inadequate', 'adequate']],
])('"%s" are %j', (text, expected) => expect(verdicts(text)).toEqual(expected))

test.each(['improvement', 'to be good', 'requires good', 'not good', 'requires improvement to', 'requires', 'judged'])(
  '"%s" are no verdicts',
  (text) => expect(verdicts(text)).toBeNull(),
)

test('a few words say one grade or none', () => {
  expect(gradeOf('Requires Improvement to be good.')).toBe('requires-improvement')
  expect(gradeOf('good and outstanding')).toBeNull()
  expect(gradeOf('not judged')).toBeNull()
})
