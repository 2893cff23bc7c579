import { authoritiesOf } from './attribute.ts'
import { lacking, ruledOut } from './conditions.ts'
import type { RuleSet } from './load.ts'
import type { Hit } from './matcher.ts'
import type { Place } from './places.ts'
import type { Reading } from './reading.ts'
import type { RuleText, SignalText } from './rules-file.ts'

/** One place where a phrase of a signal stands, and what came of it. */
export type Sign = {
  signal: SignalText
  hit: Hit
  place: Place
  /** Weight of the signal times that of the place. */
  points: number
  authorities: string[]
  /** Why it does not count; null if it does. */
  out: string | null
  /** Ruled out, because it tells of the past. */
  past: boolean
}

/** What a rule makes of one authority in a document. */
export type Verdict = { authority: string; score: number; fires: boolean; signs: Sign[]; past: Sign[] }

/** What a rule makes of a document. */
export type Judgement = {
  rule: RuleText
  /** Why the document as a whole is none of the rule's business; null if it is. */
  out: string | null
  signs: Sign[]
  verdicts: Verdict[]
}

/**
 * Weighs a document by one rule. Each signal counts once for an authority, at its best place; signals that are not core count for every
 * authority of which a core signal was found. A rule fires for an authority whose sum reaches the threshold.
 */
export function judge(ruleSet: RuleSet, reading: Reading, index: number): Judgement | null {
  const rule = ruleSet.file.rules[index]
  if (rule === undefined) return null
  const signs = rule.signals.flatMap((signal, at) => signsOf(ruleSet, reading, signal, `rules.${index}.signals.${at}`))
  const out = outOfScope(ruleSet, reading, rule)
  if (out !== null) return { rule, out, signs, verdicts: [] }

  const counting = signs.filter((sign) => sign.out === null)
  const authorities = [...new Set(counting.filter(({ signal }) => signal.core).flatMap((sign) => sign.authorities))]
  const verdicts = authorities.map((authority) => {
    const own = bestOfEach(counting.filter((sign) => !sign.signal.core || sign.authorities.includes(authority)))
    const score = own.reduce((sum, { points }) => sum + points, 0)
    const past = signs.filter((sign) => sign.past && sign.authorities.includes(authority))
    return { authority, score: Math.round(score * 100) / 100, fires: score >= rule.threshold, signs: own, past }
  })
  return { rule, out, signs, verdicts }
}

function signsOf({ file }: RuleSet, reading: Reading, signal: SignalText, path: string): Sign[] {
  return (reading.hits.get(`${path}.any`) ?? []).flatMap((hit): Sign[] => {
    const place = reading.places[reading.tokens[hit.from]?.sentence ?? 0] ?? 'body'
    if (place === 'clutter' || !signal.where.includes(place)) return []
    const reason = ruledOut(reading, file, signal, hit)
    const authorities = authoritiesOf(reading, hit)
    const unsaid = signal.core && authorities.length === 0 ? 'no authority is named' : null
    const out = reason?.says ?? lacking(reading, `${path}.with`, signal.with, hit) ?? unsaid
    return [
      {
        signal,
        hit,
        place,
        points: signal.weight * file.weights[place],
        authorities,
        out,
        past: reason?.past ?? false,
      },
    ]
  })
}

function bestOfEach(signs: Sign[]): Sign[] {
  const best = new Map<SignalText, Sign>()
  for (const sign of signs) {
    const known = best.get(sign.signal)
    if (known === undefined || Math.abs(sign.points) > Math.abs(known.points)) best.set(sign.signal, sign)
  }
  const ordered = [...best.values()].toSorted((a, b) => b.points - a.points || a.hit.from - b.hit.from)
  return ordered.filter((sign, index) => !ordered.slice(0, index).some((other) => overlap(sign, other)))
}

/** The same words are no second reason. */
function overlap(a: Sign, b: Sign): boolean {
  return a.signal.core && b.signal.core && a.hit.from < b.hit.to && b.hit.from < a.hit.to
}

function outOfScope({ file }: RuleSet, reading: Reading, rule: RuleText): string | null {
  const weigh = (name: string) => {
    const seen = new Set<number>()
    let sum = 0
    for (const { from, to } of reading.hits.get(name) ?? []) {
      const place = reading.places[reading.tokens[from]?.sentence ?? 0] ?? 'body'
      if (seen.has(from) || seen.has(to)) continue
      seen.add(from).add(to)
      sum += { headline: 3, lead: 2, body: 1, clutter: 0 }[place]
    }
    return sum
  }
  for (const name of rule.scopes) {
    const scope = file.scopes[name]
    if (scope === undefined) continue
    const own = weigh(`scopes.${name}.any`)
    if (own < scope.at_least) return `not about ${scope.says} (${own} of ${scope.at_least})`
    const others = weigh(`scopes.${name}.outweighs`)
    if (scope.outweighs !== undefined && others > own)
      return `more about other things than about ${scope.says} (${others} to ${own})`
  }
  return null
}
