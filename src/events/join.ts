import { agree, compatibility, isKnown } from './compatible.ts'
import type { Fields, Finding } from '../rules/finding.ts'
import type { RuleFacts } from '../rules/rule.ts'
import type { Event, EventSource } from './event.ts'
import type { Item } from './item.ts'
import { mergeFields } from './merge-fields.ts'

type Asked = {
  findings: Finding[]
  item: Item
  /** All events of the authorities and rules of the findings that are not long past. */
  near: Event[]
  rules: ReadonlyMap<string, RuleFacts>
  now: Date
  newId: () => string
}

type Joined = {
  /** Events opened or altered, as they are from now on. */
  changed: Event[]
  /** What subscribers may be told: events opened, and events of which something material became known. */
  told: { eventId: string; revision: number }[]
}

const dayMs = 86_400_000

/**
 * Decides which happenings an item tells of. A finding joins an event of the same rule and authority if they are close enough in time and
 * agree in the fields that the rule says must agree; the best fit first, then the nearest. Else it opens one.
 * An item is a source of an event once: read again, it replaces what it said before.
 */
export function joinFindings({ findings, item, near, rules, now, newId }: Asked): Joined {
  const events = new Map(near.map((event) => [event.id, event]))
  const date = dateOf(item, now)
  const spokenOf = new Set<string>()
  for (const finding of findings) {
    const rule = rules.get(finding.rule)
    if (rule === undefined) continue
    const source = sourceOf(finding, item, now)
    const found = bestFit(finding, item.id, date, [...events.values()], rule)
    const event =
      found === null
        ? open(finding, source, date, now, newId)
        : join(found, spokenOf.has(found.id) ? withEarlier(found, source) : source, date, rule)
    events.set(event.id, event)
    spokenOf.add(event.id)
  }
  const before = new Map(near.map((event) => [event.id, event]))
  const changed = [...events.values()].filter((event) => before.get(event.id) !== event)
  return {
    changed,
    told: changed
      .filter(({ id, revision }) => before.get(id)?.revision !== revision)
      .map(({ id, revision }) => ({ eventId: id, revision })),
  }
}

/** The item's own date; one in the future is a mistake, and taken as now. */
function dateOf({ published, updated }: Item, now: Date): Date {
  const date = new Date(published ?? updated ?? now)
  return Number.isNaN(date.getTime()) || date > now ? now : date
}

const sourceOf = (
  { score, fields, evidence }: Finding,
  { id, url, title, outlet, published }: Item,
  now: Date,
): EventSource => ({
  itemId: id,
  url,
  title,
  outlet,
  published,
  joined: now.toISOString(),
  score,
  fields,
  evidence,
})

function bestFit(
  { rule, authority, fields }: Finding,
  itemId: string,
  date: Date,
  events: Event[],
  { joining }: RuleFacts,
): Event | null {
  const fits = events.flatMap((event) => {
    if (event.rule !== rule || event.authority !== authority) return []
    const days = daysBetween(event, date)
    const isSource = event.sources.some((source) => source.itemId === itemId)
    const agreement = compatibility(fields, event.fields, joining)
    if (agreement === null || (days > joining.windowDays && !isSource)) return []
    return [{ event, isSource, agreement, days }]
  })
  const [best] = fits.toSorted(
    (a, b) =>
      Number(b.isSource) - Number(a.isSource) ||
      b.agreement - a.agreement ||
      a.days - b.days ||
      a.event.id.localeCompare(b.event.id),
  )
  return best?.event ?? null
}

/** To the nearest day that the event was told of, so that a story told over weeks stays one, and a visit months later is another. */
function daysBetween(event: Event, date: Date): number {
  const days = [event.date, ...event.sources.map(({ published, joined }) => published ?? joined)].map(
    (told) => Math.abs(Date.parse(told) - date.getTime()) / dayMs,
  )
  return Math.min(...days)
}

function open(
  { rule, authority, fields }: Finding,
  source: EventSource,
  date: Date,
  now: Date,
  newId: () => string,
): Event {
  return {
    id: newId(),
    rule,
    authority,
    fields,
    date: date.toISOString(),
    opened: now.toISOString(),
    revision: 1,
    sources: [source],
  }
}

/** Two findings of one document on one happening are one source that says both. */
function withEarlier({ sources }: Event, source: EventSource): EventSource {
  const earlier = sources.find(({ itemId }) => itemId === source.itemId)
  if (earlier === undefined) return source
  return {
    ...source,
    score: Math.max(earlier.score, source.score),
    fields: mergeFields([earlier.fields, source.fields]),
    evidence: [...earlier.evidence, ...source.evidence],
  }
}

/** A fuller way to name the same person is no news. */
const hasChanged = (name: string, before: Fields[string] | undefined, after: Fields[string] | undefined): boolean =>
  isKnown(after) && !(isKnown(before) && agree(name, before, after))

function join(event: Event, source: EventSource, date: Date, { joining }: RuleFacts): Event {
  const at = event.sources.findIndex(({ itemId }) => itemId === source.itemId)
  const sources =
    at === -1
      ? [...event.sources, source]
      : event.sources.with(at, { ...source, joined: event.sources[at]?.joined ?? source.joined })
  const fields = mergeFields(sources.map((one) => one.fields))
  const isMaterial = joining.material.some((name) => hasChanged(name, event.fields[name], fields[name]))
  const earlier = date.toISOString() < event.date ? date.toISOString() : event.date
  return { ...event, sources, fields, date: earlier, revision: event.revision + (isMaterial ? 1 : 0) }
}
