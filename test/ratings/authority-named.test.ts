import { expect, test } from 'vitest'
import { authorityNamed } from './naming.ts'

test.each([
  ['Bristol', 'Bristol'],
  ['Durham', 'County Durham'],
  ['Bournemouth, Christchurch & Poole', 'Bournemouth, Christchurch and Poole'],
  ['Kingston Upon Hull', 'Kingston upon Hull'],
  ['Telford & Wrekin', 'Telford and Wrekin'],
  ['Richmond Upon Thames', 'Richmond upon Thames'],
  ['london corporation', 'City of London'],
  ['windsor & maidenhead', 'Windsor and Maidenhead'],
  ['southend on sea', 'Southend-on-Sea'],
  ['St. Helens', 'St Helens'],
  ['The City of Bradford Metropolitan District Council', 'Bradford'],
  ['Bradford Children and Families Trust', 'Bradford'],
])('%s is %s', (name, authority) => expect(authorityNamed(name, '2025-03-01')).toBe(authority))

test.each(['Sandwel', '', 'Achieving for Children', 'Northamptonshire Children’s Trust', 'Wales'])(
  '%j is the name of no one authority',
  (name) => expect(authorityNamed(name, '2025-03-01')).toBeNull(),
)

test.each([
  ['Dorset', '2016-02-01', 'Dorset (county council to 2019)'],
  ['Dorset', '2021-09-27', 'Dorset'],
  ['Dorset', null, 'Dorset'],
  ['Somerset', '2017-11-06', 'Somerset'],
  ['Somerset County Council', '2017-11-06', 'Somerset'],
  ['Buckinghamshire (county council to 2020)', '2017-11-06', 'Buckinghamshire'],
  ['Northamptonshire', '2019-06-24', 'Northamptonshire'],
  ['Cumbria', '2022-11-21', 'Cumbria'],
  ['Poole', '2017-09-01', 'Poole'],
])('%s inspected on %s is %s', (name, day, authority) => expect(authorityNamed(name, day)).toBe(authority))
