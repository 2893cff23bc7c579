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
  ['an ordinal past words', { number: 23 }, 'Sandwell: 23rd visit'],
  ['the title where nothing is known', { rating: null }, 'Sandwell: Rating change'],
])('takes %s', (_, fields, expected) => {
  expect(headline(rule, 'Sandwell', fields)).toBe(expected)
})
