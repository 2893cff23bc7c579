import { authoritiesOf, hitsSaidOf } from './attribute.ts'
import { clauseOf } from './conditions.ts'
import type { Verdict } from './judge.ts'
import type { Move } from './finding.ts'
import { isLongerAround } from './hits.ts'
import type { RuleSet } from './load.ts'
import type { Hit } from './matcher.ts'
import { hitsIn, sentenceOf, type Reading } from './reading.ts'
import type { RulesFile } from './rules-file.ts'
import type { Sign } from './signs.ts'
import { areasIn, gradesIn, type Told } from './told.ts'
import { isYear } from './word-kinds.ts'

/** Which way a verdict went. The vocabularies of these names tell it in words. */
export const directions = ['improved', 'declined', 'unchanged'] as const

/** What is said of one area, or of the past, or below the first paragraphs, is less likely the verdict on the whole, by so many points. */
const less = { area: 3, past: 2, before: 3, body: 3 }
/** What is told as the whole, or as where a move ends ("from good to outstanding"), is more likely the verdict. */
const moreInWords = 3

/** The grade inside the words of the strongest sign that speaks of the whole and of now; "the same grade" is the one told before it. */
export function gradeOf(
  { file }: RuleSet,
  reading: Reading,
  lists: { rating: string; previous: string },
  { counting, authority }: Verdict,
): Told | null {
  const told = (list: string, at: 0 | -1) =>
    new Set(hitsSaidOf(reading, list, authority).flatMap((hit) => gradesIn(file, reading, hit).at(at)?.at.from ?? []))
  const before = told(lists.previous, 0)
  const inWords = told(lists.rating, -1)
  const rank = (sign: Sign) =>
    sign.points -
    (isOfArea(file, reading, sign.hit) && sign.place !== 'headline' ? less.area : 0) +
    (before.has(sign.hit.from) ? -less.before : inWords.has(sign.hit.from) ? moreInWords : 0) -
    (sign.past ? less.past : 0) -
    (sign.place === 'body' ? less.body : 0)
  const ranked = counting
    .filter(({ hit }) => !isPartOfGrade(file, reading, hit))
    .map((sign) => ({ hit: sign.hit, worth: rank(sign) }))
  for (const { hit } of ranked.toSorted((a, b) => b.worth - a.worth)) {
    const sentence = reading.sentences[sentenceOf(reading, hit)] ?? hit
    const grade =
      gradesIn(file, reading, hit).at(-1) ?? gradesIn(file, reading, { from: sentence.from, to: hit.to }).at(-1)
    if (grade !== undefined) return grade
  }
  return null
}

/** As "good" is of "requires improvement to be good", and "highest rating" of "second highest rating". */
function isPartOfGrade(file: RulesFile, reading: Reading, hit: Hit): boolean {
  const sentence = reading.sentences[sentenceOf(reading, hit)]
  return gradesIn(file, reading, sentence ?? hit).some(({ at }) => isLongerAround(at, hit))
}

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

/** Which way from one grade to another; where the grade before is not told, what the words beside the grade or in the headline say. */
export function directionOf(
  { file }: RuleSet,
  reading: Reading,
  list: string,
  verdict: Verdict,
  told: Told | null,
  previous: string | null,
): string {
  if (told === null) return 'unknown'
  if (previous === null) return wayInWords(file, reading, list, verdict, told) ?? 'unknown'
  return wayOf(Object.keys(file.grades), previous, told.grade)
}

function wayOf(scale: readonly string[], from: string, to: string): (typeof directions)[number] {
  if (from === to) return 'unchanged'
  return scale.indexOf(to) < scale.indexOf(from) ? 'improved' : 'declined'
}

/** The one way that words beside the verdict tell, else those of the headline, else those beside the same grade told again. */
function wayInWords(file: RulesFile, reading: Reading, list: string, verdict: Verdict, told: Told): string | null {
  const headline = reading.sentences[reading.places.indexOf('headline')]
  const [own, ...others] = ownSentences(file, reading, verdict, told)
  const places = [own, headline, ...others].flatMap((at) => at ?? [])
  const said = places.map((at) => directionsIn(file, reading, list, verdict.authority, at, told))
  return said.find(([only, second]) => only !== undefined && second === undefined)?.[0] ?? null
}

/**
 * Grades of judgement areas now, from phrases that hold a `{grade}` and one or more `{area}`; one that names none tells of all. Null where the
 * text tells none of this authority.
 */
export function areasOf(
  { file }: RuleSet,
  reading: Reading,
  phrases: string,
  { authority, signs, past }: Verdict,
): Record<string, Move> | null {
  const sentences = new Set(signs.map(({ sentence }) => sentence))
  const isPast = ({ from, to }: Hit) => past.some(({ hit }) => hit.from >= from && hit.to <= to)
  const areas: Record<string, Move> = {}
  for (const hit of hitsSaidOf(reading, phrases, authority)) {
    const at = sentenceOf(reading, hit)
    if (isPast(hit) || !(sentences.has(at) || sentences.has(at - 1))) continue
    const told = gradesIn(file, reading, hit).at(-1)
    const to = told?.grade ?? null
    const from = told === undefined ? null : gradeBefore(file, reading, told)
    const named = areasIn(file, reading, hit)
    for (const area of named.length > 0 ? named : Object.keys(file.areas)) if (to !== null) areas[area] ??= { from, to }
  }
  return Object.keys(areas).length > 0 ? areas : null
}

