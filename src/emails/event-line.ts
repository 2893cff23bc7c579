import { agree, isKnown } from '../events/compatible.ts'
import type { DigestEvent } from '../events/digest.ts'
import type { Event, EventSource } from '../events/event.ts'
import { headline, label } from '../events/headline.ts'
import { knownAt } from '../events/revise.ts'
import { toldAt } from '../events/sources.ts'
import type { RuleFacts } from '../rules/rule.ts'
import { dayOf, monthOf } from './day-of.ts'
import { gridOf, inspectionTableOf, recordOf, type GridRow, type InspectionTable } from './grid.ts'
import { brief } from './plain.ts'
import { quotable } from './quotable.ts'
import { webAddress } from './web-address.ts'

/** Where an event was told. */
export type SourceLine = { outlet: string; title: string; date: string; url: string | null }

/** One event, in the words of the digest; mails, pages and feeds are written from it. */
export type EventLine = {
  authority: string
  headline: string
  /** The day it was first told of. */
  date: string
  rule: string
  isUpdate: boolean
  /** How an update differs from what was known; null if it is none. */
  news: string | null
  /** "Visit 4 since January 2024"; null for what is no visit. */
  visit: string | null
  /** What an inspection moved, where Ofsted's report is among the sources; empty where it is not. */
  grid: GridRow[]
  /** The grades of the authority's inspections; null where no earlier one is known. */
  inspections: InspectionTable | null
  /** The sentence that says so, and who wrote it. */
  quote: { sentence: string; outlet: string } | null
  sources: SourceLine[]
  /** Sources that are only counted. */
  moreSources: number
}

const limits = {
  full: { quote: 300, title: 160, sources: 12, grid: true, inspections: true },
  short: { quote: 140, title: 80, sources: 3, grid: true, inspections: false },
  shortest: { quote: 0, title: 60, sources: 1, grid: false, inspections: false },
  barest: { quote: 0, title: 0, sources: 0, grid: false, inspections: false },
  /** As part of a long list on a page: who says so is dearer than who else does. */
  quoted: { quote: 140, title: 60, sources: 1, grid: false, inspections: false },
  /** As part of a list on a page, where what was known before and the grades have a page of their own. */
  listed: { quote: 300, title: 160, sources: 3, grid: false, inspections: false },
  /** As an entry of a feed. */
  fed: { quote: 300, title: 160, sources: 5, grid: true, inspections: false },
} as const

/** How much is said of an event. */
export type Detail = keyof typeof limits

/** Names of authorities, rules and outlets; a headline is some of them in a row. */
const mostName = 80
const mostHeadline = 200

type Asked = { rule: RuleFacts | undefined; timeZone: string; detail: Detail }

/** What is said of one event: `known` is the revision that its reader was told last, null for what is new to them. */
export function eventLine({ event, known }: DigestEvent, { rule, timeZone, detail }: Asked): EventLine {
  const most = limits[detail]
  const { source: best, sentence } = quotable(event, rule)
  const quoted = most.quote === 0 ? '' : brief(sentence, most.quote)
  const shown = shownOf(recordFirst(event.sources), best, most.sources)
  const record = recordOf(event)
  return {
    authority: nameOf(event.authority),
    headline: said(rule, event, event.fields),
    date: dayOf(event.date, timeZone),
    rule: nameOf(rule?.title ?? event.rule),
    isUpdate: known !== null,
    news: known !== null && detail !== 'barest' ? newsOf(rule, event, known) : null,
    visit: record === null || detail === 'barest' ? null : visitOf(event, record.since, timeZone),
    grid: record !== null && most.grid ? gridOf(record) : [],
    inspections: record !== null && most.inspections ? inspectionTableOf(record, event.authority, timeZone) : null,
    quote: best === undefined || quoted === '' ? null : { sentence: quoted, outlet: nameOf(best.outlet) },
    sources: shown.map((source) => sourceOf(source, timeZone, most.title)),
    moreSources: event.sources.length - shown.length,
  }
}

/** A name of an authority, a rule or an outlet, as it shows. */
export const nameOf = (name: string): string => brief(name, mostName)

type Of = Pick<Event, 'authority' | 'rule'>

/** What happened, in one sentence, by what is known of it. */
export const said = (rule: RuleFacts | undefined, { authority, rule: id }: Of, fields: Event['fields']): string =>
  brief(rule === undefined ? `${authority}: ${id}` : headline(rule, authority, fields), mostHeadline)

/** How what is known now differs from what this reader was told. */
function newsOf(rule: RuleFacts | undefined, event: Event, revision: number): string | null {
  const before = knownAt(event, revision)
  if (before === null) return null
  const earlier = said(rule, event, before)
  return earlier === said(rule, event, event.fields) ? learned(before, event.fields) : `Known before: “${earlier}”`
}

/** "Now known: number 4": values that were not known before, or others; null where it is none that is told in a word. */
export function learned(before: Event['fields'], after: Event['fields']): string | null {
  const news = Object.entries(after).flatMap(([name, value]) => {
    const was = before[name]
    if (!isKnown(value) || typeof value === 'object' || (isKnown(was) && agree(name, was, value))) return []
    return [`${label(name)} ${label(String(value))}`]
  })
  return news.length === 0 ? null : brief(`Now known: ${news.join(', ')}`, mostHeadline)
}

/** The document of Ofsted itself, then those who tell of it in the order they joined. */
const recordFirst = (sources: EventSource[]): EventSource[] =>
  sources.toSorted((a, b) => Number(a.report === null) - Number(b.report === null))

/** How often inspectors have come back since the judgement. */
function visitOf({ fields }: Event, since: string | null, timeZone: string): string | null {
  const number = fields['number']
  if (typeof number !== 'number' || since === null) return null
  return `Visit ${number} since ${monthOf(since, timeZone)}`
}

/** As many as there is room for, in the order they joined; the one that is quoted is never left out. */
function shownOf(sources: EventSource[], quoted: EventSource | undefined, most: number): EventSource[] {
  const first = sources.slice(0, most)
  return quoted === undefined || most === 0 || first.includes(quoted) ? first : [...first.slice(0, -1), quoted]
}

export function sourceOf(source: EventSource, timeZone: string, mostTitle: number): SourceLine {
  return {
    outlet: nameOf(source.outlet),
    title: brief(source.title, mostTitle) || 'Untitled',
    date: dayOf(toldAt(source).toISOString(), timeZone),
    url: webAddress(source.url),
  }
}
