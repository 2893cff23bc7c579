import { authoritiesOf } from './attribute.ts'
import { anyHolds, lacking, quote } from './conditions.ts'
import type { Hit } from './matcher.ts'
import type { Place } from './places.ts'
import type { BuiltInCue, CuePlan, Points, SignalPlan } from './plan.ts'
import type { Reading } from './reading.ts'
import type { RulesFile, SignalText } from './rules-file.ts'

/** A cue that stands beside a sign, with the words that show it. */
export type CueFound = { name: string; says: string; points: Points; words: string | null }

/** One place where a phrase of a signal stands, and what it comes to. */
export type Sign = {
  signal: SignalText
  hit: Hit
  /** Index of its sentence. */
  sentence: number
  place: Place
  /** Of the signal, its place and its cues together. */
  points: number
  authorities: string[]
  cues: CueFound[]
  /** Why it does not count; null if it does. */
  out: string | null
  /** Something beside it tells of the past. */
  past: boolean
}

const nothing = { points: 0, authorities: [], cues: [], past: false }

/**
 * Every place where a signal stands, if `thorough` also those where it counts for nothing by where it stands. `weights`: what it gains by where it stands;
 * null for what is said of no authority.
 */
export function signsOf(
  reading: Reading,
  plan: SignalPlan,
  weights: RulesFile['weights'] | null,
  thorough = false,
): Sign[] {
  const hits = reading.hits.at(plan.list)
  if (hits === undefined) return []
  // Of most cues nothing stands in the article at all.
  const cues = plan.cues.filter(({ parts }) => parts.some(({ list }) => reading.hits.at(list) !== undefined))
  const signs: Sign[] = []
  for (const hit of hits) {
    const place = reading.places[reading.tokens[hit.from]?.sentence ?? 0] ?? 'body'
    const counts = place !== 'clutter' && plan.where.has(place)
    const sign = counts
      ? signOf(reading, { plan, cues, weights }, hit)
      : thorough
        ? misplaced(reading, plan, hit)
        : null
    if (sign !== null) signs.push(sign)
  }
  return signs
}

/** A sign that counts for nothing, since it stands where its signal is not asked for. */
function misplaced(reading: Reading, { text: signal }: SignalPlan, hit: Hit): Sign {
  const sentence = reading.tokens[hit.from]?.sentence ?? 0
  const place = reading.places[sentence] ?? 'body'
  const where = signal.where.join(' and the ')
  const out = place === 'clutter' ? 'the page adds it to the article' : `counts only in the ${where}`
  return { ...nothing, signal, hit, sentence, place, out }
}

function signOf(
  reading: Reading,
  { plan, cues, weights }: { plan: SignalPlan; cues: readonly CuePlan[]; weights: RulesFile['weights'] | null },
  hit: Hit,
): Sign {
  const sentence = reading.tokens[hit.from]?.sentence ?? 0
  const place = reading.places[sentence] ?? 'body'
  const { text: signal } = plan
  let past = false
  const found: CueFound[] = []
  for (const { name, says, points, past: isPast, parts } of cues) {
    const words = anyHolds(reading, parts, hit)
    if (words === null) continue
    past ||= isPast
    found.push({ name, says, points, words: quote(reading, words) })
  }
  let authorities: string[] = []
  if (weights !== null) {
    const said = authoritiesOf(reading, hit)
    authorities = said.authorities
    found.push(...builtIn(plan, 'carried', said.carried), ...builtIn(plan, 'minor', said.minor))
    found.push(...builtIn(plan, 'alone', reading.places.at(-1) === 'headline'))
  }
  const unsaid = weights === null || authorities.length > 0 ? null : 'no authority is named'
  const points = signal.weight + (weights === null || place === 'clutter' ? 0 : weights[place]) + sumOf(found)
  const out = ruledOut(found) ?? lacking(reading, plan.with, hit) ?? unsaid
  return { signal, hit, sentence, place, points, authorities, cues: found, out, past }
}

const builtInSays: Readonly<Record<BuiltInCue, string>> = {
  carried: 'the authority is named elsewhere',
  minor: 'the article is more about another authority',
  alone: 'there is no more than a headline',
}

function builtIn(plan: SignalPlan, name: BuiltInCue, holds: boolean): CueFound[] {
  const points = plan.builtIn[name]
  return holds && points !== 0 ? [{ name, says: builtInSays[name], points, words: null }] : []
}

function sumOf(cues: readonly CueFound[]): number {
  return cues.reduce((sum, { points }) => sum + (points === 'out' ? 0 : points), 0)
}

function ruledOut(cues: readonly CueFound[]): string | null {
  const first = cues.find(({ points }) => points === 'out')
  if (first === undefined) return null
  return first.words === null ? first.says : `${first.says}: "${first.words}"`
}
