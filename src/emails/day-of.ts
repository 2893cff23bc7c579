import { DateTime } from 'luxon'

/** A date as people say it, in the reader's zone. */
export const dayOf = (instant: string, zone: string): string =>
  DateTime.fromISO(instant, { zone }).setLocale('en-GB').toFormat('d LLLL yyyy')

/** The month of a day (`2024-01-15`) or an instant: "January 2024". */
export const monthOf = (day: string, zone: string): string =>
  DateTime.fromISO(day, { zone }).setLocale('en-GB').toFormat('LLLL yyyy')

/** The same, as short as a column of a table asks for: "Jan 2024". */
export const shortMonthOf = (day: string, zone: string): string =>
  DateTime.fromISO(day, { zone }).setLocale('en-GB').toFormat('LLL yyyy')
