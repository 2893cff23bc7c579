import { expect, test } from 'vitest'
import { slugOf } from '../../src/links.ts'
import { authoritiesBySlug } from '../../src/web/find-authority.ts'
import { testConfig } from '../helpers/config.ts'

const { authorities } = testConfig()
const find = authoritiesBySlug(authorities)

test('every authority is found by its own address, but those that go on under another name', () => {
  const slugs = authorities.names.map(slugOf)
  expect(new Set(slugs).size).toBe(slugs.length)
  const moved = authorities.names.filter((name) => find(slugOf(name)).kind !== 'found')
  expect(moved).toEqual([
    'Buckinghamshire (county council to 2020)',
    'North Yorkshire (county council to 2023)',
    'Somerset (county council to 2023)',
  ])
  expect(find(slugOf('Somerset (county council to 2023)'))).toEqual({ kind: 'moved', name: 'Somerset' })
})

test('a body that was divided or put together with others keeps its own page', () => {
  expect(find('cumbria')).toMatchObject({ kind: 'found', authority: { name: 'Cumbria' } })
  expect(find('dorset')).toMatchObject({ kind: 'found', authority: { name: 'Dorset', former: false } })
})

test.each([
  ['Sandwell', 'Sandwell'],
  ['SANDWELL', 'Sandwell'],
  ['sandwell-council', 'Sandwell'],
  ['sandwell metropolitan borough council', 'Sandwell'],
  ['bath-and-north-east-somerset-council', 'Bath and North East Somerset'],
  ['bcp', 'Bournemouth, Christchurch and Poole'],
  ['st.-helens', 'St Helens'],
])('%s leads to %s', (slug, name) => {
  expect(find(slug)).toEqual({ kind: 'moved', name })
})

test('of a name that nobody has it says who may have been meant', () => {
  expect(find('sandwel')).toEqual({ kind: 'unknown', near: ['Sandwell'] })
  expect(find('zzzzzzzzzzzzzzzz')).toEqual({ kind: 'unknown', near: [] })
  expect(find('')).toEqual({ kind: 'unknown', near: [] })
  expect(find('<script>'.repeat(5000)).kind).toBe('unknown')
  expect(find('__proto__').kind).toBe('unknown')
})
