import { hitsSaidOf } from './attribute.ts'
import { clauseOf } from './conditions.ts'
import { isLongerAround } from './hits.ts'
import type { Verdict } from './judge.ts'
import type { RuleSet } from './load.ts'
import type { Hit } from './matcher.ts'
import { sentenceOf, type Reading } from './reading.ts'
import type { RulesFile } from './rules-file.ts'
import type { Sign } from './signs.ts'
import { areasIn, gradesIn, type Told } from './told.ts'

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

/** A grade of a few words in a clause of its own ("Leadership | Good") belongs to what its sentence names before. */
const fewWords = 6

/** Whether the grade is told of one area only, not of the whole. */
export function isOfOneArea({ file }: RuleSet, reading: Reading, told: Told | null): boolean {
  return told !== null && isOfArea(file, reading, told.at)
}

/** Whether a hit speaks of a judgement area, and so not of the whole. */
export function isOfArea(file: RulesFile, reading: Reading, hit: Hit): boolean {
  const clause = clauseOf(reading, hit)
  const sentence = reading.sentences[sentenceOf(reading, hit)]
  const within =
    clause.to - clause.from > fewWords || sentence === undefined ? clause : { from: sentence.from, to: hit.to }
  return areasIn(file, reading, within).length > 0
}
