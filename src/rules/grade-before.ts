import { hitsSaidOf } from './attribute.ts'
import { clauseOf } from './conditions.ts'
import { directionsIn, ownSentences, sameSaid, wayInWords, wayOf } from './grade-ways.ts'
import { isOfArea } from './grades.ts'
import type { Verdict } from './judge.ts'
import type { RuleSet } from './load.ts'
import type { Hit } from './matcher.ts'
import { hitsIn, sentenceOf, type Reading } from './reading.ts'
import { gradesIn, type Told } from './told.ts'
import { isYear } from './word-kinds.ts'

/**
 * The grade before, of this authority: told in so many words ("up from inadequate") if it is, else the same where the verdict is told as no
 * change, else the latest of those that are told as past.
 */
export function previousOf(
  { file }: RuleSet,
  reading: Reading,
  lists: { previous: string; direction: string },
  verdict: Verdict,
  told: Told | null,
): string | null {
  if (told === null) return null
  const isOther = ({ at }: Told) => at.from >= told.at.to || at.to <= told.at.from
  const own = hitsSaidOf(reading, lists.previous, verdict.authority)
  const isDated = (hit: Hit) => hitsIn(reading.hits, 'past-date', hit).length > 0
  const explicit = own
    .filter((hit) => !isDated(hit))
    .flatMap((hit) => gradesIn(file, reading, hit).slice(0, 1))
    .filter(isOther)
  const verdictsIn = new Set(sameSaid(file, reading, verdict, told).map((one) => sentenceOf(reading, one.at)))
  const isNear = ({ at }: Told) => verdictsIn.has(sentenceOf(reading, at))
  const latest = (all: readonly Told[]) =>
    all
      .map((one) => ({ ...one, year: yearOf(reading, one.at) }))
      .toSorted((a, b) => Number(isNear(b)) - Number(isNear(a)) || b.year - a.year)[0]?.grade ?? null
  const scale = Object.keys(file.grades)
  const way = wayInWords(file, reading, lists.direction, verdict, told)
  const agrees = ({ grade }: Told) => way === null || way === wayOf(scale, grade, told.grade)
  const agreeing = explicit.filter(agrees)
  if (agreeing.length > 0) return latest(agreeing)
  const past = [...verdict.past.map(({ hit }) => hit), ...own.filter(isDated)]
    .filter((hit) => !isOfArea(file, reading, hit))
    .flatMap((hit) => gradesIn(file, reading, hit))
    .filter((one) => isOther(one) && !(isNear(one) && one.grade === told.grade))
  if (explicit.length > 0) return latest(past.filter((one) => way !== null && agrees(one))) ?? latest(explicit)
  if (
    ownSentences(file, reading, verdict, told).some((at) =>
      directionsIn(file, reading, lists.direction, verdict.authority, at, told).includes('unchanged'),
    )
  )
    return told.grade
  return latest(past.filter(agrees)) ?? latest(past)
}

/** The latest year told in the clause of a hit, else in its sentence; 0 for none. */
function yearOf(reading: Reading, hit: Hit): number {
  const yearsIn = ({ from, to }: Hit) =>
    reading.tokens.slice(from, to).flatMap(({ word }) => (isYear(word) ? [Number(word)] : []))
  const inClause = yearsIn(clauseOf(reading, hit))
  const sentence = reading.sentences[sentenceOf(reading, hit)]
  return Math.max(0, ...(inClause.length > 0 || sentence === undefined ? inClause : yearsIn(sentence)))
}
