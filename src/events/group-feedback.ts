import type { Feedback, FeedbackReason, Told } from './feedback.ts'

/** What all readers say of one event. */
export type EventFeedback = {
  /** As the last of them was told it. */
  told: Told
  readers: number
  reasons: Partial<Record<FeedbackReason, number>>
  /** What they wrote, the latest first. */
  words: string[]
}

export type RuleFeedback = { rule: string; readers: number; events: EventFeedback[] }

/** Feedback, given with the latest first, by rule and event: those that most readers called wrong come first. */
export function groupFeedback(feedback: readonly Feedback[]): RuleFeedback[] {
  const byEvent = new Map<string, EventFeedback>()
  for (const { told, reason, words } of feedback) {
    const known = byEvent.get(told.eventId) ?? { told, readers: 0, reasons: {}, words: [] }
    byEvent.set(told.eventId, {
      told: known.told,
      readers: known.readers + 1,
      reasons: { ...known.reasons, [reason]: (known.reasons[reason] ?? 0) + 1 },
      words: words === '' ? known.words : [...known.words, words],
    })
  }
  const byRule = new Map<string, RuleFeedback>()
  for (const event of [...byEvent.values()].toSorted((a, b) => b.readers - a.readers)) {
    const { rule } = event.told
    const known = byRule.get(rule) ?? { rule, readers: 0, events: [] }
    byRule.set(rule, { rule, readers: known.readers + event.readers, events: [...known.events, event] })
  }
  return [...byRule.values()].toSorted((a, b) => b.readers - a.readers || a.rule.localeCompare(b.rule))
}
