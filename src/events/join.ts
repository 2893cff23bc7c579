import type { Finding } from '../rules/finding.ts'
import type { RuleFacts } from '../rules/rule.ts'
import { bestFit } from './best-fit.ts'
import { compatibility } from './compatible.ts'
import type { Event, EventSource } from './event.ts'
import type { Item } from './item.ts'
import { fieldsFrom } from './merge-fields.ts'
import type { ReportFacts } from './report-facts.ts'
import { revise } from './revise.ts'
import { both, inOrderTold, isCorrectable, toldFirst } from './sources.ts'

type Asked = {
  findings: Finding[]
  item: Item
  /** Where the item tells only of what was new after an instant: what it told before is not what it tells now. Null: it tells of everything it did. */
  since?: Date | null
  /** All events of the authorities and rules of the findings that are not long past. */
  near: Event[]
  rules: ReadonlyMap<string, RuleFacts>
  now: Date
  newId: () => string
  /** What the item adds, where it is a document of Ofsted itself. */
  report?: ReportFacts | null
}

type Joined = {
  /** Events opened or altered, as they are from now on. */
  changed: Event[]
  /** What subscribers may be told: events opened, and events of which something material became known. */
  told: { eventId: string; revision: number }[]
}

/**
 * Decides which happenings an item tells of. A finding joins an event of the same rule and authority if they are close enough in time and
 * agree in the fields that the rule says must agree; the best fit first, then the nearest. Else it opens one.
 * An item is a source of an event once: read again, it replaces what it said before. What an event is does not depend on the order
 * in which its sources were read.
 */
export function joinFindings({ findings, item, since = null, near, rules, now, newId, report = null }: Asked): Joined {
  const before = new Map(near.map((event) => [event.id, event]))
  const events = new Map(before)
  const spokenOf = new Set<string>()
  for (const finding of knownFirst(findings, item, near, rules)) {
    const rule = rules.get(finding.rule)
    if (rule === undefined) continue
    const source = { ...sourceOf(finding, item, now), report }
    const found = bestFit({ finding, source, events: [...events.values()], spokenOf, since, rule })
    const event =
      found === null
        ? open(finding, source, newId())
        : join(found, spokenOf.has(found.id) ? both(found.sources, source) : source)
    events.set(event.id, event)
    spokenOf.add(event.id)
  }
  for (const event of near) {
    if (!spokenOf.has(event.id) && isTakenBack(event, item, findings, { rules, since, now }))
      events.set(event.id, without(event, item.id))
  }
  const changed = [...events.values()]
    .filter((event) => before.get(event.id) !== event)
    .map((event) => revise(event, before.get(event.id), rules.get(event.rule), now))
  return {
    changed,
    told: changed
      .filter(({ id, revision }) => before.get(id)?.revision !== revision)
      .map(({ id, revision }) => ({ eventId: id, revision })),
  }
}

/** What an item said before comes first when it is read again, so that it finds its event before something new takes it. */
function knownFirst(findings: Finding[], item: Item, near: Event[], rules: Asked['rules']): Finding[] {
  const isKnown = ({ rule, authority, fields }: Finding) =>
    near.some(
      (event) =>
        event.rule === rule &&
        event.authority === authority &&
        event.sources.some(({ itemId }) => itemId === item.id) &&
        compatibility(fields, event.fields, rules.get(rule)?.joining ?? { same: [], alike: {} }) !== null,
    )
  return findings.toSorted((a, b) => Number(isKnown(b)) - Number(isKnown(a)))
}

const sourceOf = (
  { score, fields, evidence }: Finding,
  { id, url, title, outlet, published, updated }: Item,
  now: Date,
): Omit<EventSource, 'report'> => ({
  itemId: id,
  url,
  title,
  outlet,
  published: published ?? updated,
  joined: now.toISOString(),
  score,
  fields,
  evidence,
})

const open = ({ rule, authority, fields }: Finding, source: EventSource, id: string): Event => ({
  id,
  rule,
  authority,
  fields,
  date: toldFirst([source]),
  opened: source.joined,
  revision: 1,
  history: [],
  sources: [source],
})

function join(event: Event, source: EventSource): Event {
  const at = event.sources.findIndex(({ itemId }) => itemId === source.itemId)
  return withSources(
    event,
    at === -1
      ? [...event.sources, source]
      : event.sources.with(at, { ...source, joined: event.sources[at]?.joined ?? source.joined }),
  )
}

/** Whether an item that told of this event lately tells of another one in its place. */
function isTakenBack(
  event: Event,
  item: Item,
  findings: Finding[],
  { rules, since, now }: { rules: Asked['rules']; since: Date | null; now: Date },
): boolean {
  const windowDays = rules.get(event.rule)?.joining.windowDays ?? 0
  return (
    findings.some(({ rule, authority }) => rule === event.rule && authority === event.authority) &&
    isCorrectable(event.sources, { itemId: item.id, joined: now.toISOString() }, { windowDays, since })
  )
}

/** An item that no longer tells of an event is no source of it, unless nobody else is: what was told stays on record. */
function without(event: Event, itemId: string): Event {
  const others = event.sources.filter((source) => source.itemId !== itemId)
  return others.length === 0 || others.length === event.sources.length ? event : withSources(event, others)
}

const withSources = (event: Event, sources: EventSource[]): Event => ({
  ...event,
  sources,
  fields: fieldsFrom(inOrderTold(sources)),
  date: toldFirst(sources),
})
