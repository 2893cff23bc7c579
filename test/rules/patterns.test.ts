import { expect, test } from 'vitest'
import { patternsOf, slotsOf } from '../../src/rules/patterns.ts'
import { readDocument } from '../../src/rules/reading.ts'
import { rulesOf } from './shipped.ts'

const rules = rulesOf()
const anchors = ['leader', 'ofsted', 'minister']

function slots(text: string) {
  return slotsOf(readDocument(rules.finding(anchors), { title: '', text }), 0, anchors)
}
const patterns = (text: string) => [...patternsOf(slots(text)).keys()]

test('names, numbers and words of the anchors are replaced by what they are', () => {
  expect(
    slots('In 2017 the council leader Steve Eling told Ofsted in Sandwell of 12 posts.')
      .map(({ text }) => text)
      .join(' '),
  ).toBe('in {year} the {leader} {person} told {ofsted} in {authority} of {number} posts')
})

test('a possessive is no word of its own, as in the phrases of the rules', () => {
  expect(slots("Kent's children's homes and the leader's car.").map(({ text }) => text)).toEqual([
    "{authority}'s",
    "children's",
    'homes',
    'and',
    'the',
    "{leader}'s",
    'car',
  ])
})

test('the longest name of a thing is taken, and its end is no word of its own', () => {
  expect(slots('The Department for Education wrote.').map(({ text }) => text)).toEqual(['the', '{minister}', 'wrote'])
})

test('patterns are three to five words that hold an anchor, and begin and end with what tells something', () => {
  expect(patterns('The council leader tendered his resignation on Monday.').toSorted()).toEqual([
    '{leader} tendered his resignation',
  ])
})

test('no pattern reaches into another clause', () => {
  expect(patterns('Bins overflowed, council leader tendered resignation letters, residents cheered loudly.')).toEqual([
    '{leader} tendered resignation',
    '{leader} tendered resignation letters',
  ])
})

test('a sentence without an anchor has none', () => {
  expect(patterns('Residents cheered loudly when bins were emptied.')).toEqual([])
})
