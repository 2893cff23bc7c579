import type { Fields } from '../rules/finding.ts'
import type { RuleFacts } from '../rules/rule.ts'
import { agree, isKnown } from './compatible.ts'
import type { Event, EventSource } from './event.ts'
import { fieldsFrom } from './merge-fields.ts'
import { latestReport } from './report-facts.ts'

/** Revisions of an event that are remembered; what a subscriber was told longer ago is told by the first of them. */
const mostRevisions = 20

/**
 * Gives an event its revision: 1 when it is new, one more when a material field becomes known or says something else than what was last told.
 * So is the document of Ofsted itself, where others had told of it before: it has the whole grid. So is a grade that it corrects. What is forgotten and said again (a feed that shows an old and a new wording in turn) is no news. However many findings of one item
 * altered an event, it is revised once.
 */
export function revise(event: Event, before: Event | undefined, rule: RuleFacts | undefined, now: Date): Event {
  const at = now.toISOString()
  if (before === undefined) return { ...event, history: [{ revision: event.revision, fields: event.fields, at }] }
  if (rule === undefined) return event
  const { material, alike } = rule.joining
  const told = lastKnown(before)
  const isOnRecord = event.sources.some(isReport)
  const isFirstRecord = isOnRecord && !before.sources.some(isReport)
  // What Ofsted itself leaves open is filled in by those who tell of it, in words of theirs: that is no news.
  const fields = isOnRecord ? fieldsFrom(event.sources.filter(isReport)) : event.fields
  const isCorrected = isOnRecord && !isFirstRecord && gradesOf(event) !== gradesOf(before)
  const isMaterial =
    isFirstRecord || isCorrected || material.some((name) => isNews(name, told[name], fields[name], alike[name]))
  if (!isMaterial) return event
  const revision = before.revision + 1
  return {
    ...event,
    revision,
    history: [...historyOf(before), { revision, fields: event.fields, at }].slice(-mostRevisions),
  }
}

/** The grades that Ofsted's own document gives, where it gives any. */
const gradesOf = ({ sources }: Event): string =>
  JSON.stringify((latestReport(sources)?.moves ?? []).map(({ area, to }) => `${area} ${to}`).toSorted())

const isReport = ({ report }: EventSource) => report !== null

/** What was known of an event at a revision; null for one that is not remembered. */
export function knownAt(event: Event, revision: number): Fields | null {
  return event.history.findLast((entry) => entry.revision <= revision)?.fields ?? null
}

/** When something material was last learned of an event. */
export function revisedAt({ history, opened, revision, sources }: Event): string {
  const noted = history.at(-1)?.at
  if (noted !== undefined) return noted
  // Events from before it was noted: no later than its last source joined.
  return revision === 1 ? opened : sources.reduce((last, { joined }) => (joined > last ? joined : last), opened)
}

const historyOf = ({ history, revision, fields }: Event): Event['history'] =>
  history.length === 0 ? [{ revision, fields }] : history

/** Of each field, what was last said for sure. */
function lastKnown(event: Event): Fields {
  const known: Fields = {}
  for (const { fields } of historyOf(event))
    for (const [name, value] of Object.entries(fields)) if (isKnown(value)) known[name] = value
  return known
}

/** A fuller way to name the same person is no news, nor is another word for the same act. */
const isNews = (
  name: string,
  before: Fields[string] | undefined,
  after: Fields[string] | undefined,
  alike: string[][] | undefined,
): boolean => isKnown(after) && !(isKnown(before) && agree(name, before, after, alike))
