import type { RuleFacts } from '../rules/rule.ts'
import { asksFor } from './asks-for.ts'
import type { DigestEvent } from './digest.ts'
import type { Ended } from './ended-windows.ts'
import type { Event } from './event.ts'
import type { LogEntry } from './log-entry.ts'

type Asked = {
  /** The event log since the earliest of the windows began. */
  log: LogEntry[]
  /** The events it names. */
  events: Map<string, Event>
  /** Event id -> the revision that this subscriber was last told. */
  told: Map<string, number>
  ended: Ended[]
  regionOf: (authority: string) => string | null
  rules: ReadonlyMap<string, RuleFacts>
  /** More events than this are left for another digest. */
  most: number
}

type Chosen = {
  /** Grouped by authority, the authority with the most severe event first; within it the most severe first, then the newest. */
  chosen: DigestEvent[]
  /** How many are left. */
  more: number
  /** What counts as told once the digest is frozen: what it shows. */
  telling: { eventId: string; revision: number }[]
}

/** What the windows that ended hold for one subscriber: each event once, however many subscriptions or log entries bring it. */
export function chooseEvents({ log, events, told, ended, regionOf, rules, most }: Asked): Chosen {
  const wanted = new Map<string, Event>()
  for (const { seq, eventId, revision } of log) {
    const event = events.get(eventId)
    if (event === undefined || revision <= (told.get(eventId) ?? 0)) continue
    const isAsked = ended.some(
      ({ subscription, from, to }) => seq > from && seq <= to && asksFor(subscription, event, regionOf),
    )
    if (isAsked) wanted.set(eventId, event)
  }
  const severityOf = ({ rule }: Event) => rules.get(rule)?.severity ?? 0
  const sorted = grouped([...wanted.values()], severityOf)
  const shown = sorted.slice(0, most)
  return {
    chosen: shown.map((event) => ({ event, known: told.get(event.id) ?? null })),
    more: sorted.length - shown.length,
    telling: shown.map(({ id, revision }) => ({ eventId: id, revision })),
  }
}

function grouped(events: Event[], severityOf: (event: Event) => number): Event[] {
  const worst = new Map<string, number>()
  for (const event of events) worst.set(event.authority, Math.max(worst.get(event.authority) ?? 0, severityOf(event)))
  return events.toSorted(
    (a, b) =>
      (worst.get(b.authority) ?? 0) - (worst.get(a.authority) ?? 0) ||
      a.authority.localeCompare(b.authority, 'en') ||
      severityOf(b) - severityOf(a) ||
      b.date.localeCompare(a.date) ||
      a.id.localeCompare(b.id),
  )
}
