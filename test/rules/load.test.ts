import { describe, expect, test } from 'vitest'
import { checkExamples } from '../../src/rules/check-examples.ts'
import { formatFault } from '../../src/rules/fault.ts'
import { loadRules } from '../../src/rules/load.ts'
import { rulesOf, shippedAuthorities, shippedRulesText } from './shipped.ts'

const shipped = shippedRulesText()

/** The first words of the shipped rules that look like this. */
function words(pattern: RegExp): string {
  const [found] = pattern.exec(shipped) ?? []
  if (found === undefined) throw new Error(`expected ${String(pattern)} in the shipped rules`)
  return found
}

const scopes = words(/ {4}scopes: \{[^}]*\}/)
const threshold = words(/ {4}threshold: [\d.]+\n/)
/** A change that adds a vocabulary of one phrase. */
const vocabularyOf = (phrase: string): [string, string] => [
  'vocabularies:\n',
  `vocabularies:\n  odd:\n    - ${phrase}\n`,
]

/** The faults of the shipped rules after one change, with the line that was changed. */
function faultsOf(from: string, to: string): { faults: string[]; line: number } {
  expect(shipped).toContain(from)
  const read = loadRules('rules.yaml', shipped.replace(from, to), shippedAuthorities())
  return {
    faults: read.ok ? [] : read.faults.map(formatFault),
    line: shipped.slice(0, shipped.indexOf(from)).split('\n').length,
  }
}

describe('the rules that ship', () => {
  test('load, with the five rules in the order of the file', () => {
    expect([...rulesOf().facts.keys()]).toEqual([
      'rating-change',
      'monitoring-visit',
      'ministerial-direction',
      'resignation-call',
      'leadership-departure',
    ])
  })

  test('hold in all their examples', () => {
    expect(checkExamples(rulesOf()).map(formatFault)).toEqual([])
  })
})

describe('a fault in the rules is told at its line', () => {
  test.each([
    [
      'an unknown vocabulary',
      ...vocabularyOf('"{monitoring-visits}"'),
      'unknown vocabulary {monitoring-visits}; did you mean {monitoring-visit}?',
    ],
    [
      'an unknown cue',
      words(/ {4}cues: \{[^}]*\}/),
      '    cues: { negatd: -1 }',
      'unknown cue negatd; did you mean negated?',
    ],
    [
      'an unknown scope',
      scopes,
      '    scopes: { not-school: out }',
      'unknown scope not-school; did you mean not-schools?',
    ],
    [
      'an unknown field',
      'sets: { kind: commissioner }',
      'sets: { knd: commissioner }',
      'unknown field knd; did you mean kind?',
    ],
    [
      'a value that no signal sets',
      'first: [revoked,',
      'first: [revokd,',
      'unknown value revokd; did you mean revoked?',
    ],
    ['an unknown extractor', 'kind: { take: set,', 'kind: { take: guess,', 'expected one of "grade"'],
    ['an unknown key', threshold, '    treshold: 6\n', 'unknown key treshold; did you mean threshold?'],
    ['a phrase that cannot be read', ...vocabularyOf('"(rating of {grade}"'), 'expected ) in the phrase'],
    [
      'a vocabulary that uses itself',
      ...vocabularyOf('"very {odd}"'),
      'expected a vocabulary that does not use itself: odd',
    ],
    ['points that are none', scopes, '    scopes: { england: much }', 'expected number, or "out", found "much"'],
    [
      'a field unknown to a sentence',
      '{authority}: {number:ordinal} monitoring visit',
      '{authority}: visit {nr}',
      'unknown field nr',
    ],
  ])('%s', (_name, from, to, message) => {
    const { faults, line } = faultsOf(from, to)
    const mine = faults.filter((fault) => fault.includes(message))
    expect(mine).not.toEqual([])
    const lines = mine.map((fault) => Number(fault.split(':')[1]))
    expect(Math.min(...lines.map((found) => Math.abs(found - line)))).toBeLessThanOrEqual(2)
  })

  test('vocabularies that would grow beyond all bounds when written out', () => {
    const ten = (name: string) => Array.from({ length: 10 }, () => name).join(' ')
    const nested = [1, 2, 3, 4, 5].map((level) => `  big-${level}: ["${ten(`{big-${level - 1}}`)}"]\n`).join('')
    const read = loadRules(
      'rules.yaml',
      shipped.replace('\nvocabularies:\n', `\nvocabularies:\n  big-0: [${ten('word')}]\n${nested}`),
      shippedAuthorities(),
    )
    expect(read.ok ? [] : read.faults.map(({ message }) => message)).toEqual([
      'expected at most 100000 words with all vocabularies written out, found 1000000',
    ])
  })

  test('two faults are told at once', () => {
    const text = shipped.replace('kind: { take: set,', 'kind: { take: guess,').replace('severity: 90', 'severity: high')
    const read = loadRules('rules.yaml', text, shippedAuthorities())
    expect(read.ok ? [] : read.faults.map(({ message }) => message)).toEqual([
      expect.stringContaining('expected number, found "high"'),
      expect.stringContaining('found "guess"'),
    ])
  })
})

