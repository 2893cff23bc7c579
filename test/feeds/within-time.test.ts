import { expect, test } from 'vitest'
import { TooLongError, withinTime } from '../../src/feeds/within-time.ts'

test('work that ends gives what it gives', () => {
  expect(withinTime(5000, () => [1, 2])).toEqual([1, 2])
})

test('work that never ends is ended, also where it catches everything', () => {
  const work = () => {
    for (;;) {
      try {
        for (;;);
      } catch {
        continue
      }
    }
  }
  expect(() => withinTime(20, work)).toThrow(TooLongError)
})

test('work that fails fails with its own error', () => {
  const error = new Error('no')
  expect(() =>
    withinTime(5000, () => {
      throw error
    }),
  ).toThrow(error)
})
