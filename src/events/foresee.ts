import type { Finding } from '../rules/finding.ts'
import type { RuleFacts } from '../rules/rule.ts'
import { compatibility } from './compatible.ts'
import type { Event } from './event.ts'
import type { Item } from './item.ts'
import { joinFindings } from './join.ts'

/** A finding of an item that other rules make, or no longer make. */
export type Difference = { kind: 'gained' | 'lost'; finding: Finding; item: Item; recorded: Date }

/**
 * What it means to readers. Gained: it opens an event or adds something to one that readers are told of, or others have told all of it (`known`).
 * Lost: its event would not have been (`unfounded`), would have been without it (`known`), or has been forgotten (`unknown`).
 */
export type Meaning = 'opens' | 'updates' | 'known' | 'unfounded' | 'unknown'

/**
 * Says of differences at one authority and rule, in their order, what they mean, given the events that are on record there. What one gained
 * finding opens is known to the next. Alters nothing that it is given.
 */
export function foresee(
  differences: readonly Difference[],
  recorded: readonly Event[],
  rules: ReadonlyMap<string, RuleFacts>,
): Meaning[] {
  const losing = new Map<Event, Set<string>>()
  const toldBy = differences.map(({ kind, finding, item }) => {
    const event = kind === 'lost' ? eventOf(finding, item, recorded, rules) : undefined
    if (event !== undefined) losing.set(event, (losing.get(event) ?? new Set()).add(item.id))
    return event
  })
  const events = new Map(recorded.map((event) => [event.id, event]))
  return differences.map((difference, index) => {
    if (difference.kind === 'gained') return meaningOf(difference, events, rules, `foreseen-${index}`)
    const event = toldBy[index]
    if (event === undefined) return 'unknown'
    return event.sources.every(({ itemId }) => losing.get(event)?.has(itemId)) ? 'unfounded' : 'known'
  })
}

/** Whether readers would have been told of it; what it does to events is noted among them. */
function meaningOf(
  { finding, item, recorded }: Difference,
  events: Map<string, Event>,
  rules: ReadonlyMap<string, RuleFacts>,
  newId: string,
): Meaning {
  // What the item tells of already is another happening, and would be taken for one that this finding corrects.
  const near = [...events.values()].filter(({ sources }) => !sources.some(({ itemId }) => itemId === item.id))
  const { changed, told } = joinFindings({ findings: [finding], item, near, rules, now: recorded, newId: () => newId })
  for (const event of changed) events.set(event.id, event)
  if (told.length === 0) return 'known'
  return told.some(({ eventId }) => eventId === newId) ? 'opens' : 'updates'
}

function eventOf(
  { rule, authority, fields }: Finding,
  item: Item,
  events: readonly Event[],
  rules: ReadonlyMap<string, RuleFacts>,
): Event | undefined {
  const joining = rules.get(rule)?.joining ?? { same: [], alike: {} }
  const own = events.filter(
    (event) =>
      event.rule === rule && event.authority === authority && event.sources.some(({ itemId }) => itemId === item.id),
  )
  return own.find((event) => compatibility(fields, event.fields, joining) !== null) ?? own[0]
}
