import { placeWeights } from './places.ts'
import type { Points, ScopePlan } from './plan.ts'
import type { Reading } from './reading.ts'

/** A scope that the article is not in, what that costs, and why, in words. */
export type OutOfScope = { name: string; points: Points; says: string }

/** Those of a rule's scopes that an article is not in. */
export function outOfScopes(reading: Reading, scopes: readonly ScopePlan[]): OutOfScope[] {
  return scopes.flatMap(({ name, says, own, atLeast, others, points }) => {
    const weight = weigh(reading, own)
    if (weight < atLeast) return [{ name, points, says: `not about ${says} (${weight} of ${atLeast})` }]
    const against = others === null ? 0 : weigh(reading, others)
    if (against <= weight) return []
    return [{ name, points, says: `more about other things than about ${says} (${against} to ${weight})` }]
  })
}

/** The weight of a list's phrases in the article: of those that begin or end at one word, one counts. */
function weigh({ hits, places, tokens }: Reading, list: number): number {
  const seen = new Set<number>()
  let sum = 0
  for (const { from, to } of hits.at(list) ?? []) {
    if (seen.has(from) || seen.has(to)) continue
    seen.add(from).add(to)
    sum += placeWeights[places[tokens[from]?.sentence ?? 0] ?? 'body']
  }
  return sum
}
