import type { DigestMail } from './digest.ts'
import { eventLine, type EventLine } from './event-line.ts'

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
export const digestLines = ({ digest, rules, links }: Asked, detail: (typeof details)[number]): DigestLine[] =>
  digest.events.map((event) => ({
    ...eventLine(event, { rule: rules.get(event.event.rule), timeZone: digest.timeZone, detail }),
    feedback: detail === 'barest' ? null : (links?.feedback?.(event.event.id) ?? null),
  }))
