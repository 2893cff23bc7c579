import { expect, test } from 'vitest'
import { dayNamed, daysIn } from '../../src/ratings/report-days.ts'

test.each([
  ['9–24 November 2017', '2017-11-09', '2017-11-24'],
  ['9 to 24 November 2017', '2017-11-09', '2017-11-24'],
  ['3 June – 25 June 2014', '2014-06-03', '2014-06-25'],
  ['18 March 2014 – 09 April 2014', '2014-03-18', '2014-04-09'],
  ['8 June 2026 to 19 June 2026', '2026-06-08', '2026-06-19'],
  ['21 and 22 February 2024', '2024-02-21', '2024-02-22'],
  ['28 July 2016', '2016-07-28', '2016-07-28'],
  ['30 September to 11 October 2024 and 13 to 16 January 2025', '2024-09-30', '2025-01-16'],
  ['8 July 2019 to 12 July 2019 and 7 August 2019 to 8 August 2019', '2019-07-08', '2019-08-08'],
  ['12 December to 13 January 2023', '2022-12-12', '2023-01-13'],
  ['29 November 2022 to 6 January 2023', '2022-11-29', '2023-01-06'],
  ['1st to 12th Sept 2025', '2025-09-01', '2025-09-12'],
  ['Monday 4 June, 2018 to Friday 15 June, 2018', '2018-06-04', '2018-06-15'],
  ['14/01/2019 – 25/01/2019', '2019-01-14', '2019-01-25'],
  ['14.01.19 to 25.01.19', '2019-01-14', '2019-01-25'],
  ['2019-01-14 to 2019-01-25', '2019-01-14', '2019-01-25'],
  ['June 4, 2018 to June 15, 2018', '2018-06-04', '2018-06-15'],
  ['8 to 19 June 20261', '2026-06-08', '2026-06-19'],
  ['8 to 19 June 2026 1', '2026-06-08', '2026-06-19'],
  ['27 APRIL TO 1 MAY 2026', '2026-04-27', '2026-05-01'],
])('"%s" are the days from %s to %s', (words, from, to) => expect(daysIn(words)).toEqual({ from, to }))

test.each([
  '',
  'to be confirmed',
  '9 to 20 May',
  '9? 24 November 2017',
  '8 to 19 June 2026 (remote)',
  'May 2024',
  '31 June 2024',
  '20 to 9 May 2024',
  '30 February to 2 March 2024',
  '1 May 2019 to 3 July 2021',
  '9 May 2024 to 12',
])('"%s" are no days', (words) => expect(daysIn(words)).toBeNull())

test('a day in full is found, and none is made up', () => {
  expect(dayNamed('20 January 2015 the overall')).toBe('2015-01-20')
  expect(dayNamed('January 2015')).toBeNull()
  expect(dayNamed('31 June 2015')).toBeNull()
})
