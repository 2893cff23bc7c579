import { expect, it } from 'vitest'
import { isOld } from '../../src/events/age.ts'

const now = new Date('2026-03-10T00:00:00Z')
const dayMs = 86_400_000
const asked = { now, reachMs: 3 * dayMs, firstPoll: true }
const on = (published: string | null, updated: string | null = null) => ({ published, updated })

it.each([
  ['younger than the reach', on('2026-03-08T00:00:00Z'), asked, false],
  ['older than the reach', on('2026-03-06T00:00:00Z'), asked, true],
  ['old but revised lately', on('2020-01-01T00:00:00Z', '2026-03-09T00:00:00Z'), asked, false],
  ['dated in the future', on('2027-01-01T00:00:00Z'), asked, false],
  ['of any age without a limit', on('1999-01-01T00:00:00Z'), { ...asked, reachMs: null }, false],
  ['without a date on a first poll', on(null), asked, true],
  ['without a date on a later poll', on(null), { ...asked, firstPoll: false }, false],
])('an item %s', (_, item, how, expected) => {
  expect(isOld(item, how)).toBe(expected)
})
