import { scoreOf, type Labelled, type Score } from './evaluate.ts'
import { fitData, type Case, type FitData, type Weight } from './fit-data.ts'
import { firstOfSentences } from './judge.ts'
import { furtherSentences } from './plan.ts'
import type { RuleSet } from './load.ts'

/** A weight of the rules file, what labelled documents make of it, and in how many cases it counts. */
export type FittedWeight = Weight & { fitted: number; seen: number }

export type Fit = {
  rule: string
  /** In the order in which the documents show them. */
  weights: FittedWeight[]
  /** With the weights of the file. */
  now: Score
  /** With the fitted weights, on the documents they were fitted to: flattering. */
  fitted: Score
  /** Honest: each fifth of the documents, with weights fitted to the other four. */
  heldOut: Score
}

/** How far one pull of the documents moves a weight at first. */
const stepSize = 0.05
const steps = 1200
const folds = 5
/** Fitted weights are rounded to these parts of a point, which is as fine as anybody can defend. */
const grain = 0.25

/**
 * Fits the weights of one rule to labelled documents: those of its signals, cues, context, scopes and places, so that authorities (or leaders) which a person
 * would report reach the threshold and others do not. It is a logistic regression on the score (its best signs may change as weights do), drawn to
 * the weights of the file by `restraint` (0 and up; 0.25 is mild), so that what few documents show stays as it was written.
 * The same input gives the same weights. Null for a rule that does not exist.
 */
export function fitWeights(
  ruleSet: RuleSet,
  documents: readonly Labelled[],
  index: number,
  restraint = 0.25,
): Fit | null {
  const data = fitData(ruleSet, documents, index)
  if (data === null) return null
  const fitted = fit(data, data.cases, restraint).map((value) => Math.round(value / grain) * grain)
  const seen = data.weights.map(() => 0)
  for (const { signs, besides } of data.cases)
    for (const weight of new Set([...signs.flatMap(({ weights }) => weights), ...besides.weights]))
      seen[weight] = (seen[weight] ?? 0) + 1
  const now = data.weights.map((weight) => weight.now)
  const all = () => true
  const parts = Array.from({ length: folds }, (_, fold) => {
    const isHeld = (document: number) => document % folds === fold
    const values = fit(
      data,
      data.cases.filter(({ document }) => !isHeld(document)),
      restraint,
    )
    return countsOf(data, values, isHeld)
  })
  return {
    rule: data.plan.rule.id,
    weights: data.weights.map((weight, at) => ({ ...weight, fitted: fitted[at] ?? weight.now, seen: seen[at] ?? 0 })),
    now: scoreOf([countsOf(data, now, all)]),
    fitted: scoreOf([countsOf(data, fitted, all)]),
    heldOut: scoreOf(parts),
  }
}

/** Adam (Kingma and Ba 2015) on the logistic loss, all cases at each step. */
function fit({ plan, weights }: FitData, cases: readonly Case[], restraint: number): number[] {
  const values = weights.map(({ now }) => now)
  const mean = values.map(() => 0)
  const spread = values.map(() => 0)
  for (let step = 1; step <= steps; step += 1) {
    const slope = values.map((value, at) => restraint * (value - (weights[at]?.now ?? 0)))
    for (const one of cases) {
      const { score, shares } = scored(values, one, plan.weights.again)
      const error = 1 / (1 + Math.exp(plan.rule.threshold - score)) - (one.isRight ? 1 : 0)
      for (const [weight, share] of shares) slope[weight] = (slope[weight] ?? 0) + error * share
    }
    for (const [at, pull] of slope.entries()) {
      const first = (mean[at] = 0.9 * (mean[at] ?? 0) + 0.1 * pull)
      const second = (spread[at] = 0.999 * (spread[at] ?? 0) + 0.001 * pull * pull)
      const moved = (stepSize * (first / (1 - 0.9 ** step))) / (Math.sqrt(second / (1 - 0.999 ** step)) + 1e-8)
      values[at] = (values[at] ?? 0) - moved
    }
  }
  return values
}

/** The score as `judge` reckons it, and how much of each weight is in it. */
function scored(
  values: readonly number[],
  { signs, besides }: Case,
  again: number,
): { score: number; shares: [weight: number, share: number][] } {
  const sum = (weights: readonly number[]) => weights.reduce((total, weight) => total + (values[weight] ?? 0), 0)
  const ordered = signs
    .map(({ sentence, weights, fixed }) => ({ sentence, weights, points: fixed + sum(weights) }))
    .toSorted((a, b) => b.points - a.points)
  const best = firstOfSentences(ordered).slice(0, furtherSentences + 1)
  const shares = besides.weights.map((weight): [number, number] => [weight, 1])
  let score = besides.fixed + sum(besides.weights)
  for (const [place, { weights, points }] of best.entries()) {
    const share = place === 0 ? 1 : points > 0 ? again : 0
    if (share === 0) continue
    score += points * share
    shares.push(...weights.map((weight): [number, number] => [weight, share]))
  }
  return { score, shares }
}

function countsOf(
  { plan, cases, beyond }: FitData,
  values: readonly number[],
  among: (document: number) => boolean,
): { right: number; wrong: number; missed: number } {
  const counts = { right: 0, wrong: 0, missed: beyond.filter(among).length }
  for (const one of cases) {
    if (!among(one.document)) continue
    const fires = scored(values, one, plan.weights.again).score >= plan.rule.threshold
    if (fires) counts[one.isRight ? 'right' : 'wrong'] += 1
    else if (one.isRight) counts.missed += 1
  }
  return counts
}
