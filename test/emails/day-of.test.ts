import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { dayOf, monthOf, shortMonthOf } from '../../src/emails/day-of.ts'

test.each(['Europe/London', 'America/New_York', 'Pacific/Auckland', 'UTC', 'Asia/Kathmandu'])(
  'says days and months as luxon does in %s, of every hour of a year and of days without one',
  (zone) => {
    const start = Date.UTC(2024, 0, 1)
    for (let hour = 0; hour < 366 * 24; hour += 1) {
      const instant = new Date(start + hour * 3_600_000).toISOString()
      for (const text of hour % 24 === 0 ? [instant, instant.slice(0, 10)] : [instant]) {
        const there = DateTime.fromISO(text, { zone }).setLocale('en-GB')
        expect(dayOf(text, zone)).toBe(there.toFormat('d LLLL yyyy'))
        if (hour % 24 !== 0) continue
        expect(monthOf(text, zone)).toBe(there.toFormat('LLLL yyyy'))
        expect(shortMonthOf(text, zone)).toBe(there.toFormat('LLL yyyy'))
      }
    }
  },
)

test.each([
  ['2026-03-29T00:30:00Z', 'Europe/London', '29 March 2026'],
  ['2026-03-29T23:30:00+00:00', 'Europe/London', '30 March 2026'],
  ['2026-03-29', 'America/New_York', '29 March 2026'],
  ['2026-03-29T23:30', 'Europe/London', '29 March 2026'],
])('%s in %s is %s', (text, zone, said) => expect(dayOf(text, zone)).toBe(said))
