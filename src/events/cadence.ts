import { DateTime } from 'luxon'
import type { Cadence } from './subscription.ts'
import { weekdays } from './times.ts'

/**
 * The first end of a window strictly after `after`: each day or week at the local time; null for immediate alerts.
 *
 * A local time that does not exist (the clocks go forward over it) falls as much later, but still on its date; one that exists twice
 * counts once, the first time. A local date that does not exist (a zone changed sides of the date line) has no window.
 * Throws a RangeError where the zone is not known, or `after` is no time.
 */
export function nextDue(cadence: Cadence, zone: string, after: Date): Date | null {
  if (cadence.kind === 'immediate') return null
  const [hour = 0, minute = 0] = cadence.at.split(':').map(Number)
  const start = DateTime.fromJSDate(after, { zone }).startOf('day').minus({ days: 1 })
  if (!start.isValid)
    throw new RangeError(`expected a time and a time zone that Node.js knows, got ${after.getTime()} in ${zone}`)
  for (let days = 0; ; days += 1) {
    // Noon exists on every date; the local time is set from there.
    const date = start.set({ hour: 12 }).plus({ days })
    if (cadence.kind === 'weekly' && date.weekday !== weekdays.indexOf(cadence.on) + 1) continue
    const due = onDate(date, firstOf(date.set({ hour, minute, second: 0, millisecond: 0 }))).toJSDate()
    if (due > after) return due
  }
}

/** Names the window that ends at `due`: `daily-2026-03-29-0700Z`. By the instant, since one date may see two windows end. */
export function windowName(cadence: Cadence, due: Date): string {
  return `${cadence.kind}-${DateTime.fromJSDate(due, { zone: 'utc' }).toFormat("yyyy-MM-dd-HHmm'Z'")}`
}

/** Of a local time that exists twice, the first. */
const firstOf = (time: DateTime): DateTime => time.getPossibleOffsets()[0] ?? time

/** Where the clocks go forward over midnight, as in Greenland, the last minute before they do. */
const onDate = (date: DateTime, time: DateTime): DateTime =>
  time.hasSame(date, 'day') ? time : date.endOf('day').startOf('minute')