/** Whether some areas went up and others down. */
export function isMixed({ file }: RuleSet, areas: Record<string, Move> | null): boolean {
  const scale = Object.keys(file.grades)
  const steps = Object.values(areas ?? {}).map(({ from, to }) =>
    from === null || to === null ? 0 : scale.indexOf(from) - scale.indexOf(to),
  )
  return steps.some((step) => step > 0) && steps.some((step) => step < 0)
}

/** The grade in "good to" right before another, or in brackets right after it: "inadequate (good)". */
function gradeBefore(file: RulesFile, reading: Reading, { at }: Told): string | null {
  const sentence = reading.sentences[sentenceOf(reading, at)]
  if (sentence === undefined) return null
  const { tokens, text } = reading
  const all = gradesIn(file, reading, sentence)
  const moved = all.find((one) => one.at.to === at.from - 1 && tokens[at.from - 1]?.word === 'to')
  const inBrackets = all.find(
    (one) => one.at.from === at.to && text.slice(tokens[at.to - 1]?.end, tokens[at.to]?.start).includes('('),
  )
  return (moved ?? inBrackets)?.grade ?? null
}

/** Where the verdict itself is told, the sentence after it unless it names others only, and where the same grade is told of the authority again. */
function ownSentences(file: RulesFile, reading: Reading, verdict: Verdict, told: Told): Hit[] {
  const at = sentenceOf(reading, told.at) + 1
  const named = reading.mentionsIn[at] ?? []
  const isOfOthers = named.length > 0 && !named.some(({ authorities }) => authorities.includes(verdict.authority))
  const after = isOfOthers || reading.places[at] === 'clutter' ? undefined : reading.sentences[at]
  const same = sameSaid(file, reading, verdict, told)
  return [told.at, ...(after === undefined ? [] : [after]), ...same.map((one) => one.at)]
}

/** The verdict, and where the same grade is told of the whole again. */
function sameSaid(file: RulesFile, reading: Reading, { signs }: Verdict, told: Told): Told[] {
  const same = signs
    .filter(({ hit, place, past }) => !past && (place === 'headline' || !isOfArea(file, reading, hit)))
    .flatMap(({ hit }) => gradesIn(file, reading, hit).slice(-1))
    .filter(({ grade }) => grade === told.grade)
  return [told, ...same]
}

/** The ways that words in the sentence of a hit tell; "still inadequate" tells nothing of a verdict of "good". */
function directionsIn(
  file: RulesFile,
  reading: Reading,
  list: string,
  authority: string,
  hit: Pick<Hit, 'from'>,
  told: Told,
): string[] {
  const { hits, sentences } = reading
  const sentence = sentences[sentenceOf(reading, hit)]
  if (sentence === undefined) return []
  const said = hitsIn(hits, list, sentence)
  return directions.filter((name) =>
    hitsIn(hits, name, sentence).some((way) => {
      const others = gradesIn(file, reading, way)
      const isToldOf = name !== 'unchanged' || others.every(({ grade }) => grade === told.grade)
      const isDated = name === 'unchanged' && hitsIn(hits, 'past-date', way).length > 0
      const isGrade = others.some(({ at }) => at.from === way.from && at.to === way.to)
      const isOwn = authoritiesOf(reading, way).authorities.includes(authority)
      return isOwn && isToldOf && !isDated && !isGrade && said.some((own) => way.from >= own.from && way.to <= own.to)
    }),
  )
}

/** The latest year told in the clause of a hit, else in its sentence; 0 for none. */
function yearOf(reading: Reading, hit: Hit): number {
  const yearsIn = ({ from, to }: Hit) =>
    reading.tokens.slice(from, to).flatMap(({ word }) => (isYear(word) ? [Number(word)] : []))
  const inClause = yearsIn(clauseOf(reading, hit))
  const sentence = reading.sentences[sentenceOf(reading, hit)]
  return Math.max(0, ...(inClause.length > 0 || sentence === undefined ? inClause : yearsIn(sentence)))
}

/** A grade of a few words in a clause of its own ("Leadership | Good") belongs to what its sentence names before. */
const fewWords = 6

/** Whether the grade is told of one area only, not of the whole. */
export function isOfOneArea({ file }: RuleSet, reading: Reading, told: Told | null): boolean {
  return told !== null && isOfArea(file, reading, told.at)
}

function isOfArea(file: RulesFile, reading: Reading, hit: Hit): boolean {
  const clause = clauseOf(reading, hit)
  const sentence = reading.sentences[sentenceOf(reading, hit)]
  const within =
    clause.to - clause.from > fewWords || sentence === undefined ? clause : { from: sentence.from, to: hit.to }
  return areasIn(file, reading, within).length > 0
}
