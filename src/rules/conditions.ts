import type { Hit } from './matcher.ts'
import { hitsIn, type Reading } from './reading.ts'
import type { RulesFile, SignalText } from './rules-file.ts'

/** What must, or must not, stand near a hit: part of a signal's `with`, or an exclusion. */
export type Conditions = SignalText['with']

/** Why a hit does not count, in words, and whether it tells of the past. */
export type Reason = { says: string; past: boolean }

/** The first exclusion that rules a hit out, or null. */
export function ruledOut(reading: Reading, file: RulesFile, signal: SignalText, hit: Hit): Reason | null {
  for (const name of signal.unless) {
    const exclusion = file.exclusions[name]
    if (exclusion === undefined) continue
    const { says, past, ...conditions } = exclusion
    const cause = anyHolds(reading, `exclusions.${name}`, conditions, hit)
    if (cause !== null) return { says: `${says}: "${cause}"`, past }
  }
  return null
}

/** The first of a signal's `with` conditions that fails, in words, or null. `path` is that of the signal's `with`. */
export function lacking(reading: Reading, path: string, conditions: Conditions, hit: Hit): string | null {
  for (const key of sides) {
    const near = conditions[key]
    if (near === undefined) continue
    if (find(reading, `${path}.${key}.any`, key, near, hit) === null)
      return `nothing of what is asked ${key === 'document' ? 'in the article' : `${key} it`}: ${near.any.slice(0, 3).join(', ')}`
  }
  return null
}

function anyHolds(reading: Reading, path: string, conditions: Conditions, hit: Hit): string | null {
  for (const key of sides) {
    const near = conditions[key]
    if (near === undefined) continue
    const found = find(reading, `${path}.${key}.any`, key, near, hit)
    if (found !== null) return quote(reading, found)
  }
  return null
}

type Side = keyof Conditions
type Reach = { within?: number | undefined; across: boolean }

const sides = ['before', 'after', 'inside', 'sentence', 'around', 'document', 'headline'] as const satisfies Side[]

function find(reading: Reading, name: string, side: Side, { within, across }: Reach, hit: Hit): Hit | null {
  const { hits, sentences, tokens, places } = reading
  const index = tokens[hit.from]?.sentence ?? 0
  const sentence = sentences[index]
  if (sentence === undefined) return null
  if (side === 'document')
    return (hits.get(name) ?? []).find(({ from }) => places[tokens[from]?.sentence ?? 0] !== 'clutter') ?? null
  if (side === 'headline')
    return (hits.get(name) ?? []).find(({ from }) => places[tokens[from]?.sentence ?? 0] === 'headline') ?? null
  if (side === 'around') {
    const near = [index - 1, index, index + 1].flatMap((at) =>
      sentences[at] === undefined || places[at] === 'clutter' ? [] : hitsIn(hits, name, sentences[at]),
    )
    return near[0] ?? null
  }
  const reach = within ?? Number.POSITIVE_INFINITY
  return (
    hitsIn(hits, name, sentence).find(({ from, to }) => {
      if (side === 'before')
        return from < hit.from && hit.from - to <= reach && (across || !hasBreak(tokens, to, hit.from))
      if (side === 'after') return to > hit.to && from - hit.to <= reach && (across || !hasBreak(tokens, hit.to, from))
      if (side === 'inside') return from >= hit.from && to <= hit.to
      return true
    }) ?? null
  )
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
