import type { Place } from './places.ts'
import type { ConditionsText, RulesFile, RuleText, SignalText } from './rules-file.ts'

/** The list of words with which a clause begins. */
export const clauseStarts = 'clauses'

/** Cues that need no words of the file: how the authority of a signal is known. Any rule may give them points. */
export const builtInCues = ['carried', 'minor'] as const
export type BuiltInCue = (typeof builtInCues)[number]

export const sides = ['before', 'after', 'inside', 'clause', 'sentence', 'around', 'document', 'headline'] as const
export type Side = (typeof sides)[number]

/** One thing that must stand near a hit. `list` is the name of the phrases that tell it. */
export type Condition = { side: Side; list: string; within: number; across: boolean; phrases: readonly string[] }

export type Points = number | 'out'

export type CuePlan = { name: string; says: string; past: boolean; points: Points; parts: readonly Condition[] }

export type SignalPlan = {
  text: SignalText
  list: string
  where: ReadonlySet<Place>
  with: readonly Condition[]
  cues: readonly CuePlan[]
  builtIn: Readonly<Record<BuiltInCue, Points>>
}

export type ScopePlan = {
  name: string
  says: string
  own: string
  atLeast: number
  /** Name of the phrases for other subjects, which must not weigh more; null where none are told. */
  others: string | null
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
export function planOf(file: RulesFile, rule: RuleText, index: number): RulePlan {
  const signal = (text: SignalText, path: string, shared: RuleText['cues']): SignalPlan => {
    const points = new Map<string, Points>(Object.entries({ ...shared, ...text.cues }))
    return {
      text,
      list: `${path}.any`,
      where: new Set(text.where),
      with: conditions(text.with, `${path}.with`),
      cues: [...points].flatMap(([name, own]) => cue(file, name, own)),
      builtIn: { carried: points.get('carried') ?? 0, minor: points.get('minor') ?? 0 },
    }
  }
  return {
    rule,
    index,
    weights: rule.weights ?? file.weights,
    scopes: Object.entries(rule.scopes).flatMap(([name, points]) => scope(file, name, points)),
    signals: rule.signals.map((text, at) => signal(text, `rules.${index}.signals.${at}`, rule.cues)),
    context: rule.context.map((text, at) => signal(text, `rules.${index}.context.${at}`, {})),
  }
}

function cue(file: RulesFile, name: string, points: Points): CuePlan[] {
  const known = file.cues[name]
  if (known === undefined || points === 0) return []
  const { says, past, ...parts } = known
  return [{ name, says, past, points, parts: conditions(parts, `cues.${name}`) }]
}

function scope(file: RulesFile, name: string, points: Points): ScopePlan[] {
  const known = file.scopes[name]
  if (known === undefined) return []
  const { says, at_least: atLeast, outweighs } = known
  const own = `scopes.${name}.any`
  return [{ name, says, own, atLeast, others: outweighs === undefined ? null : `scopes.${name}.outweighs`, points }]
}

function conditions(text: ConditionsText, path: string): Condition[] {
  return sides.flatMap((side) => {
    const near = text[side]
    if (near === undefined) return []
    const { any: phrases, within = Number.POSITIVE_INFINITY, across } = near
    return [{ side, list: `${path}.${side}.any`, within, across, phrases }]
  })
}
