import type { Config } from '../config/load.ts'
import { compareFindings } from '../events/compare-findings.ts'
import { foresee, type Difference, type Meaning } from '../events/foresee.ts'
import type { Fields, Finding } from '../rules/finding.ts'
import { classify } from '../rules/classify.ts'
import type { Joining } from '../rules/rule.ts'
import type { Store } from '../store/store.ts'
import { printBacktest } from './backtest-report.ts'
import { describeNothing, eachKept, type Kept } from './kept-documents.ts'
import type { Judging } from './load-rule-set.ts'
import type { Screen } from './terminal.ts'
import { timeSpan } from './time-span.ts'

type Deps = {
  /** As `pointInTime` takes them. */
  since: string
  until?: string | undefined
  json?: boolean | undefined
  /** The rules to try: those of the configuration, or of another file. */
  judging: Judging
  config: Config
  store: Pick<Store, 'items' | 'events'>
  stopping: AbortSignal
  clock: () => Date
  screen: Screen
  /** Differences that are kept and listed; all are counted. */
  most?: number
}

/** One line of the list. */
export type Change = {
  sign: '+' | '-' | '~'
  at: Date
  finding: Finding
  /** Fields as they were found; of `~` alone. */
  before: Fields | null
  item: Difference['item']
  recorded: Date
  /** Null of `~`. */
  meaning: Meaning | null
}

export type RuleCount = { rule: string; before: number; now: number; gained: number; lost: number; changed: number }

/** A list of more is read by nobody. */
const mostListed = 5000

/** How far back an event may lie that a finding tells of: as far as the worker looks. */
const horizonMs = 400 * 86_400_000

/**
 * Classifies what the worker has stored by these rules and compares it with what was found then: how many findings of each rule, which are new, gone
 * or changed, and what that would have meant to readers. Reads alone: it writes nothing and sends nothing. Resolves to 1 where there is nothing to compare.
 */
export async function run(deps: Deps): Promise<number> {
  const { since, until, json, judging, config, store, stopping, clock, screen, most = mostListed } = deps
  const { settings } = config
  const asked = timeSpan({ since, until, timeZone: settings.time_zone, now: clock() })
  if (!asked.ok) {
    screen.complain(asked.fault)
    return 1
  }
  const { counts, changes, compare } = comparer(judging, config, most)
  const seen = await eachKept(
    { store, span: asked.span, mostCharacters: judging.mostCharacters, stopping, screen },
    compare,
  )
  if (seen === null) {
    screen.complain('Stopped before all items were read.')
    return 1
  }
  if (seen.taken === 0) {
    screen.complain(describeNothing(since, seen.leftOut, settings.retention))
    return 1
  }
  changes.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.item.id < b.item.id ? -1 : 1))
  await addMeanings(changes, deps)
  printBacktest({
    span: asked.span,
    ...seen,
    counts: [...counts.values()],
    changes,
    settings,
    json,
    screen,
  })
  return 0
}

function comparer({ rules }: Judging, config: Config, most: number) {
  const empty = (rule: string): RuleCount => ({ rule, before: 0, now: 0, gained: 0, lost: 0, changed: 0 })
  const counts = new Map([...rules.facts.keys()].map((rule) => [rule, empty(rule)]))
  const changes: Change[] = []
  const count = (rule: string, key: Exclude<keyof RuleCount, 'rule'>) => {
    const known = counts.get(rule) ?? empty(rule)
    known[key] += 1
    counts.set(rule, known)
  }
  // A rule that one of the two files does not have is joined as the other says.
  const joiningOf = (rule: string): Pick<Joining, 'same' | 'alike'> =>
    (rules.facts.get(rule) ?? config.rules.facts.get(rule))?.joining ?? { same: [], alike: {} }
  const compare = ({ document, findings, at, item, recorded }: Kept) => {
    const now = classify(rules, document)
    for (const { rule } of findings) count(rule, 'before')
    for (const { rule } of now) count(rule, 'now')
    const { gained, lost, changed } = compareFindings(findings, now, joiningOf)
    const add = (sign: Change['sign'], finding: Finding, before: Fields | null) => {
      count(finding.rule, ({ '+': 'gained', '-': 'lost', '~': 'changed' } as const)[sign])
      if (changes.length < most) changes.push({ sign, at, finding, before, item, recorded, meaning: null })
    }
    for (const finding of gained) add('+', finding, null)
    for (const finding of lost) add('-', finding, null)
    for (const { finding, before } of changed) add('~', finding, before)
  }
  return { counts, changes, compare }
}

/** Looks up the events of one authority and rule after the other, so that few are held at once. */
async function addMeanings(changes: Change[], { judging, store }: Deps): Promise<void> {
  const places = new Map<string, Change[]>()
  for (const change of changes) {
    if (change.sign === '~') continue
    const place = `${change.finding.authority}|${change.finding.rule}`
    places.set(place, [...(places.get(place) ?? []), change])
  }
  for (const here of places.values()) {
    const [first] = here
    if (first === undefined) continue
    const { events } = await store.events.near([first.finding], new Date(first.at.getTime() - horizonMs))
    const differences = here.map(({ sign, finding, item, recorded }): Difference => ({
      kind: sign === '+' ? 'gained' : 'lost',
      finding,
      item,
      recorded,
    }))
    const meanings = foresee(differences, events, judging.rules.facts)
    for (const [index, change] of here.entries()) change.meaning = meanings[index] ?? null
  }
}
