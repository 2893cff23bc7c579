import { describe, expect, test } from 'vitest'
import { judge } from '../../src/rules/judge.ts'
import { readDocument } from '../../src/rules/reading.ts'
import { smallRules } from './small-rules.ts'

/** The words for which a condition holds beside the word "verdict", or null. */
function holds(condition: string, text: string, title = '', signal = ''): string | null {
  const cues = `{ near: { says: near, ${condition} } }`
  const rules = smallRules({ cues, rule: 'cues: { near: 1 }', signal })
  const signs = judge(rules, readDocument(rules, { title, text }), 0)?.signs ?? []
  expect(signs.length).toBeGreaterThan(0)
  return signs.find(({ place }) => place !== 'headline')?.cues[0]?.words ?? null
}

describe('a condition', () => {
  test.each<[string, string, string | null]>([
    ['before: { any: [old] }', 'Leeds has an old and final verdict.', 'old'],
    ['before: { any: [old] }', 'Leeds has a verdict of old.', null],
    ['before: { any: [old], within: 1 }', 'Leeds has an old and final verdict.', null],
    ['before: { any: [old], within: 2 }', 'Leeds has an old and final verdict.', 'old'],
    ['before: { any: [old] }', 'Leeds is old, and has a verdict.', null],
    ['before: { any: [old], across: true }', 'Leeds is old, and has a verdict.', 'old'],
    ['after: { any: [old] }', 'Leeds has a verdict of old.', 'old'],
    ['after: { any: [old] }', 'Leeds has an old verdict.', null],
    ['after: { any: [old] }', 'Leeds has a verdict, old as it is.', null],
    ['after: { any: [old], across: true }', 'Leeds has a verdict, old as it is.', 'old'],
    ['clause: { any: [old] }', 'Leeds has an old verdict, and more.', 'old'],
    ['clause: { any: [old] }', 'Leeds is old, it has a verdict, and more.', null],
    ['clause: { any: [old] }', 'Leeds has a verdict although it is old.', null],
    ['clause: { any: [although] }', 'Leeds waits although it has a verdict.', 'although'],
    ['sentence: { any: [old] }', 'Leeds is old, it has a verdict, and more.', 'old'],
    ['sentence: { any: [old] }', 'Leeds is old. It has a verdict.', null],
    ['around: { any: [old] }', 'Leeds is old. It has a verdict.', 'old'],
    ['around: { any: [old] }', 'Leeds has a verdict. It is OLD.', 'OLD'],
    ['around: { any: [old] }', 'Leeds is old. It is big. It has a verdict.', null],
    ['document: { any: [old] }', 'Leeds is old. It is big. It has a verdict.', 'old'],
    ['document: { any: [old] }', 'Leeds has a verdict.', null],
    ['before: { any: [old] }, after: { any: [new] }', 'Leeds has a verdict that is new.', 'new'],
  ])('%s: %s', (condition, text, words) => {
    expect(holds(condition, text)).toBe(words)
  })

  test('inside holds among the words of the signal alone', () => {
    const rules = smallRules({
      cues: '{ near: { says: near, inside: { any: [old] } } }',
      rule: 'cues: { near: 1 }\n    context: [{ why: all, weight: 1, any: ["Leeds ... verdict"], cues: { near: 1 } }]',
    })
    const found = (text: string) => judge(rules, readDocument(rules, { title: '', text }), 0)?.context[0]?.points
    expect(found('Leeds has an old verdict.')).toBe(2)
    expect(found('Of old Leeds has a verdict.')).toBe(1)
  })

  test('headline holds in the headline alone', () => {
    const near = 'headline: { any: [old] }'
    expect(holds(near, 'Leeds has a verdict.', 'An old story is told again')).toBe('old')
    expect(holds(near, 'Old Leeds has a verdict.', 'A new story is told again')).toBeNull()
  })
})

describe('a signal with conditions', () => {
  const out = (text: string) => {
    const rules = smallRules({ signal: 'with: { sentence: { any: [new] }, document: { any: [letter] } }' })
    return judge(rules, readDocument(rules, { title: '', text }), 0)?.signs[0]?.out
  }

  test('counts where all of them hold, and says which does not', () => {
    expect(out('Leeds has a new verdict. There is a letter.')).toBeNull()
    expect(out('Leeds has a verdict. There is a letter.')).toBe('nothing of what is asked in its sentence: new')
    expect(out('Leeds has a new verdict.')).toBe('nothing of what is asked in the article: letter')
  })
})
