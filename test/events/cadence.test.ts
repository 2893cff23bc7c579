import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextDue, windowName } from '../../src/events/cadence.ts'
import type { Cadence } from '../../src/events/subscription.ts'

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

  it('falls an hour later where the local time does not exist', () => {
    expect(due(daily('01:30'), 'Europe/London', '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:30:00.000Z')
  })

  it('comes once, the first time, where the local time exists twice', () => {
    expect(due(daily('01:30'), 'Europe/London', '2026-10-24T12:00:00Z')).toBe('2026-10-25T00:30:00.000Z')
    expect(due(daily('01:30'), 'Europe/London', '2026-10-25T00:30:00Z')).toBe('2026-10-26T01:30:00.000Z')
  })

  it('is on the chosen day of the week', () => {
    const weekly: Cadence = { kind: 'weekly', at: '09:30', on: 'monday' }
    expect(due(weekly, 'Europe/London', '2026-03-25T00:00:00Z')).toBe('2026-03-30T08:30:00.000Z')
    expect(windowName(weekly, 'Europe/London', new Date('2026-03-30T08:30:00Z'))).toBe('weekly-2026-03-30')
  })

  it('skips a date that a zone skipped', () => {
    // Samoa went from 29 to 31 December 2011.
    expect(due(daily('08:00'), 'Pacific/Apia', '2011-12-29T18:30:00Z')).toBe('2011-12-30T18:00:00.000Z')
  })

  it('comes once for each local date, in order, in every zone', () => {
    const zones = [
      'Europe/London',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'America/Santiago',
      'Africa/Cairo',
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        (zone, hour, minute, start) => {
          const cadence = daily(`${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
          let at = start
          const names: string[] = []
          for (let days = 0; days < 20; days += 1) {
            const next = nextDue(cadence, zone, at)
            if (next === null) throw new Error('expected a window')
            expect(next.getTime()).toBeGreaterThan(at.getTime())
            names.push(windowName(cadence, zone, next))
            at = next
          }
          const first = Date.parse((names[0] ?? '').slice(6))
          expect(names).toEqual(
            names.map((_, days) => `daily-${new Date(first + days * 86_400_000).toISOString().slice(0, 10)}`),
          )
        },
      ),
      { numRuns: 200 },
    )
  })
})
