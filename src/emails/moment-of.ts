import { DateTime } from 'luxon'

/** A date and time as people say it, in the reader's zone: "25 November 2026 at 18:50". */
export const momentOf = (instant: string, zone: string): string =>
  DateTime.fromISO(instant, { zone }).setLocale('en-GB').toFormat("d LLLL yyyy 'at' HH:mm")
