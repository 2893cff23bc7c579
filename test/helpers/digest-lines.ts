import type { InboxMessage, TestInbox } from './inbox.ts'

/** An event as a digest tells of it. */
export type ToldEvent = { headline: string; rule: string; sources: string[] }

/** The events of a digest in its plain text form, as a reader sees them. */
export function eventsOf({ parsed }: Pick<InboxMessage, 'parsed'>): ToldEvent[] {
  const [, ...parts] = (parsed.text ?? '').trimEnd().split('\n\n')
  const end = parts.findIndex((part) => /^(-- |and \d+ more|Not checked:)/.test(part))
  const events = parts.slice(0, end === -1 ? undefined : end).filter((part) => !/\n-+$/.test(part))
  return events.map((part) => {
    const [headline = '', rule = '', ...rest] = part.split('\n')
    return { headline, rule, sources: rest.filter((line) => line.startsWith('- ')).map((line) => line.slice(2)) }
  })
}

/** The headlines of a digest, in the order of the alphabet. */
export const linesOf = (message: Pick<InboxMessage, 'parsed'>): string[] =>
  eventsOf(message)
    .map(({ headline }) => headline)
    .sort()

/** What each address was told, over all its mails; in the order of the alphabet. A mail under a Message-ID seen before counts once. */
export function toldOf({ messages }: Pick<TestInbox, 'messages'>): Record<string, string[]> {
  const told: Record<string, string[]> = {}
  const seen = new Set<string>()
  for (const message of messages) {
    const key = `${message.to} ${message.parsed.messageId}`
    if (seen.has(key)) continue
    seen.add(key)
    told[message.to] = [...(told[message.to] ?? []), ...linesOf(message)].sort()
  }
  return told
}

/** Mails that came again under the same Message-ID. */
export function foldedOf(inbox: Pick<TestInbox, 'countsById'>): number {
  return Object.values(inbox.countsById()).reduce((sum, count) => sum + count - 1, 0)
}
