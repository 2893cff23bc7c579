import type { InboxMessage, TestInbox } from './inbox.ts'

/** The events that a digest tells of, one line each, as a reader sees them: `Sandwell: remains Inadequate`. */
export function linesOf({ parsed }: Pick<InboxMessage, 'parsed'>): string[] {
  const [, ...parts] = (parsed.text ?? '').split('\n\n')
  const end = parts.findIndex((part) => /^(-- |and \d+ more|Not checked:)/.test(part))
  const events = parts.slice(0, end === -1 ? undefined : end).filter((part) => !/\n-+$/.test(part))
  return events.flatMap((part) => part.split('\n').slice(0, 1))
}

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
