import { describe, expect, it } from 'vitest'
import { agree, compatibility, isKnown } from '../../src/events/compatible.ts'

describe('how well two findings fit one happening', () => {
  const joining = { same: ['kind'], alike: { kind: [['direction', 'commissioner']] } }

  it.each([
    ['all that both know agrees', { kind: 'direction', by: 'Ann Lee' }, { kind: 'direction', by: 'Ann Lee' }, 2],
    ['one of them does not know', { kind: null, by: 'Ann Lee' }, { kind: 'direction', by: 'Ann Lee' }, 1],
    ['one of them never had the field', { by: 'Ann Lee' }, { kind: 'direction' }, 0],
    ['they are alike', { kind: 'commissioner' }, { kind: 'direction' }, 0],
    ['a field differs that need not agree', { kind: 'direction', by: 'x' }, { kind: 'direction', by: 'y' }, 1],
    ['a field differs that must agree', { kind: 'revoked' }, { kind: 'direction' }, null],
  ])('where %s', (_, a, b, expected) => {
    expect(compatibility(a, b, joining)).toBe(expected)
    expect(compatibility(b, a, joining)).toBe(expected)
  })
})

describe('two values', () => {
  const leaders = { from: 'inadequate', to: 'good' }
  const care = { from: null, to: 'good' }

  it.each([
    ['the same moves in another order', { leaders, care }, { care, leaders }, true],
    ['a move from elsewhere', { leaders }, { leaders: { ...leaders, from: 'good' } }, false],
    ['a move to elsewhere', { leaders }, { leaders: { ...leaders, to: null } }, false],
    ['one area more', { leaders }, { leaders, care }, false],
    ['words in other capitals', 'Council leader', 'council leader', true],
    ['a number and its text', 7, '7', false],
  ])('%s', (_, one, other, expected) => {
    expect(agree('field', one, other)).toBe(expected)
    expect(agree('field', other, one)).toBe(expected)
  })
})

it.each([
  [null, false],
  [undefined, false],
  ['unknown', false],
  ['', false],
  [0, true],
  ['good', true],
])('%s is known: %s', (value, expected) => {
  expect(isKnown(value)).toBe(expected)
})
