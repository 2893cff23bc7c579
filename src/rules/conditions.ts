import { firstFrom, firstWithin } from './hits.ts'
import type { Hit } from './matcher.ts'
import { clauseStarts, type Condition } from './plan.ts'
import { hitsIn, type Reading } from './reading.ts'

/** The words for which one of the conditions holds beside a hit, or null where none does. */
export function anyHolds(reading: Reading, conditions: readonly Condition[], hit: Hit): Hit | null {
  for (const condition of conditions) {
    const found = find(reading, condition, hit)
    if (found !== null) return found
  }
  return null
}

/** The first condition that does not hold beside a hit, in words, or null. */
export function lacking(reading: Reading, conditions: readonly Condition[], hit: Hit): string | null {
  for (const condition of conditions) if (find(reading, condition, hit) === null) return condition.lacks
  return null
}

function find(reading: Reading, condition: Condition, hit: Hit): Hit | null {
  const all = reading.hits.at(condition.list)
  // Most of what may stand near a hit stands nowhere in the article.
  if (all === undefined) return null
  const { side } = condition
  const { sentences, tokens, places } = reading
  if (side === 'document' || side === 'headline') return all.find((other) => isWhere(reading, side, other)) ?? null
  const index = tokens[hit.from]?.sentence ?? 0
  if (side === 'around') {
    for (let at = Math.max(index - 1, 0); at <= index + 1; at += 1) {
      const first = places[at] === 'clutter' ? undefined : firstWithin(all, sentences[at])
      if (first !== undefined) return first
    }
    return null
  }
  const sentence = sentences[index]
  if (sentence === undefined) return null
  let at = firstFrom(all, sentence.from)
  // Only where something stands in the sentence its clauses matter.
  const span = side === 'clause' && (all[at]?.from ?? sentence.to) < sentence.to ? clauseOf(reading, hit) : hit
  for (; at < all.length; at += 1) {
    const other = all[at]
    if (other === undefined || other.from >= sentence.to) return null
    if (isBeside(tokens, condition, span, other)) return other
  }
  return null
}

function isWhere({ places, tokens }: Reading, side: 'document' | 'headline', { from }: Hit): boolean {
  const place = places[tokens[from]?.sentence ?? 0]
  return side === 'headline' ? place === 'headline' : place !== 'clutter'
}

/** Whether something of the same sentence stands on the side of a hit, or of its clause, that a condition asks for. */
function isBeside(
  tokens: Reading['tokens'],
  { side, within, across }: Condition,
  hit: Hit,
  { from, to }: Hit,
): boolean {
  if (side === 'sentence') return true
  if (side === 'before')
    return from < hit.from && hit.from - to <= within && (across || !hasBreak(tokens, to, hit.from))
  if (side === 'after') return to > hit.to && from - hit.to <= within && (across || !hasBreak(tokens, hit.to, from))
  return from >= hit.from && to <= hit.to
}

/** The clause around a hit: as far as the next comma or the like, or the next word that begins a clause, on both sides. The word itself belongs to it. */
export function clauseOf({ hits, sentences, tokens }: Reading, hit: Hit): Hit {
  const sentence = sentences[tokens[hit.from]?.sentence ?? 0]
  if (sentence === undefined) return hit
  const starts = hitsIn(hits, clauseStarts, sentence)
  let { from, to } = hit
  while (from > sentence.from && tokens[from]?.breaks !== true && !starts.some((start) => start.from === from))
    from -= 1
  while (to < sentence.to && tokens[to]?.breaks !== true && !starts.some((start) => start.from === to)) to += 1
  return { from, to }
}

/** Whether a new clause begins at one of the tokens `from` to `to`, both included. */
function hasBreak(tokens: Reading['tokens'], from: number, to: number): boolean {
  for (let at = from; at <= to; at += 1) if (tokens[at]?.breaks === true) return true
  return false
}

/** The words of a hit, as the text has them. */
export function quote({ text, tokens }: Reading, { from, to }: Hit): string {
  return text.slice(tokens[from]?.start, tokens[to - 1]?.end).replace(/\s+/g, ' ')
}
