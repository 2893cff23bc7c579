/** A message to somebody whose mail has begun to come back for now. */
export type Mailing = {
  deliveryId: string
  /** When it was frozen: their order. */
  frozen: Date
  /** When the server took it; null if that is not known. */
  sent: Date | null
  /** When the reader's own server took it, as a mail provider tells; null if nobody told. */
  delivered: Date | null
  /** When it came back; null if it has not. */
  bounced: Date | null
}

/** Those that came back in a row, with none between that arrived. */
export type SoftRun = { count: number; first: Date | null; last: Date | null }

/** How long is waited, and when that is enough; settings.yaml has the numbers. Lengths are in milliseconds. */
export type Patience = { first_wait: number; longest_wait: number; most_in_a_row: number; over: number }

const dayMs = 86_400_000

/** After this long, what has not come back has arrived: servers try for four or five days before they give up (RFC 5321, 4.5.4.1). */
const settledMs = 6 * dayMs

/** The same once the reader's own server has it: one that cannot put it into the mailbox after all says so within hours. */
const keptMs = dayMs

/** The row of bounces that still stands. What was frozen before they confirmed last says nothing of them now. */
export function softRun(mailings: readonly Mailing[], confirmed: Date | null, now: Date): SoftRun {
  const isOver = (since: Date | null, ms: number) => since !== null && now.getTime() - since.getTime() > ms
  const arrived = mailings.filter(
    ({ sent, delivered, bounced }) => bounced === null && (isOver(sent, settledMs) || isOver(delivered, keptMs)),
  )
  const since = Math.max(confirmed?.getTime() ?? 0, ...arrived.map(({ frozen }) => frozen.getTime()))
  const times = mailings.flatMap(({ frozen, bounced }) =>
    bounced !== null && frozen.getTime() > since ? [bounced.getTime()] : [],
  )
  if (times.length === 0) return { count: 0, first: null, last: null }
  return { count: times.length, first: new Date(Math.min(...times)), last: new Date(Math.max(...times)) }
}

/** Whether they have lasted: so many in a row, and over so long. */
export function hasLasted({ count, first, last }: SoftRun, { most_in_a_row, over }: Patience): boolean {
  if (first === null || last === null) return false
  return count >= most_in_a_row && last.getTime() - first.getTime() >= over
}

/** Until when nothing more is sent to them; each bounce in the row doubles the wait. Null where there is none. */
export function heldUntil({ count, last }: SoftRun, { first_wait, longest_wait }: Patience): Date | null {
  if (last === null) return null
  return new Date(last.getTime() + Math.min(longest_wait, first_wait * 2 ** (count - 1)))
}
