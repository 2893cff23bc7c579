import { DateTime } from 'luxon'
import { lengthOfTime } from '../config/length-of-time.ts'

export type Span = { from: Date; to: Date }

type Asked = {
  /** A day, an instant or a length of time ago, as `pointInTime` takes them. */
  since: string
  until?: string | undefined
  timeZone: string
  now: Date
}

/** What two options mean: days begin at midnight in this zone, and the last one is in the span as a whole. A fault where nothing lies between the two. */
export function timeSpan({
  since,
  until,
  timeZone,
  now,
}: Asked): { ok: true; span: Span } | { ok: false; fault: string } {
  const from = instantOf(since, timeZone, now)
  const to = until === undefined ? now : instantOf(until, timeZone, now, true)
  if (from > now) return { ok: false, fault: `--since: expected a time that is past, found ${since}` }
  if (from > to) return { ok: false, fault: `expected --since before --until, found ${since} and ${until}` }
  return { ok: true, span: { from, to } }
}

function instantOf(text: string, timeZone: string, now: Date, isEnd = false): Date {
  const length = lengthOfTime(text)
  if (length !== null) return new Date(now.getTime() - length)
  const at = DateTime.fromISO(text, { zone: timeZone })
  return (isEnd && !text.includes('T') ? at.endOf('day') : at).toJSDate()
}
