import { expect, test } from 'vitest'
import { pointInTime } from '../../src/cli/arguments.ts'
import { timeSpan } from '../../src/cli/time-span.ts'

const now = new Date('2026-07-10T12:00:00Z')
const span = (since: string, until?: string) => timeSpan({ since, until, timeZone: 'Europe/London', now })
const between = (from: string, to: string) => ({ ok: true, span: { from: new Date(from), to: new Date(to) } })

test('days begin at midnight where the operator is, and the last one is taken whole', () => {
  expect(span('2026-07-01', '2026-07-02')).toEqual(between('2026-06-30T23:00:00Z', '2026-07-02T22:59:59.999Z'))
})

test('an instant with its zone is taken as it is, and a length of time is that long ago', () => {
  expect(span('2026-07-01T09:00:00Z', '12h')).toEqual(between('2026-07-01T09:00:00Z', '2026-07-10T00:00:00Z'))
})

test('without an end it goes until now', () => {
  expect(span('1d')).toEqual(between('2026-07-09T12:00:00Z', '2026-07-10T12:00:00Z'))
})

test('a beginning that is not past, or after the end, is a fault', () => {
  expect(span('2026-07-11')).toEqual({ ok: false, fault: '--since: expected a time that is past, found 2026-07-11' })
  expect(span('2026-07-05', '2026-07-01')).toEqual({
    ok: false,
    fault: 'expected --since before --until, found 2026-07-05 and 2026-07-01',
  })
})

test.each(['yesterday', '2026', '2026-02-30', '2026-13-01', '01/03/2026', '7 days', '2026-03-01T25:00'])(
  '%s is no point in time',
  (text) => expect(() => pointInTime(text)).toThrow(/^Expected a date such as 2026-03-01, or a length of time/),
)

test.each(['2026-02-28', '2026-03-01T09:00', '2026-03-01T09:00:00Z', '30d', '12h'])('%s is one', (text) =>
  expect(pointInTime(text)).toBe(text),
)
