import { DateTime } from 'luxon'
import type { Days } from '../ratings/report.ts'

/** `2026-08-03` as people write it: "3 August 2026". */
export const dayInWords = (day: string): string => format(day, 'd LLLL yyyy')

/** "8 to 19 June 2026", "30 September 2024 to 16 January 2025". */
export function daysInWords({ from, to }: Days): string {
  if (from === to) return dayInWords(to)
  const shared =
    from.slice(0, 7) === to.slice(0, 7) ? 'd' : from.slice(0, 4) === to.slice(0, 4) ? 'd LLLL' : 'd LLLL yyyy'
  return `${format(from, shared)} to ${dayInWords(to)}`
}

const format = (day: string, pattern: string) =>
  DateTime.fromISO(day, { zone: 'utc' }).setLocale('en-GB').toFormat(pattern)
