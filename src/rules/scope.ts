import { placeWeights } from './places.ts'
import type { Points, ScopePlan } from './plan.ts'
import type { Reading } from './reading.ts'

/** A scope that the article is not in, what that costs, and why, in words. */
export type OutOfScope = { name: string; points: Points; says: string }

/** Those of a rule's scopes that an article is not in. */
export function outOfScopes(reading: Reading, scopes: readonly ScopePlan[]): OutOfScope[] {
  const outside: OutOfScope[] = []
  for (const { name, says, own, atLeast, others, points } of scopes) {
    const weight = weightOf(reading, own)
    const against = others === null ? 0 : weightOf(reading, others)
    if (weight < atLeast) outside.push({ name, points, says: `not about ${says} (${weight} of ${atLeast})` })
    else if (against > weight)
      outside.push({ name, points, says: `more about other things than about ${says} (${against} to ${weight})` })
  }
  return outside
}

/** Several rules have the same scopes. */
const weights = new WeakMap<Reading, Map<number, number>>()

function weightOf(reading: Reading, list: number): number {
  const known = weights.get(reading) ?? new Map<number, number>()
  weights.set(reading, known)
  const weight = known.get(list) ?? weigh(reading, list)
  known.set(list, weight)
  return weight
}

/** The weight of a list's phrases in the article: of those that begin or end at one word, one counts. */
function weigh({ hits, places, tokens }: Reading, list: number): number {
  let sum = 0
  let begun = -1
  let furthest = -1
  /** Where those that count end, as far as another may still begin or end there. */
  let ends: number[] = []
  for (const { from, to } of hits.at(list) ?? []) {
    if (from >= furthest) ends = from === furthest ? [from] : []
    if (from === begun || ends.includes(from) || ends.includes(to)) continue
    ends.push(to)
    begun = from
    furthest = Math.max(furthest, to)
    sum += placeWeights[places[tokens[from]?.sentence ?? 0] ?? 'body']
  }
  return sum
}
