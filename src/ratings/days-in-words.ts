import type { Days } from './report.ts'

/** `2026-08-03` as people write it: "3 August 2026". */
export const dayInWords = (day: string): string => written(day, dayMonthYear)

/** The month of a day, as short as a column of a table asks for: "Aug 2026". */
export const monthInWords = (day: string): string => written(day, shortMonthYear)

/** "8 to 19 June 2026", "30 September 2024 to 16 January 2025". */
export function daysInWords({ from, to }: Days): string {
  if (from === to) return dayInWords(to)
  if (from.slice(0, 4) !== to.slice(0, 4)) return `${dayInWords(from)} to ${dayInWords(to)}`
  const isOneMonth = from.slice(0, 7) === to.slice(0, 7)
  return `${written(from, isOneMonth ? dayOnly : dayMonth)} to ${dayInWords(to)}`
}

/** Made once: making one takes longer than a hundred dates that it writes. */
const format = (parts: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: 'UTC' })
const dayMonthYear = format({ day: 'numeric', month: 'long', year: 'numeric' })
const shortMonthYear = format({ month: 'short', year: 'numeric' })
const dayMonth = format({ day: 'numeric', month: 'long' })
const dayOnly = format({ day: 'numeric' })

const written = (day: string, as: Intl.DateTimeFormat) => as.format(new Date(`${day}T00:00:00Z`))
