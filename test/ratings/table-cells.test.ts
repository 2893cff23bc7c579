import { expect, test } from 'vitest'
import { dayIn } from '../../src/ratings/day-in.ts'
import { toldGrade } from '../../src/ratings/told-grade.ts'

test.each([
  ['09/05/25', '2025-05-09'],
  ['17/03/2025', '2025-03-17'],
  ['3/8/2026', '2026-08-03'],
  ['2026-08-03', '2026-08-03'],
  ['2026-08-03T00:00:00', '2026-08-03'],
  ['2026-08-03 00:00:00', '2026-08-03'],
  ['3 August 2026', '2026-08-03'],
  ['Monday 3rd August 2026', '2026-08-03'],
  ['03-Aug-26', '2026-08-03'],
  ['3 Sept 2026', '2026-09-03'],
  ['03.08.2026', '2026-08-03'],
  ['29/02/2024', '2024-02-29'],
])('the day of %j is %s', (text, day) => expect(dayIn(text)).toBe(day))

test.each([
  '',
  'Not yet inspected',
  '31/04/2025',
  '29/02/2025',
  '05/13/2025',
  '3 Foo 2026',
  '46237',
  '1/1/1900',
  '2026',
  'x'.repeat(1e6),
])('there is no day in %j', (text) => expect(dayIn(text)).toBeNull())

test.each([
  ['Requires improvement to be good', 'requires-improvement'],
  ['requires improvement', 'requires-improvement'],
  ['Requires  Improvement', 'requires-improvement'],
  ['OUTSTANDING', 'outstanding'],
  ['Adequate', 'adequate'],
  [' inadequate ', 'inadequate'],
  ['not_reported_post_reform', null],
  ['inspection_pre_dates_judgement', null],
  ['data_unreadable', null],
  ['', null],
  ['N/A', null],
  ['[z]', null],
  ['goodish', undefined],
  ['3', undefined],
  ['Strong standard', undefined],
])('the grade of %j is %s', (text, grade) => expect(toldGrade(text)).toBe(grade))
