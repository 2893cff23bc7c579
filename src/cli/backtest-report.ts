import { changesBetween } from '../events/compare-findings.ts'
import type { Meaning } from '../events/foresee.ts'
import type { Fields, Finding } from '../rules/finding.ts'
import type { Settings } from '../config/settings.ts'
import type { Change, RuleCount } from './backtest.ts'
import { describeLeftOut, type LeftOut } from './kept-documents.ts'
import { jsonLine, plain, type Screen } from './terminal.ts'
import type { Span } from './time-span.ts'
import { when } from './when.ts'

type Report = {
  span: Span
  taken: number
  leftOut: LeftOut
  counts: RuleCount[]
  /** Those that are listed, in the order of their dates. */
  changes: Change[]
  settings: Settings
  json: boolean | undefined
  screen: Pick<Screen, 'print' | 'table'>
}

/** A backtest as tables and sentences, or as one JSON object. */
export function printBacktest(report: Report): void {
  if (report.json === true) report.screen.print(jsonLine(asJson(report)))
  else printTables(report)
}

function printTables({ span, taken, leftOut, counts, changes, settings, screen }: Report): void {
  const timeZone = settings.time_zone
  screen.print(
    `${taken} ${taken === 1 ? 'item' : 'items'} published from ${when(span.from, timeZone)} to ${when(span.to, timeZone)} (${timeZone}). Nothing is stored or sent.`,
  )
  const others = describeLeftOut(leftOut, settings.retention)
  if (others !== null) screen.print(others)
  screen.print('')
  screen.table(
    ['Rule', 'Found then', 'Found now', '+', '-', '~'],
    counts.map(({ rule, before, now, gained, lost, changed }) => [
      rule,
      ...[before, now, gained, lost, changed].map(String),
    ]),
  )
  screen.print('')
  const all = counts.reduce((sum, { gained, lost, changed }) => sum + gained + lost + changed, 0)
  if (all === 0) {
    screen.print('These rules find what was found then.')
    return
  }
  screen.table(
    ['', 'Date', 'Authority', 'Rule', 'To readers', 'Title', 'Link'],
    changes.map((change) => [
      change.sign,
      when(change.at, timeZone).slice(0, 10),
      change.finding.authority,
      ruleOf(change.finding),
      toReaders(change),
      change.item.title,
      change.item.url ?? change.item.id,
    ]),
    'Link',
  )
  screen.print('')
  if (all > changes.length)
    screen.print(`${changes.length} of ${all} differences are listed; --since and --until ask for fewer.`)
  for (const line of sums(changes)) screen.print(line)
}

const meanings: Record<Meaning, string> = {
  opens: 'new event',
  updates: 'update',
  known: 'no difference',
  unfounded: 'one event less',
  unknown: 'not on record',
}

/** One document may have several findings of a rule, each of another person. */
const ruleOf = ({ rule, fields }: Finding) => {
  const person = fields['person']
  return typeof person === 'string' ? `${rule} (${person})` : rule
}

function toReaders({ meaning, before, finding }: Change): string {
  if (before !== null) return changesBetween(before, finding.fields).map(inWords).join(', ')
  return meaning === null ? '' : meanings[meaning]
}

const inWords = ({ field, from, to }: ReturnType<typeof changesBetween>[number]) =>
  `${field}: ${valueOf(from)} → ${valueOf(to)}`

const valueOf = (value: Fields[string] | undefined) =>
  value == null ? 'not said' : plain(typeof value === 'object' ? JSON.stringify(value) : String(value))

function sums(changes: readonly Change[]): string[] {
  const of = (sign: Change['sign'], meaning?: Meaning) =>
    changes.filter((change) => change.sign === sign && (meaning === undefined || change.meaning === meaning)).length
  const tail = (text: string, count: number) => (count === 0 ? '' : `, ${count} ${text}`)
  return [
    `+ found now and not then: ${of('+')}${tail('of which readers would have been sent as new events', of('+', 'opens'))}${tail('as updates', of('+', 'updates'))}.`,
    `- found then and not now: ${of('-')}${tail('of which were all that told of their event, so that readers would not have been sent it', of('-', 'unfounded'))}.`,
    `~ found both times, with other fields: ${of('~')}.`,
  ]
}

const asJson = ({ span, taken, leftOut, counts, changes }: Report) => ({
  from: span.from,
  to: span.to,
  items: taken,
  leftOut,
  rules: counts,
  differences: changes.map(({ sign, at, finding: { rule, authority, fields }, before, item, meaning }) => ({
    sign,
    at,
    rule,
    authority,
    fields,
    before,
    meaning,
    item: item.id,
    title: item.title,
    url: item.url,
  })),
})
