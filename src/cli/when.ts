import { DateTime } from 'luxon'

/** An instant as an operator reads it, in this zone: `2026-11-24 08:00`. A dash where there is none. */
export function when(instant: Date | string | null, timeZone: string): string {
  if (instant === null) return '-'
  const at = typeof instant === 'string' ? DateTime.fromISO(instant) : DateTime.fromJSDate(instant)
  return at.setZone(timeZone).toFormat('yyyy-MM-dd HH:mm')
}
