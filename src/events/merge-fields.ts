import type { Fields } from '../rules/finding.ts'
import { agree, isKnown, namesPerson } from './compatible.ts'
import type { EventSource } from './event.ts'
import { byFile, type ReportFacts } from './report-facts.ts'
import { fullnessOf } from './same-person.ts'

type Value = Fields[string]
type Known = NonNullable<Value>
type Moves = Extract<Value, object>

/**
 * What is known from some sources, in the order in which they told it. What Ofsted itself says goes before what others say of it, and what it said last
 * before what that corrects.
 */
export function fieldsFrom(sources: readonly Pick<EventSource, 'fields' | 'report'>[]): Fields {
  const merged = mergeFields(sources.map(({ fields }) => fields))
  const record = sources
    .flatMap(({ fields, report }) => (report === null ? [] : [{ fields, report }]))
    .toSorted((a, b) => byFile(a.report, b.report))
  const said = record.flatMap(({ fields }) => Object.entries(fields).filter(([, value]) => isKnown(value)))
  return { ...merged, ...(hasNoOverall(record) ? { rating: null, previous: null } : {}), ...Object.fromEntries(said) }
}

/** Since April 2026 inspections have a grade for each area and none for the whole: what news call the rating is that of an area. */
const hasNoOverall = (record: { report: ReportFacts }[]): boolean =>
  record.some(({ report: { moves } }) => moves.length > 0 && moves.every(({ area }) => area !== 'overall'))

/**
 * What is known from all sources together, given in the order in which they told it: for each field the value that most of them give;
 * where as many say the one as the other, the one told first. A person is named by the fullest of the names given, and moves are
 * put together judgement area by judgement area.
 */
export function mergeFields(all: Fields[]): Fields {
  const names = [...new Set(all.flatMap((fields) => Object.keys(fields)))].sort()
  return Object.fromEntries(
    names.map((name) => [
      name,
      merge(
        name,
        all.map((fields) => fields[name] ?? null),
      ),
    ]),
  )
}

function merge(field: string, values: Value[]): Value {
  const known = values.filter(isKnown)
  // Where nobody knows, "unknown" and null stay as the rule wrote them.
  if (known.length === 0) return values.find((value) => value !== null) ?? null
  const moves = known.filter((value) => typeof value === 'object')
  return moves.length === known.length ? mergeMoves(moves) : mostGiven(field, known)
}

function mostGiven(field: string, known: Known[]): Value {
  const support = known.map((value) => known.filter((other) => agree(field, value, other)).length)
  const most = known.filter((_, index) => support[index] === Math.max(...support))
  const [best] = namesPerson(field) ? most.toSorted(byFullness) : most
  return best ?? null
}

const byFullness = (a: Known, b: Known): number => {
  const [one, other] = [String(a), String(b)]
  return fullnessOf(other) - fullnessOf(one) || other.length - one.length || (one < other ? -1 : 1)
}

function mergeMoves(moves: Moves[]): Moves {
  const areas = [...new Set(moves.flatMap((move) => Object.keys(move)))].sort()
  const grade = (area: string, end: 'from' | 'to') => {
    const known = moves.flatMap((move) => move[area]?.[end] ?? [])
    const most = known.length === 0 ? null : mostGiven(area, known)
    return typeof most === 'string' ? most : null
  }
  return Object.fromEntries(areas.map((area) => [area, { from: grade(area, 'from'), to: grade(area, 'to') }]))
}
