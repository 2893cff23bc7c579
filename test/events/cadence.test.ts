import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextDue, windowName } from '../../src/events/cadence.ts'
import type { Cadence } from '../../src/events/subscription.ts'
import { weekdays } from '../../src/events/times.ts'

const daily = (at: string): Cadence => ({ kind: 'daily', at })
const due = (cadence: Cadence, zone: string, after: string) => nextDue(cadence, zone, new Date(after))?.toISOString()

describe('the end of a window', () => {
  it('is none for immediate alerts', () => {
    expect(nextDue({ kind: 'immediate' }, 'Europe/London', new Date())).toBeNull()
  })

  it.each([
    ['winter', '2026-01-10T00:00:00Z', '2026-01-10T08:00:00.000Z'],
    ['summer', '2026-07-10T00:00:00Z', '2026-07-10T07:00:00.000Z'],
    ['the day before the clocks go forward', '2026-03-28T12:00:00Z', '2026-03-29T07:00:00.000Z'],
    ['the day before they go back', '2026-10-24T12:00:00Z', '2026-10-25T08:00:00.000Z'],
    ['exactly at the end of the window before', '2026-01-10T08:00:00Z', '2026-01-11T08:00:00.000Z'],
  ])('is at the local time in %s', (_, after, expected) => {
    expect(due(daily('08:00'), 'Europe/London', after)).toBe(expected)
  })

  it.each([
    ['an hour later', 'Europe/London', '01:30', '2026-03-28T12:00:00Z', '2026-03-29T01:30:00.000Z'],
    [
      'half an hour later where the clocks move by that',
      'Australia/Lord_Howe',
      '02:15',
      '2026-10-03T00:00:00Z',
      '2026-10-03T15:45:00.000Z',
    ],
    // Greenland's clocks go from 23:00 to midnight: there is no 23:30 on that date.
    [
      'before the gap where that would be the next date',
      'America/Nuuk',
      '23:30',
      '2024-03-30T12:00:00Z',
      '2024-03-31T00:59:00.000Z',
    ],
  ])('falls %s where the local time does not exist', (_, zone, at, after, expected) => {
    expect(due(daily(at), zone, after)).toBe(expected)
  })

  it.each([
    ['Europe/London', '01:30', '2026-10-24T12:00:00Z', '2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z'],
    ['America/New_York', '01:30', '2026-10-31T12:00:00Z', '2026-11-01T05:30:00.000Z', '2026-11-02T06:30:00.000Z'],
    ['Australia/Lord_Howe', '01:45', '2026-04-04T00:00:00Z', '2026-04-04T14:45:00.000Z', '2026-04-05T15:15:00.000Z'],
  ])('comes once, the first time, where the local time exists twice: %s', (zone, at, after, first, next) => {
    expect(due(daily(at), zone, after)).toBe(first)
    expect(due(daily(at), zone, first)).toBe(next)
  })

  it('is on the chosen day of the week', () => {
    const weekly: Cadence = { kind: 'weekly', at: '09:30', on: 'monday' }
    expect(due(weekly, 'Europe/London', '2026-03-25T00:00:00Z')).toBe('2026-03-30T08:30:00.000Z')
    expect(due(weekly, 'Europe/London', '2026-03-30T08:30:00Z')).toBe('2026-04-06T08:30:00.000Z')
  })

  it('is on the local date, where that is another one than in UTC', () => {
    const weekly: Cadence = { kind: 'weekly', at: '08:00', on: 'monday' }
    expect(due(weekly, 'Asia/Kathmandu', '2026-03-25T00:00:00Z')).toBe('2026-03-30T02:15:00.000Z')
    expect(due(weekly, 'Pacific/Auckland', '2026-03-25T00:00:00Z')).toBe('2026-03-29T19:00:00.000Z')
  })

  it('skips a date that a zone skipped', () => {
    // Samoa went from 29 to 31 December 2011.
    expect(due(daily('08:00'), 'Pacific/Apia', '2011-12-29T18:30:00Z')).toBe('2011-12-30T18:00:00.000Z')
    expect(due(daily('08:00'), 'Pacific/Apia', '2011-12-30T18:00:00Z')).toBe('2011-12-31T18:00:00.000Z')
  })

  it('is refused rather than sought for ever in a zone that nobody knows', () => {
    expect(() => due(daily('08:00'), 'Europe/Sandwell', '2026-01-01T00:00:00Z')).toThrow('Europe/Sandwell')
    expect(() => due(daily('08:00'), 'Europe/London', 'never')).toThrow(RangeError)
  })
})

describe('windows, one after the other', () => {
  const zones = [
    'Europe/London',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'America/Santiago',
    'Africa/Cairo',
    'America/Nuuk',
    'Pacific/Apia',
    'Pacific/Chatham',
  ]
  const times = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
  const starts = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })

  /** Local dates as Intl gives them, so that two libraries must agree. */
  function datesOf(cadence: Cadence, zone: string, start: Date, count: number) {
    const local = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' })
    const dates: string[] = []
    const names = new Set<string>()
    let at = start
    for (let windows = 0; windows < count; windows += 1) {
      const next = nextDue(cadence, zone, at)
      if (next === null) throw new Error('expected a window')
      expect(next.getTime()).toBeGreaterThan(at.getTime())
      dates.push(local.format(next))
      names.add(windowName(cadence, next))
      at = next
    }
    expect(names.size).toBe(count)
    return { dates, first: Date.parse(dates[0] ?? '') }
  }
  const dateAfter = (first: number, days: number) => new Date(first + days * 86_400_000).toISOString().slice(0, 10)

  it('end once on each local date, in order, in every zone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), times, starts, (zone, at, start) => {
        const { dates, first } = datesOf(daily(at), zone, start, 12)
        expect(dates).toEqual(dates.map((_, index) => dateAfter(first, index)))
      }),
      { numRuns: 150 },
    )
  })

  it('end once a week on the chosen day', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), times, fc.constantFrom(...weekdays), starts, (zone, at, on, start) => {
        const { dates, first } = datesOf({ kind: 'weekly', at, on }, zone, start, 4)
        expect(dates).toEqual(dates.map((_, index) => dateAfter(first, 7 * index)))
        expect(new Date(first).getUTCDay()).toBe((weekdays.indexOf(on) + 1) % 7)
      }),
      { numRuns: 60 },
    )
  })

  it('pass the night of every clock change of London', () => {
    for (const night of ['2026-03-28', '2026-10-24', '2027-03-27', '2027-10-30']) {
      for (const at of ['00:00', '00:59', '01:00', '01:30', '01:59', '02:00', '23:59']) {
        const { dates, first } = datesOf(daily(at), 'Europe/London', new Date(`${night}T12:00:00Z`), 3)
        expect(dates).toEqual(dates.map((_, index) => dateAfter(first, index)))
      }
    }
  })
})

it('a window is named by the instant at which it ends', () => {
  expect(windowName(daily('08:00'), new Date('2026-03-29T07:00:00Z'))).toBe('daily-2026-03-29-0700Z')
})
