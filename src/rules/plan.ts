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

/** One thing that must stand near a hit. `list` is the number of the phrases that tell it. */
export type Condition = { side: Side; list: number; within: number; across: boolean; phrases: readonly string[] }

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
}

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
  return {
    rule,
    index,
    weights: rule.weights ?? file.weights,
    scopes: Object.entries(rule.scopes).flatMap(([name, points]) => scope(file, name, points, numberOf)),
    signals: rule.signals.map((text, at) => signal(text, `rules.${index}.signals.${at}`, rule.cues)),
    context: rule.context.map((text, at) => signal(text, `rules.${index}.context.${at}`, {})),
  }
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
    return [{ side, list: numberOf(`${path}.${side}.any`), within, across, phrases }]
  })
}
