import { DateTime } from 'luxon'

/** A date as people say it, in the reader's zone. */
export const dayOf = (instant: string, zone: string): string =>
  DateTime.fromISO(instant, { zone }).setLocale('en-GB').toFormat('d LLLL yyyy')
