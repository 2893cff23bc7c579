import { expect, it } from 'vitest'
import { headline } from '../../src/events/headline.ts'
import type { RuleFacts } from '../../src/rules/rule.ts'

const rule: RuleFacts = {
  id: 'r',
  title: 'Rating change',
  severity: 1,
  joining: { windowDays: 1, same: [], alike: {}, material: [] },
  says: [
    { when: { direction: 'unchanged' }, text: '{authority}: remains {rating}' },
    { when: {}, text: '{authority}: {number:ordinal} visit' },
    { when: {}, text: '{authority}: rated {rating}' },
  ],
}

it.each([
  [
    'the first template that agrees',
    { direction: 'unchanged', rating: 'requires-improvement' },
    'Sandwell: remains Requires improvement',
  ],
  ['one whose places are all known', { direction: 'unknown', rating: 'good', number: null }, 'Sandwell: rated Good'],
  ['an ordinal in words', { number: 7 }, 'Sandwell: seventh visit'],
  ['an ordinal that stands there as text', { number: '7' }, 'Sandwell: seventh visit'],
  ['what is no ordinal as it is', { number: 'latest' }, 'Sandwell: latest visit'],
  ['a name as it is, and never as a place', { rating: 'of {number}' }, 'Sandwell: rated of {number}'],
  ['an ordinal past words', { number: 23 }, 'Sandwell: 23rd visit'],
  ['the title where nothing is known', { rating: null }, 'Sandwell: Rating change'],
])('takes %s', (_, fields, expected) => {
  expect(headline(rule, 'Sandwell', fields)).toBe(expected)
})

it('takes no place for known that no field gives', () => {
  const odd = { ...rule, says: [{ when: {}, text: '{constructor} {authority}' }] }
  expect(headline(odd, 'Sandwell', {})).toBe('Sandwell: Rating change')
})

it.each([
  [13, '13th'],
  [21, '21st'],
  [112, '112th'],
  [122, '122nd'],
  [0, 'zeroth'],
])('writes %i in words or with its ending', (number, expected) => {
  expect(headline(rule, 'Sandwell', { number })).toBe(`Sandwell: ${expected} visit`)
})
