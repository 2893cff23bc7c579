import { DateTime } from 'luxon'

/** A date as people say it, in the reader's zone. */
export const dayOf = (instant: string, zone: string): string => said('day', instant, zone)

/** The month of a day (`2024-01-15`) or an instant: "January 2024". */
export const monthOf = (day: string, zone: string): string => said('month', day, zone)

/** The same, as short as a column of a table asks for: "Jan 2024". */
export const shortMonthOf = (day: string, zone: string): string => said('shortMonth', day, zone)

const styles = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  shortMonth: { month: 'short', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

const formats = { day: 'd LLLL yyyy', month: 'LLLL yyyy', shortMonth: 'LLL yyyy' } as const

/** Dear to make and cheap to use, and a page names hundreds of dates. As many as there are zones. */
const made = new Map<string, Intl.DateTimeFormat>()

function said(style: keyof typeof styles, text: string, zone: string): string {
  // A day is that day in every zone.
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text)
  const time = isDay || /T.*(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(time)) return DateTime.fromISO(text, { zone }).setLocale('en-GB').toFormat(formats[style])
  return formatter(style, isDay ? 'UTC' : zone).format(time)
}

function formatter(style: keyof typeof styles, timeZone: string): Intl.DateTimeFormat {
  const name = `${style} ${timeZone}`
  const known = made.get(name)
  if (known !== undefined) return known
  const one = new Intl.DateTimeFormat('en-GB', { ...styles[style], timeZone })
  made.set(name, one)
  return one
}
