import { expect, test } from 'vitest'
import { isOneSlip } from '../../src/ratings/near-word.ts'

test.each(['progress', 'progess', 'proggress', 'pregress', 'porgress', 'progres', 'rogress', 'progresss'])(
  '%s is progress, or one slip from it',
  (printed) => expect(isOneSlip(printed, 'progress')).toBe(true),
)

test.each(['', 'progre', 'pogess', 'regress', 'rpogrses', 'progressing'])('%s is not', (printed) =>
  expect(isOneSlip(printed, 'progress')).toBe(false),
)
