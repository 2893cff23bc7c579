import type { DigestMail } from './digest.ts'
import { eventLine, type Detail, type EventLine } from './event-line.ts'

/** How much is said of each event, the most first. */
export const details = ['full', 'short', 'shortest', 'barest'] as const

/** One event of a digest; both forms of the mail are written from it. */
export type DigestLine = EventLine & {
  /** Where its reader says that it is wrong; null where nobody asks, or there is room for headlines alone. */
  feedback: string | null
}

type Asked = {
  digest: Pick<DigestMail['digest'], 'events' | 'timeZone'>
  rules: DigestMail['rules']
  /** Absent: nobody is asked. */
  links?: Pick<DigestMail['links'], 'feedback'>
}

/** The events of a digest, in its order. */
export const digestLines = ({ digest, rules, links }: Asked, detail: Detail): DigestLine[] =>
  digest.events.map((event) => ({
    ...eventLine(event, { rule: rules.get(event.event.rule), timeZone: digest.timeZone, detail }),
    feedback: detail === 'barest' ? null : (links?.feedback?.(event.event.id) ?? null),
  }))

/** The same under their authorities, each of which stands where its first event stands. */
export function byAuthority<T extends Pick<EventLine, 'authority'>>(lines: readonly T[]): [string, T[]][] {
  const groups = new Map<string, T[]>()
  for (const line of lines) groups.set(line.authority, [...(groups.get(line.authority) ?? []), line])
  return [...groups]
}
