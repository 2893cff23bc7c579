import { hitsWithin } from './hits.ts'
import type { Hit } from './matcher.ts'
import { clauseStarts, type Condition, type Side } from './plan.ts'
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
  const missing = conditions.find((condition) => find(reading, condition, hit) === null)
  if (missing === undefined) return null
  return `nothing of what is asked ${inWords[missing.side]}: ${missing.phrases.slice(0, 3).join(', ')}`
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

function find(reading: Reading, { side, list, within, across }: Condition, hit: Hit): Hit | null {
  const { sentences, tokens, places } = reading
  const all = reading.hits.at(list)
  // Most of what may stand near a hit stands nowhere in the article.
  if (all === undefined) return null
  const placeOf = ({ from }: Hit) => places[tokens[from]?.sentence ?? 0]
  if (side === 'document') return all.find((other) => placeOf(other) !== 'clutter') ?? null
  if (side === 'headline') return all.find((other) => placeOf(other) === 'headline') ?? null
  const index = tokens[hit.from]?.sentence ?? 0
  const sentence = sentences[index]
  if (sentence === undefined) return null
  if (side === 'around') {
    for (let at = Math.max(index - 1, 0); at <= index + 1; at += 1) {
      const other = sentences[at]
      const [near] = other === undefined || places[at] === 'clutter' ? [] : hitsWithin(all, other)
      if (near !== undefined) return near
    }
    return null
  }
  const near = hitsWithin(all, sentence)
  if (near.length === 0) return null
  if (side === 'sentence') return near[0] ?? null
  if (side === 'inside') return near.find(({ from, to }) => from >= hit.from && to <= hit.to) ?? null
  if (side === 'clause') {
    const clause = clauseOf(reading, hit)
    return near.find(({ from, to }) => from >= clause.from && to <= clause.to) ?? null
  }
  return (
    near.find(({ from, to }) => {
      if (side === 'before')
        return from < hit.from && hit.from - to <= within && (across || !hasBreak(tokens, to, hit.from))
      return to > hit.to && from - hit.to <= within && (across || !hasBreak(tokens, hit.to, from))
    }) ?? null
  )
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
