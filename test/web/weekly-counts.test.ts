import { expect, test } from 'vitest'
import { weeklyCounts } from '../../src/web/weekly-counts.ts'

const now = new Date('2026-03-29T12:00:00Z')
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)

test('each instant counts in its week, the oldest week first', () => {
  expect(weeklyCounts([ago(0), ago(6.9), ago(7.1), ago(20), ago(27.9)], now, 4)).toEqual([1, 1, 1, 2])
})

test('what lies before the first week is left out; what a clock ahead wrote counts in the last', () => {
  expect(weeklyCounts([ago(29), ago(400), ago(-3)], now, 4)).toEqual([0, 0, 0, 1])
})
