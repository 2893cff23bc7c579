import { authoritiesOf } from './attribute.ts'
import { isOfArea } from './grades.ts'
import type { Verdict } from './judge.ts'
import type { RuleSet } from './load.ts'
import type { Hit } from './matcher.ts'
import { hitsIn, sentenceOf, type Reading } from './reading.ts'
import type { RulesFile } from './rules-file.ts'
import { gradesIn, type Told } from './told.ts'

/** Which way a verdict went. The vocabularies of these names tell it in words. */
export const directions = ['improved', 'declined', 'unchanged'] as const

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

/** Which way from one grade to another. */
export function wayOf(scale: readonly string[], from: string, to: string): (typeof directions)[number] {
  if (from === to) return 'unchanged'
  return scale.indexOf(to) < scale.indexOf(from) ? 'improved' : 'declined'
}

/** The one way that words beside the verdict tell, else those of the headline, else those beside the same grade told again. */
export function wayInWords(
  file: RulesFile,
  reading: Reading,
  list: string,
  verdict: Verdict,
  told: Told,
): string | null {
  const headline = reading.sentences[reading.places.indexOf('headline')]
  const [own, ...others] = ownSentences(file, reading, verdict, told)
  const places = [own, headline, ...others].flatMap((at) => at ?? [])
  const said = places.map((at) => directionsIn(file, reading, list, verdict.authority, at, told))
  return said.find(([only, second]) => only !== undefined && second === undefined)?.[0] ?? null
}

/** Where the verdict itself is told, the sentence after it unless it names others only, and where the same grade is told of the authority again. */
export function ownSentences(file: RulesFile, reading: Reading, verdict: Verdict, told: Told): Hit[] {
  const at = sentenceOf(reading, told.at) + 1
  const named = reading.mentionsIn[at] ?? []
  const isOfOthers = named.length > 0 && !named.some(({ authorities }) => authorities.includes(verdict.authority))
  const after = isOfOthers || reading.places[at] === 'clutter' ? undefined : reading.sentences[at]
  const same = sameSaid(file, reading, verdict, told)
  return [told.at, ...(after === undefined ? [] : [after]), ...same.map((one) => one.at)]
}

/** The verdict, and where the same grade is told of the whole again. */
export function sameSaid(file: RulesFile, reading: Reading, { signs }: Verdict, told: Told): Told[] {
  const same = signs
    .filter(({ hit, place, past }) => !past && (place === 'headline' || !isOfArea(file, reading, hit)))
    .flatMap(({ hit }) => gradesIn(file, reading, hit).slice(-1))
    .filter(({ grade }) => grade === told.grade)
  return [told, ...same]
}

/** The ways that words in the sentence of a hit tell; "still inadequate" tells nothing of a verdict of "good". */
export function directionsIn(
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
