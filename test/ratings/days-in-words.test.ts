import { expect, test } from 'vitest'
import { dayInWords, daysInWords } from '../../src/ratings/days-in-words.ts'

test('a day is written as people write it, whatever the zone of the machine', () => {
  expect(dayInWords('2026-08-03')).toBe('3 August 2026')
  expect(dayInWords('2026-12-31')).toBe('31 December 2026')
})

test.each([
  ['2026-06-08', '2026-06-08', '8 June 2026'],
  ['2026-06-08', '2026-06-19', '8 to 19 June 2026'],
  ['2026-05-28', '2026-06-09', '28 May to 9 June 2026'],
  ['2024-09-30', '2025-01-16', '30 September 2024 to 16 January 2025'],
])('from %s to %s is written %s', (from, to, words) => {
  expect(daysInWords({ from, to })).toBe(words)
})
