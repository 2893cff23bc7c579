import { expect, test } from 'vitest'
import { createFormTokens } from '../../src/web/form-token.ts'

const now = new Date('2026-03-01T08:00:00Z')
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
const tokens = createFormTokens({ secret: 'a-secret-of-at-least-32-characters' })
const token = tokens.make('ann', now)

test('a form is good for the operator who was shown it, for twelve hours', () => {
  expect(tokens.isGood(token, 'ann', later(11.9))).toBe(true)
  expect(tokens.isGood(token, 'ann', later(12))).toBe(false)
  expect(tokens.isGood(token, 'bob', now)).toBe(false)
})

test('the time cannot be written longer, nor a token signed with another secret', () => {
  const [, signature] = token.split('.')
  expect(tokens.isGood(`${later(100).getTime()}.${signature}`, 'ann', now)).toBe(false)
  expect(createFormTokens({ secret: 'another-secret-of-32-characters-x' }).isGood(token, 'ann', now)).toBe(false)
})

test.each(['', '.', 'x', `${token}x`, token.slice(0, -1), `9${'9'.repeat(40)}.${'A'.repeat(43)}`, '1e3.AAAA'])(
  '%j is none',
  (text) => expect(tokens.isGood(text, 'ann', now)).toBe(false),
)
