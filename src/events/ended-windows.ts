import { nextDue, windowName } from './cadence.ts'
import { gathered, type LogEntry } from './log-entry.ts'
import type { Subscription } from './subscription.ts'

/** How far each subscription of a subscriber has been told, and when its open window ends. */
export type Windows = {
  /** Subscription id -> the seq of the event log up to which its windows are closed. */
  cursors: Map<string, number>
  /** Subscription id -> end of its open window; immediate subscriptions have none. */
  due: Map<string, Date>
}

/** What a subscription asks for in the window that has ended: the log after `from`, up to `to`. */
export type Ended = { subscription: Subscription; from: number; to: number; nextDue: Date | null }

/** Windows of one subscriber that have ended and become one digest. */
export type EndedWindows = {
  /** Unique for the subscriber, and the same whoever works it out. */
  window: string
  cadence: 'immediate' | 'daily' | 'weekly'
  /** In which dates are written: that of the first subscription. */
  timeZone: string
  ended: Ended[]
}

/**
 * Which windows have ended by now; null if none has. Immediate ones come first, in a digest of their own. Daily and weekly ones
 * that ended share a digest. After an outage the missed windows are one window, named after the latest: what was missed comes
 * once, not once a day.
 */
export function endedWindows(asked: {
  subscriptions: Subscription[]
  windows: Windows
  log: LogEntry[]
  gatherMs: number
  now: Date
}): EndedWindows | null {
  return endedImmediate(asked) ?? endedScheduled(asked)
}

function endedImmediate({
  subscriptions,
  windows,
  log,
  gatherMs,
  now,
}: Parameters<typeof endedWindows>[0]): EndedWindows | null {
  const to = gathered(log, gatherMs, now).at(-1)?.seq ?? 0
  const ended = subscriptions.flatMap((subscription): Ended[] => {
    const from = windows.cursors.get(subscription.id)
    if (subscription.cadence.kind !== 'immediate' || from === undefined || from >= to) return []
    return [{ subscription, from, to, nextDue: null }]
  })
  const timeZone = ended[0]?.subscription.timeZone
  return timeZone === undefined ? null : { window: `immediate-${to}`, cadence: 'immediate', timeZone, ended }
}

function endedScheduled({ subscriptions, windows, log, now }: Parameters<typeof endedWindows>[0]): EndedWindows | null {
  const names = new Set<string>()
  let cadence: EndedWindows['cadence'] = 'weekly'
  const ended = subscriptions.flatMap((subscription): Ended[] => {
    const from = windows.cursors.get(subscription.id)
    const due = windows.due.get(subscription.id)
    if (from === undefined || due === undefined || due > now) return []
    const next = nextDue(subscription.cadence, subscription.timeZone, now)
    names.add(windowName(subscription.cadence, latestDue(subscription, due, now)))
    if (subscription.cadence.kind === 'daily') cadence = 'daily'
    return [{ subscription, from, to: Math.max(from, log.at(-1)?.seq ?? 0), nextDue: next }]
  })
  const timeZone = ended[0]?.subscription.timeZone
  return timeZone === undefined ? null : { window: [...names].sort().join('+'), cadence, timeZone, ended }
}

/**
 * Open windows that end later than they can: they were opened while the clock was ahead. Nothing of them has ended; their end is set right.
 */
export function misplacedWindows(subscriptions: Subscription[], windows: Windows, now: Date): Ended[] {
  return subscriptions.flatMap((subscription): Ended[] => {
    const from = windows.cursors.get(subscription.id)
    const due = windows.due.get(subscription.id)
    const next = nextDue(subscription.cadence, subscription.timeZone, now)
    if (from === undefined || due === undefined || next === null || due <= next) return []
    return [{ subscription, from, to: from, nextDue: next }]
  })
}

/** The last end of a window of this subscription up to now; `due` is the first. */
function latestDue({ cadence, timeZone }: Subscription, due: Date, now: Date): Date {
  let latest = due
  for (;;) {
    const next = nextDue(cadence, timeZone, latest)
    if (next === null || next > now || next <= latest) return latest
    latest = next
  }
}

/** Where the windows stand once `ended` is closed: the next time to look, and how far all immediate subscriptions have come. */
export function boundsAfter(
  subscriptions: Subscription[],
  windows: Windows,
  ended: Ended[],
): { firstDue: Date | null; immediateUpTo: number | null } {
  const closed = new Map(ended.map((window) => [window.subscription.id, window]))
  let firstDue: Date | null = null
  let immediateUpTo: number | null = null
  for (const { id, cadence } of subscriptions) {
    const cursor = closed.get(id)?.to ?? windows.cursors.get(id) ?? 0
    if (cadence.kind === 'immediate') immediateUpTo = Math.min(immediateUpTo ?? cursor, cursor)
    const due = closed.get(id)?.nextDue ?? windows.due.get(id) ?? null
    if (due !== null && (firstDue === null || due < firstDue)) firstDue = due
  }
  return { firstDue, immediateUpTo }
}
