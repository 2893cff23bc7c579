import { label } from '../events/headline.ts'
import type { Event } from '../events/event.ts'
import type { RuleFacts } from '../rules/rule.ts'
import { learned, said } from './event-line.ts'
import { momentOf } from './moment-of.ts'

/** What was known of an event from a moment on; null where the moment was not noted. */
export type Known = { since: string | null; says: string }

/** What was known at each revision, the first first. Revisions that differ in no word, since Ofsted itself or the grades came to it, say that. */
export function eventHistory(event: Event, rule: RuleFacts | undefined, timeZone: string): Known[] {
  const { history, revision, fields, opened } = event
  const entries = history.length === 0 ? [{ revision, fields, at: undefined }] : history
  return entries.map((entry, index) => {
    const before = entries[index - 1]
    const at = entry.at ?? (entry.revision === 1 ? opened : null)
    const says = said(rule, event, entry.fields)
    const isSame = before !== undefined && said(rule, event, before.fields) === says
    return {
      since: at === null ? null : momentOf(at, timeZone),
      says: isSame ? (learned(before.fields, entry.fields) ?? 'Now known: more of its details') : says,
    }
  })
}

/** "requires-improvement" as the name or value of a field stands at the beginning of a line. */
export function titled(word: string): string {
  const text = label(word).replaceAll('_', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
