/** One line of the event log: from `seq` on, subscribers may be told of this revision of the event. */
export type LogEntry = { seq: number; at: Date; eventId: string; revision: number }

/**
 * The part of the log that has waited long enough for sources to gather: everything before the first entry that has not.
 * Entries from the future (the clock was set back) count as having waited, so that nothing is held up by them.
 */
export function gathered(log: LogEntry[], gatherMs: number, now: Date): LogEntry[] {
  const isYoung = ({ at }: LogEntry) => at.getTime() > now.getTime() - gatherMs && at.getTime() <= now.getTime()
  const first = log.findIndex(isYoung)
  return first === -1 ? log : log.slice(0, first)
}
