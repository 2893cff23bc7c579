import { authoritiesOf } from './attribute.ts'
import { anyHolds, lacking, quote } from './conditions.ts'
import type { Hit } from './matcher.ts'
import type { Place } from './places.ts'
import { builtInCues, type BuiltInCue, type CuePlan, type Points, type SignalPlan } from './plan.ts'
import { sentenceOf, type Reading } from './reading.ts'
import type { RulesFile, SignalText } from './rules-file.ts'

/** A cue that stands beside a sign, with the words that show it. */
export type CueFound = { name: string; says: string; points: Points; words: string | null }

/** One place where a phrase of a signal stands, and what it comes to. */
export type Sign = {
  plan: SignalPlan
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

/** What signs gain by where they stand, null for what is said of no authority; and whether the words that are found beside them are to be told. */
export type Weighing = { weights: RulesFile['weights'] | null; quoting: boolean }

/**
 * Every place where a signal stands, weighed by its words, its place and what stands beside it; of whom it is said, `attributed` tells.
 * If `misplaced` also those where it counts for nothing by where it stands.
 */
export function weighedSigns(
  reading: Reading,
  plan: SignalPlan,
  weighing: Weighing,
  misplaced: boolean,
): readonly Sign[] {
  const hits = reading.hits.at(plan.list)
  if (hits === undefined) return none
  const cues = cuesIn(reading, plan)
  const signs: Sign[] = []
  for (const hit of hits) {
    if (plan.where.has(placeOf(reading, hit))) signs.push(weighed(reading, plan, cues, weighing, hit))
    else if (misplaced) signs.push(misplacedSign(reading, plan, hit))
  }
  return signs
}

const none: readonly Sign[] = []

/** Of the places of a signal that is said of no authority the one that adds or takes most, of equals the first; null where none counts. */
export function strongestSign(reading: Reading, plan: SignalPlan, quoting: boolean): Sign | null {
  const hits = reading.hits.at(plan.list)
  if (hits === undefined) return null
  const cues = cuesIn(reading, plan)
  const weighing = { weights: null, quoting }
  let strongest: Sign | null = null
  for (const hit of hits) {
    if (!plan.where.has(placeOf(reading, hit))) continue
    const sign = weighed(reading, plan, cues, weighing, hit)
    if (sign.out !== null) continue
    if (strongest === null || Math.abs(sign.points) > Math.abs(strongest.points)) strongest = sign
    // Without cues one is as strong as another.
    if (cues.length === 0) break
  }
  return strongest
}

/** The same sign, with the authorities it is said of, and what it takes or adds how they are known. */
export function attributed(reading: Reading, weights: RulesFile['weights'], sign: Sign): Sign {
  const { plan, signal, hit, sentence, place, past } = sign
  if (!plan.where.has(place)) return sign
  const { authorities, carried, minor } = authoritiesOf(reading, hit)
  const known = builtInCues.filter(
    (name) => plan.builtIn[name] !== 0 && { carried, minor, alone: reading.places.at(-1) === 'headline' }[name],
  )
  const cues = [...sign.cues, ...known.map((name) => builtIn(plan, name))]
  const points = pointsOf(plan, weights, place, cues)
  const out = ruledOut(cues) ?? sign.out ?? (authorities.length > 0 ? null : 'no authority is named')
  return { plan, signal, hit, sentence, place, points, authorities, cues, out, past }
}

/** Of most cues nothing stands in the article at all. */
function cuesIn({ hits }: Reading, { cues }: SignalPlan): CuePlan[] {
  return cues.filter(({ parts }) => parts.some(({ list }) => hits.at(list) !== undefined))
}

function weighed(
  reading: Reading,
  plan: SignalPlan,
  cues: readonly CuePlan[],
  { weights, quoting }: Weighing,
  hit: Hit,
): Sign {
  const place = placeOf(reading, hit)
  let past = false
  const found: CueFound[] = []
  for (const { name, says, points, past: isPast, parts } of cues) {
    const words = anyHolds(reading, parts, hit)
    if (words === null) continue
    past ||= isPast
    found.push({ name, says, points, words: quoting ? quote(reading, words) : null })
  }
  return {
    plan,
    signal: plan.text,
    hit,
    sentence: sentenceOf(reading, hit),
    place,
    points: pointsOf(plan, weights, place, found),
    authorities: [],
    cues: found,
    out: ruledOut(found) ?? lacking(reading, plan.with, hit),
    past,
  }
}

/** A sign that counts for nothing, since it stands where its signal is not asked for. */
function misplacedSign(reading: Reading, plan: SignalPlan, hit: Hit): Sign {
  const { text: signal } = plan
  const place = placeOf(reading, hit)
  const where = signal.where.join(' and the ')
  const out = place === 'clutter' ? 'the page adds it to the article' : `counts only in the ${where}`
  const sentence = sentenceOf(reading, hit)
  return { plan, signal, hit, sentence, place, points: 0, authorities: [], cues: [], out, past: false }
}

function placeOf(reading: Reading, hit: Hit): Place {
  return reading.places[sentenceOf(reading, hit)] ?? 'body'
}

const builtInSays: Readonly<Record<BuiltInCue, string>> = {
  carried: 'the authority is named elsewhere',
  minor: 'the article is more about another authority',
  alone: 'there is no more than a headline',
}

function builtIn(plan: SignalPlan, name: BuiltInCue): CueFound {
  return { name, says: builtInSays[name], points: plan.builtIn[name], words: null }
}

function pointsOf(
  { text }: SignalPlan,
  weights: RulesFile['weights'] | null,
  place: Place,
  cues: readonly CueFound[],
): number {
  let beside = 0
  for (const { points } of cues) if (points !== 'out') beside += points
  return text.weight + (weights === null || place === 'clutter' ? 0 : weights[place]) + beside
}

function ruledOut(cues: readonly CueFound[]): string | null {
  const first = cues.find(({ points }) => points === 'out')
  if (first === undefined) return null
  return first.words === null ? first.says : `${first.says}: "${first.words}"`
}
