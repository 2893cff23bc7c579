import { DateTime } from 'luxon'
import type { Cadence } from './subscription.ts'
import { weekdays } from './subscription.ts'

/**
 * The first end of a window strictly after `after`: each day or week at the local time; null for immediate alerts.
 *
 * A local time that does not exist (the clocks go forward over it) falls as much later; one that exists twice counts once, the first
 * time. A local date that does not exist (a zone changed sides of the date line) has no window.
 */
export function nextDue(cadence: Cadence, zone: string, after: Date): Date | null {
  if (cadence.kind === 'immediate') return null
  const [hour = 0, minute = 0] = cadence.at.split(':').map(Number)
  const start = DateTime.fromJSDate(after, { zone }).startOf('day').minus({ days: 1 })
  for (let days = 0; ; days += 1) {
    // Noon exists on every date; the local time is set from there.
    const date = start.set({ hour: 12 }).plus({ days })
    if (cadence.kind === 'weekly' && date.weekday !== weekdays.indexOf(cadence.on) + 1) continue
    const due = firstOf(date.set({ hour, minute, second: 0, millisecond: 0 })).toJSDate()
    if (due > after) return due
  }
}

/** Names the window that ends at `due`: `daily-2026-03-29`, `weekly-2026-03-30`. One for each local date. */
export function windowName(cadence: Cadence, zone: string, due: Date): string {
  return `${cadence.kind}-${DateTime.fromJSDate(due, { zone }).toISODate()}`
}

/** Of a local time that exists twice, the first. */
const firstOf = (time: DateTime): DateTime => time.getPossibleOffsets()[0] ?? time
