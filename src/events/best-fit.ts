import type { Finding } from '../rules/finding.ts'
import type { RuleFacts } from '../rules/rule.ts'
import { compatibility } from './compatible.ts'
import type { Event, EventSource } from './event.ts'
import { fieldsFrom } from './merge-fields.ts'
import { isSameVisit, type ReportFacts } from './report-facts.ts'
import { daysApart, isCorrectable, isToldAfter, toldAt } from './sources.ts'

type Asked = {
  finding: Finding
  /** The finding as the source it would be. */
  source: EventSource
  events: Event[]
  /** Events that another finding of the same item has joined or opened just now. */
  spokenOf: ReadonlySet<string>
  /** Where the item tells only of what was new after an instant. */
  since?: Date | null
  rule: RuleFacts
}

/**
 * The event that a finding tells of; null if it is another one. What the same item told of before comes first, whenever that was; then
 * the most fields in agreement, then the nearest in time. What an item said lately does not bind it when it is read again;
 * long after, or where it tells only of what came since, it is a page that is used again, for another happening.
 */
export function bestFit({ finding, source, events, spokenOf, since = null, rule: { joining } }: Asked): Event | null {
  const at = toldAt(source)
  const fits = events.flatMap((event) => {
    if (event.rule !== finding.rule || event.authority !== finding.authority) return []
    const isSource = event.sources.some((told) => told.itemId === source.itemId && isToldAfter(told, since))
    const days = daysBetween(event, at)
    // What Ofsted says of one inspection or visit twice is one happening, however much later; two of them are never one.
    const isSame = source.report === null ? null : isSameAsTold(source.report, event, source.itemId)
    if (isSame === true) {
      const agreement = compatibility(finding.fields, event.fields, joining) ?? 0
      return [{ event, isSource: true, isSaid: true, agreement, days }]
    }
    if (isSame === false) return []
    if (days > joining.windowDays && !isSource) return []
    const agreement = compatibility(finding.fields, event.fields, joining)
    if (agreement !== null) return [{ event, isSource, isSaid: isSource, agreement, days }]
    if (spokenOf.has(event.id) || !isCorrectable(event.sources, source, { windowDays: joining.windowDays, since }))
      return []
    const others = event.sources.filter(({ itemId }) => itemId !== source.itemId)
    const toOthers = compatibility(finding.fields, fieldsFrom(others), joining)
    return toOthers === null ? [] : [{ event, isSource, isSaid: false, agreement: toOthers, days }]
  })
  const [best] = fits.toSorted(
    (a, b) =>
      Number(b.isSaid) - Number(a.isSaid) ||
      b.agreement - a.agreement ||
      Number(b.isSource) - Number(a.isSource) ||
      a.days - b.days ||
      (a.event.id < b.event.id ? -1 : 1),
  )
  return best?.event ?? null
}

/** Whether an event is what a document of Ofsted reports, by another that tells of it; null where none does, or none says when it was. */
function isSameAsTold(report: ReportFacts, { sources }: Event, itemId: string): boolean | null {
  const said = sources.flatMap((told) =>
    told.report === null || told.itemId === itemId ? [] : [isSameVisit(report, told.report)],
  )
  return said.includes(true) ? true : said.includes(false) ? false : null
}

/** To the nearest day that the event was told of, so that a story told over weeks stays one, and a visit months later is another. */
function daysBetween(event: Event, at: Date): number {
  const told = [new Date(event.date), ...event.sources.map(toldAt)]
  return Math.min(...told.map((date) => daysApart(date, at)))
}
