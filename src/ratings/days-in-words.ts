import type { Days } from './report.ts'

/** `2026-08-03` as people write it: "3 August 2026". */
export const dayInWords = (day: string): string => written(day, { day: 'numeric', month: 'long', year: 'numeric' })

/** The month of a day, as short as a column of a table asks for: "Aug 2026". */
export const monthInWords = (day: string): string => written(day, { month: 'short', year: 'numeric' })

/** "8 to 19 June 2026", "30 September 2024 to 16 January 2025". */
export function daysInWords({ from, to }: Days): string {
  if (from === to) return dayInWords(to)
  if (from.slice(0, 4) !== to.slice(0, 4)) return `${dayInWords(from)} to ${dayInWords(to)}`
  const isOneMonth = from.slice(0, 7) === to.slice(0, 7)
  return `${written(from, isOneMonth ? { day: 'numeric' } : { day: 'numeric', month: 'long' })} to ${dayInWords(to)}`
}

const written = (day: string, parts: Intl.DateTimeFormatOptions) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', { ...parts, timeZone: 'UTC' })
