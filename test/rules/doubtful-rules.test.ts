import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { doubtfulRules } from '../../src/rules/doubtful-rules.ts'
import { formatFault } from '../../src/rules/fault.ts'
import { rulesOf, shippedRulesText } from './shipped.ts'

/** A rule with nothing but these signals; each must be of a kind with which the example beside it fires. */
const rule = (id: string, signals: string[], fires: string[], silent: string[]) => ({
  id,
  title: id,
  severity: 1,
  joining: { window_days: 1 },
  says: [{ text: '{authority}' }],
  threshold: 0.1,
  signals: signals.map((phrase) => ({ why: `says ${phrase}`, weight: 1, any: [phrase] })),
  examples: { fires: fires.map((text) => ({ text })), silent: silent.map((text) => ({ text })) },
})

function doubtsOf(...rules: ReturnType<typeof rule>[]): string[] {
  const base: unknown = parse(shippedRulesText())
  return doubtfulRules(rulesOf(stringify({ ...Object(base), rules }))).map(formatFault)
}

const bins = rule('bins', ['bins'], ['Leeds empties its bins.'], ['Leeds keeps its cars.'])
const roads = rule('roads', ['roads'], ['Leeds mends its roads.'], ['Leeds paints its doors.'])

test('the rules that ship are not doubted', () => expect(doubtfulRules(rulesOf()).map(formatFault)).toEqual([]))

test('rules that tell texts apart are not doubted', () => expect(doubtsOf(bins, roads)).toEqual([]))

test('a rule that fires on every example of the others is named, at its line', () => {
  const anything = rule('anything', ['(its|their)'], ['Leeds loves its news.'], ['Nothing.'])
  expect(doubtsOf(bins, roads, anything)).toEqual([
    expect.stringMatching(/^rules\.yaml:\d+:\d+ {2}anything fires on every example of all other rules/),
  ])
})

test('a signal that stands in every example of the file is named', () => {
  const loose = rule('news', ['news', '(its|news)'], ['Leeds has news.'], ['Its silence.'])
  loose.signals[1] = { why: 'anything at all', weight: -1, any: ['(its|news)'] }
  const doubts = doubtsOf(bins, roads, loose)
  expect(doubts).toEqual([expect.stringContaining('“anything at all” stands in every example of the file')])
})

test('a signal that stands in no example is named where the rule has an example for each, and not where it has fewer', () => {
  const signals = ['bins', 'bims']
  const texts = ['Leeds empties its bins.', 'Kent empties its bins.']
  expect(doubtsOf(rule('bins', signals, texts, ['Quiet.']))).toEqual([
    expect.stringMatching(/^rules\.yaml:\d+:\d+ {2}“says bims” stands in no example of the file/),
  ])
  expect(doubtsOf(rule('bins', signals, texts.slice(1), ['Quiet.']))).toEqual([])
})
