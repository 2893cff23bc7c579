import { describe, expect, test } from 'vitest'
import { authoritiesInText } from '../../src/rules/authorities-in-text.ts'
import { shippedAuthorities } from './shipped.ts'

const authorities = shippedAuthorities()
const name = authoritiesInText(authorities)

test.each([
  ['Inspection of Kingston upon Hull City Council', ['Kingston upon Hull']],
  ['Inspection of the Royal Borough of Windsor and Maidenhead local authority', ['Windsor and Maidenhead']],
  ['St. Helens Metropolitan Borough Council', ['St Helens']],
  ['Southend on Sea', ['Southend-on-Sea']],
  ['Telford & Wrekin', ['Telford and Wrekin']],
  ['Corporation of London', ['City of London']],
  ['Council of the Isles of Scilly', ['Isles of Scilly']],
  ['READING BOROUGH COUNCIL', ['Reading']],
  ['Bury', ['Bury']],
  ['North East Lincolnshire', ['North East Lincolnshire']],
  ['Dorset County Council', ['Dorset']],
  ['Northamptonshire County Council', ['Northamptonshire']],
  ['Bournemouth, Christchurch and Poole', ['Bournemouth, Christchurch and Poole']],
])('"%s" names %j', (text, named) => expect(name(text)).toEqual([named]))

test('a trust of several names them all at once, and each mention counts', () => {
  expect(name('Achieving for Children serves Richmond upon Thames and Kingston upon Thames')).toEqual([
    ['Kingston upon Thames', 'Richmond upon Thames', 'Windsor and Maidenhead'],
    ['Richmond upon Thames'],
    ['Kingston upon Thames'],
  ])
})

test('common words in lower case are no names', () => expect(name('reading, and to bury')).toEqual([]))

describe('titles of reports', () => {
  const titles: ((name: string) => string)[] = [
    (place) => `Inspection of ${place} local authority children’s services`,
    (place) => `Inspection of ${place} Council children’s services`,
    (place) => `${place} Metropolitan Borough Council Inspection of children’s social care services`,
    (place) => `London Borough of ${place} Inspection of services for children in need of help and protection`,
    (place) => `The Royal Borough of ${place}`,
    (place) => `Borough of ${place}`,
    (place) => `${place.toUpperCase()} CITY COUNCIL`,
    (place) => `Council of ${place}`,
  ]
  test.each(titles.map((title) => [title('…'), title]))('"%s" names each of them', (_, title) => {
    for (const { name: full } of authorities.list) {
      const short = full.replace(/ \(.*/, '')
      // There is no such borough, and another is called so.
      if (short === 'Kingston upon Hull') continue
      expect(name(title(short))).toEqual([[short]])
    }
  })
})