describe('an example that does not hold', () => {
  const checked = (from: string, to: string) => {
    expect(shipped).toContain(from)
    const text = shipped.replace(from, to)
    const line = text.split('\n').findIndex((found) => found.includes(to)) + 1
    return { faults: checkExamples(rulesOf(text)), line }
  }

  test('is a fault at its line: it should fire and stays silent', () => {
    const { faults, line } = checked(
      "rates Sandwell Council's children's services inadequate.\"",
      'visited Sandwell Council."',
    )
    expect(faults).toEqual([
      {
        file: 'rules.yaml',
        line,
        column: expect.any(Number),
        message: expect.stringContaining('expected this example to fire'),
      },
    ])
  })

  test('is a fault at its line: it should be silent and fires', () => {
    const { faults, line } = checked(
      'Ofsted made a monitoring visit to a Wirral school."',
      'Ofsted has published a letter from its monitoring visit to Wirral children\'s services."',
    )
    expect(faults).toEqual([
      {
        file: 'rules.yaml',
        line,
        column: expect.any(Number),
        message: expect.stringContaining('expected this example to stay silent; it fires for Wirral'),
      },
    ])
  })

  test('is a fault: another field than was stated', () => {
    const { faults } = checked('fields: { number: 3 }', 'fields: { number: 4 }')
    expect(faults.map(({ message }) => message)).toEqual(['expected {"number":4}, found Wirral {"number":3}'])
  })
})

describe('behind a fault that the schema finds', () => {
  const told = (...changes: [string, string][]) => {
    const text = changes.reduce((whole, [from, to]) => {
      expect(whole).toContain(from)
      return whole.replace(from, to)
    }, shipped)
    const read = loadRules('rules.yaml', text, shippedAuthorities())
    return read.ok ? [] : read.faults.map(({ message }) => message)
  }
  const scope: [string, string] = [scopes, '    scopes: { not-school: out }']
  const vocabulary = vocabularyOf('"{monitoring-visits}"')

  test.each<[string, [string, string], string]>([
    ['a wrong value', ['severity: 90', 'severity: high'], 'expected number, found "high"'],
    ['a number out of bounds', ['severity: 90', 'severity: 900'], 'expected number to be <=100, found 900'],
    ['a mistyped key', [threshold, '    treshold: 6\n'], 'unknown key treshold; did you mean threshold?'],
    ['a missing key', ['    title: Rating change\n', ''], 'expected the key title (string), which is missing'],
    ['a mistyped choice', ['kind: { take: set,', 'kind: { take: guess,'], 'found "guess"'],
  ])('%s: unknown scopes and vocabularies are told in the same go', (_, change, fault) => {
    const faults = told(change, scope, vocabulary)
    expect(faults).toEqual(
      expect.arrayContaining([
        expect.stringContaining(fault),
        'unknown scope not-school; did you mean not-schools?',
        'unknown vocabulary {monitoring-visits}; did you mean {monitoring-visit}?',
      ]),
    )
    expect(faults.length).toBeLessThanOrEqual(4)
  })

  test('nothing is told that only follows from it: a block that cannot be read knows no names', () => {
    expect(told(['\nscopes:\n', '\nscops:\n'])).toEqual(['unknown key scops; did you mean scopes?'])
    const uses = told(['title: Rating change', 'titel: Rating change'])
    expect(uses).toEqual(['unknown key titel; did you mean title?'])
  })

  test('what is near is suggested, and nothing else', () => {
    expect(told([scope[0], '    scopes: { xylophone: -1 }'])[0]).toMatch(
      /^unknown scope xylophone; expected one of childrens-services, /,
    )
  })
})
