import type { Digest } from '../events/digest.ts'
import type { RuleFacts } from '../rules/rule.ts'
import { eventLine, type Detail, type EventLine } from './event-line.ts'

/** How much is said of each event, the most first. */
export const details = ['full', 'short', 'shortest', 'barest'] as const

type Asked = { digest: Pick<Digest, 'events' | 'timeZone'>; rules: ReadonlyMap<string, RuleFacts> }

/** The events of a digest, in its order. */
export const digestLines = ({ digest, rules }: Asked, detail: Detail): EventLine[] =>
  digest.events.map((event) =>
    eventLine(event, { rule: rules.get(event.event.rule), timeZone: digest.timeZone, detail }),
  )

/** The same under their authorities, each of which stands where its first event stands. */
export function byAuthority<T extends Pick<EventLine, 'authority'>>(lines: readonly T[]): [string, T[]][] {
  const groups = new Map<string, T[]>()
  for (const line of lines) groups.set(line.authority, [...(groups.get(line.authority) ?? []), line])
  return [...groups]
}
