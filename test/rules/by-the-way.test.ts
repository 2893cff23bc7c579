import { expect, test } from 'vitest'
import { isSaidOfPronoun } from '../../src/rules/by-the-way.ts'
import { castIn } from './cast-in.ts'

test('an office that "he" held brings nobody new in', () => {
  const isOfPronoun = (text: string, name: string | null = null) => {
    const { cast, hit } = castIn(text)
    return isSaidOfPronoun(cast, { ...hit, name, role: 'lead member' })
  }
  expect(isOfPronoun('But he was the *lead member*.')).toBe(true)
  expect(isOfPronoun('But it was the *lead member*.')).toBe(false)
  expect(isOfPronoun('They told the *lead member*.')).toBe(false)
})
