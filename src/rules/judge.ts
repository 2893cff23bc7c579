import type { RuleSet } from './load.ts'
import { furtherSentences, type RulePlan } from './plan.ts'
import type { Reading } from './reading.ts'
import { outOfScopes, type OutOfScope } from './scope.ts'
import { attributed, strongestSign, weighedSigns, type Sign } from './signs.ts'

/** What a rule makes of one authority in a document. */
export type Verdict = {
  authority: string
  score: number
  /** What the score is made of: the best sign, the share of further sentences, and what the article says besides or is not about. */
  parts: { best: number; further: number; besides: number }
  fires: boolean
  /** Signs of the authority that count, strongest first, one of each sentence. */
  signs: Sign[]
  /** All signs of the authority that count, also where a sentence has several. */
  counting: Sign[]
  /** What the article says besides. */
  context: Sign[]
  /** Signs of the authority that tell of the past. */
  past: Sign[]
}

/** What a rule makes of a document. */
export type Judgement = {
  plan: RulePlan
  /** Scopes that the document is not in. */
  outside: OutOfScope[]
  /** Why the document as a whole is none of the rule's business; null if it is. */
  out: string | null
  signs: Sign[]
  /** What the article says besides; each signal's best place. */
  context: Sign[]
  verdicts: Verdict[]
}

/**
 * How much of a judgement is wanted: what findings need (`firing`), and then nothing at all where there can be none; every sign that counts;
 * or `all`: also signs where they count for nothing, and scopes and context where no signal stands.
 */
export type Extent = 'firing' | 'counting' | 'all'

/**
 * Weighs a document by one rule. An authority's score is that of the best sign said of it, a share (`weights.again`) of those in two further
 * sentences, and what the article says besides (`context`) and is not about (`scopes`). The rule fires where the score reaches the threshold.
 * Null where nothing can fire, if that is all that is asked, and where there is no such rule.
 */
export function judge(
  { plans }: RuleSet,
  reading: Reading,
  index: number,
  extent: Extent = 'counting',
): Judgement | null {
  const plan = plans[index]
  if (plan === undefined) return null
  const nothing: Judgement = { plan, outside: [], out: null, signs: [], context: [], verdicts: [] }
  const weighing = { weights: plan.weights, quoting: extent !== 'firing' }
  const weighed: Sign[] = []
  for (const signal of plan.signals) weighed.push(...weighedSigns(reading, signal, weighing, extent === 'all'))
  if (extent !== 'all' && weighed.length === 0) return nothing
  const outside = outOfScopes(reading, plan.scopes)
  const out = outside.find(({ points }) => points === 'out')?.says ?? null
  const context: Sign[] = []
  for (const signal of plan.context) {
    const strongest = strongestSign(reading, signal, weighing.quoting)
    if (strongest !== null) context.push(strongest)
  }
  if (extent === 'firing' && (out !== null || !mayFire(plan, weighed, { context, outside }))) return null
  const signs = weighed.map((sign) => attributed(reading, plan.weights, sign))
  const counting = signs.filter(({ out: reason }) => reason === null)
  const authorities = out === null ? [...new Set(counting.flatMap((sign) => sign.authorities))] : []
  const verdicts = authorities.map((authority): Verdict => {
    const said = counting.filter((sign) => sign.authorities.includes(authority))
    const own = bestOfSentences(said)
    return {
      authority,
      ...scoreOf(plan, { own, context, outside }),
      signs: own,
      counting: said,
      context,
      past: signs.filter((sign) => sign.past && sign.authorities.includes(authority)),
    }
  })
  return { plan, outside, out, signs, context, verdicts }
}

/** Whether all signs that count would reach the threshold if they were said of one authority. */
function mayFire(plan: RulePlan, weighed: readonly Sign[], besides: Pick<Judgement, 'context' | 'outside'>): boolean {
  const own = bestOfSentences(weighed.filter(({ out }) => out === null))
  return own.length > 0 && scoreOf(plan, { own, ...besides }).score + plan.mayAdd >= plan.rule.threshold
}

/** The sum for some signs, best first and one for each sentence, with what the article says besides. Rounded to hundredths. */
export function scoreOf(
  { weights, rule }: RulePlan,
  { own, context, outside }: { own: readonly Sign[]; context: readonly Sign[]; outside: readonly OutOfScope[] },
): Pick<Verdict, 'score' | 'parts' | 'fires'> {
  const [first, ...others] = own
  const best = first?.points ?? 0
  const counted = others.slice(0, furtherSentences)
  const further = counted.reduce((sum, { points }) => sum + Math.max(points, 0) * weights.again, 0)
  const missed = outside.reduce((sum, { points }) => sum + (points === 'out' ? 0 : points), 0)
  const besides = context.reduce((sum, { points }) => sum + points, missed)
  const score = Math.round((best + further + besides) * 100) / 100
  return { score, parts: { best, further, besides }, fires: score >= rule.threshold }
}

/** The strongest sign of each sentence, strongest first. */
export function bestOfSentences(signs: readonly Sign[]): Sign[] {
  return firstOfSentences(signs.toSorted((a, b) => b.points - a.points || a.hit.from - b.hit.from))
}

/** Of things in an order the first of each sentence. */
export function firstOfSentences<T extends { sentence: number }>(ordered: readonly T[]): T[] {
  const seen = new Set<number>()
  return ordered.filter(({ sentence }) => !seen.has(sentence) && seen.add(sentence))
}
