import { authoritiesOf } from './attribute.ts'
import { anyHolds, lacking, quote } from './conditions.ts'
import type { Hit } from './matcher.ts'
import type { Place } from './places.ts'
import type { BuiltInCue, Points, SignalPlan } from './plan.ts'
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

/** Every place where a signal stands, also where it counts for nothing. `weights`: what it gains by where it stands. */
export function signsOf(reading: Reading, plan: SignalPlan, weights: RulesFile['weights'], isContext: boolean): Sign[] {
  return (reading.hits.at(plan.list) ?? []).flatMap((hit): Sign[] => {
    const sentence = reading.tokens[hit.from]?.sentence ?? 0
    const place = reading.places[sentence] ?? 'body'
    const { text } = plan
    if (place === 'clutter' || !plan.where.has(place)) {
      const out =
        place === 'clutter' ? 'the page adds it to the article' : `counts only in the ${text.where.join(' and the ')}`
      return isContext ? [] : [{ ...nothing, signal: text, hit, sentence, place, out }]
    }
    let past = false
    const cues = plan.cues.flatMap((cue): CueFound[] => {
      const words = anyHolds(reading, cue.parts, hit)
      if (words === null) return []
      past ||= cue.past
      return [{ name: cue.name, says: cue.says, points: cue.points, words: quote(reading, words) }]
    })
    if (isContext) {
      const out = lacking(reading, plan.with, hit) ?? ruledOut(cues)
      return [
        { signal: text, hit, sentence, place, points: text.weight + sumOf(cues), authorities: [], cues, out, past },
      ]
    }
    const { authorities, carried, minor } = authoritiesOf(reading, hit)
    cues.push(...builtIn(plan, 'carried', carried), ...builtIn(plan, 'minor', minor))
    const unsaid = authorities.length === 0 ? 'no authority is named' : null
    const out = ruledOut(cues) ?? lacking(reading, plan.with, hit) ?? unsaid
    return [
      {
        signal: text,
        hit,
        sentence,
        place,
        points: text.weight + weights[place] + sumOf(cues),
        authorities,
        cues,
        out,
        past,
      },
    ]
  })
}

const builtInSays: Readonly<Record<BuiltInCue, string>> = {
  carried: 'the authority is named elsewhere',
  minor: 'the article is more about another authority',
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
