import type { Place } from './places.ts'
import type { ConditionsText, RulesFile, RuleText, SignalText } from './rules-file.ts'

/** The list of words with which a clause begins. */
export const clauseStarts = 'clauses'

/** Cues that need no words of the file: how the authority of a signal is known, and that there is no more than a headline. Any rule may give them points. */
export const builtInCues = ['carried', 'minor', 'alone'] as const
export type BuiltInCue = (typeof builtInCues)[number]

export const sides = ['before', 'after', 'inside', 'clause', 'sentence', 'around', 'document', 'headline'] as const
export type Side = (typeof sides)[number]

/** The numbers that the matcher gave to lists of phrases, by their names. */
export type ListNumbers = ReadonlyMap<string, number>

/** One thing that must stand near a hit. `list` is the number of the phrases that tell it; `lacks` says in words that none of them stands there. */
export type Condition = { side: Side; list: number; within: number; across: boolean; lacks: string }

export type Points = number | 'out'

export type CuePlan = { name: string; says: string; past: boolean; points: Points; parts: readonly Condition[] }

export type SignalPlan = {
  text: SignalText
  list: number
  where: ReadonlySet<Place>
  with: readonly Condition[]
  cues: readonly CuePlan[]
  builtIn: Readonly<Record<BuiltInCue, Points>>
}

export type ScopePlan = {
  name: string
  says: string
  own: number
  atLeast: number
  /** The phrases for other subjects, which must not weigh more; null where none are told. */
  others: number | null
  points: Points
}

/** A rule as it is weighed: every name looked up, once, when the file is loaded. */
export type RulePlan = {
  rule: RuleText
  index: number
  weights: RulesFile['weights']
  scopes: readonly ScopePlan[]
  signals: readonly SignalPlan[]
  context: readonly SignalPlan[]
  /** A score is below that of the same signs, of whoever they are said, by no more than this: the cues that tell how an authority is known, and a hundredth for rounding. */
  mayAdd: number
}

/** Further sentences that say the same add to the first, up to this many. */
export const furtherSentences = 2

/** Looks up what a rule names. The caller has made sure that all it names is there. */
export function planOf(file: RulesFile, rule: RuleText, index: number, lists: ListNumbers): RulePlan {
  const numberOf = (name: string) => lists.get(name) ?? -1
  const signal = (text: SignalText, path: string, shared: RuleText['cues']): SignalPlan => {
    const points = new Map<string, Points>(Object.entries({ ...shared, ...text.cues }))
    return {
      text,
      list: numberOf(`${path}.any`),
      where: new Set(text.where),
      with: conditions(text.with, `${path}.with`, numberOf),
      cues: [...points].flatMap(([name, own]) => cue(file, name, own, numberOf)),
      builtIn: {
        carried: points.get('carried') ?? 0,
        minor: points.get('minor') ?? 0,
        alone: points.get('alone') ?? 0,
      },
    }
  }
  const weights = rule.weights ?? file.weights
  const signals = rule.signals.map((text, at) => signal(text, `rules.${index}.signals.${at}`, rule.cues))
  const most = Math.max(...signals.map(({ builtIn }) => mostOf(Object.values(builtIn))))
  return {
    rule,
    index,
    weights,
    scopes: Object.entries(rule.scopes).flatMap(([name, points]) => scope(file, name, points, numberOf)),
    signals,
    context: rule.context.map((text, at) => signal(text, `rules.${index}.context.${at}`, {})),
    mayAdd: most * (1 + furtherSentences * weights.again) + 0.01,
  }
}

/** What points that add come to. */
function mostOf(all: readonly Points[]): number {
  return all.reduce<number>((sum, points) => sum + (points === 'out' ? 0 : Math.max(points, 0)), 0)
}

type NumberOf = (name: string) => number

function cue(file: RulesFile, name: string, points: Points, numberOf: NumberOf): CuePlan[] {
  const known = file.cues[name]
  if (known === undefined || points === 0) return []
  const { says, past, ...parts } = known
  return [{ name, says, past, points, parts: conditions(parts, `cues.${name}`, numberOf) }]
}

function scope(file: RulesFile, name: string, points: Points, numberOf: NumberOf): ScopePlan[] {
  const known = file.scopes[name]
  if (known === undefined) return []
  const { says, at_least: atLeast, outweighs } = known
  const own = numberOf(`scopes.${name}.any`)
  const others = outweighs === undefined ? null : numberOf(`scopes.${name}.outweighs`)
  return [{ name, says, own, atLeast, others, points }]
}

function conditions(text: ConditionsText, path: string, numberOf: NumberOf): Condition[] {
  return sides.flatMap((side) => {
    const near = text[side]
    if (near === undefined) return []
    const { any: phrases, within = Number.POSITIVE_INFINITY, across } = near
    const lacks = `nothing of what is asked ${inWords[side]}: ${phrases.slice(0, 3).join(', ')}`
    return [{ side, list: numberOf(`${path}.${side}.any`), within, across, lacks }]
  })
}

const inWords: Readonly<Record<Side, string>> = {
  before: 'before it',
  after: 'after it',
  inside: 'among its words',
  clause: 'in its clause',
  sentence: 'in its sentence',
  around: 'in its sentence or beside it',
  document: 'in the article',
  headline: 'in the headline',
}
