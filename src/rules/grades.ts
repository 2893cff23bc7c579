import { authoritiesOf } from './attribute.ts'
import type { Verdict } from './judge.ts'
import type { Move } from './finding.ts'
import type { RuleSet } from './load.ts'
import type { RulesFile } from './rules-file.ts'
import type { Hit } from './matcher.ts'
import { hitsIn, type Reading } from './reading.ts'

/** The grade that a verdict rests on: the one inside the words of its strongest sign; "from inadequate to good" is good. */
export function gradeOf(ruleSet: RuleSet, reading: Reading, verdict: Verdict): string | null {
  for (const { hit, points } of verdict.signs) {
    if (points <= 0) continue
    const grade = gradesIn(ruleSet.file, reading, hit).at(-1)
    if (grade !== undefined) return grade
  }
  return null
}

/** The grade that phrases such as `from {grade}` tell, for this authority. */
export function previousOf(
  ruleSet: RuleSet,
  reading: Reading,
  phrases: string,
  verdict: Verdict,
  grade: string | null,
): string | null {
  const { file } = ruleSet
  if (grade === null) return null
  const verdicts = verdict.signs.filter(({ points, hit }) => points > 0 && gradesIn(file, reading, hit).length < 2)
  for (const hit of reading.hits.get(phrases) ?? []) {
    if (reading.places[reading.tokens[hit.from]?.sentence ?? 0] === 'clutter') continue
    if (!authoritiesOf(reading, hit).authorities.includes(verdict.authority)) continue
    const [previous, other] = gradesIn(file, reading, hit)
    const isVerdict = other === undefined && verdicts.some(({ hit: own }) => own.from < hit.to && hit.from < own.to)
    if (previous !== undefined && (!isVerdict || isSame(reading, hit))) return previous
  }
  return pastGrade(ruleSet, reading, verdict)
}

/** The grade in words that were ruled out because they tell of the past; none where they tell several. */
function pastGrade(
  { file }: RuleSet,
  reading: Reading,
  { signs, past }: Pick<Verdict, 'signs' | 'past'>,
): string | null {
  const apart = past.filter(({ hit }) => !signs.some(({ hit: own }) => own.from < hit.to && hit.from < own.to))
  const [only, second] = new Set(apart.flatMap(({ hit }) => gradesIn(file, reading, hit)))
  return second === undefined ? (only ?? null) : null
}

/** Which way from one grade to another. */
export function directionOf({ file }: RuleSet, grade: string | null, previous: string | null): string {
  const scale = Object.keys(file.grades)
  if (grade === null || previous === null) return 'unknown'
  if (grade === previous) return 'unchanged'
  return scale.indexOf(grade) < scale.indexOf(previous) ? 'improved' : 'declined'
}

/** Grades of judgement areas, from phrases that hold one `{area}` and one `{grade}`; null where the text tells none of this authority. */
export function areasOf(
  { file }: RuleSet,
  reading: Reading,
  phrases: string,
  { authority, signs }: Verdict,
): Record<string, Move> | null {
  const sentences = new Set(signs.map(({ hit }) => reading.tokens[hit.from]?.sentence))
  const areas: Record<string, Move> = {}
  for (const hit of reading.hits.get(phrases) ?? []) {
    const at = reading.tokens[hit.from]?.sentence ?? 0
    if (
      reading.places[at] === 'clutter' ||
      !(sentences.has(at) || sentences.has(at - 1)) ||
      !authoritiesOf(reading, hit).authorities.includes(authority)
    )
      continue
    const to = gradesIn(file, reading, hit).at(-1) ?? null
    for (const area of Object.keys(file.areas)) {
      if (to !== null && hitsIn(reading.hits, `area.${area}`, hit).length > 0) areas[area] ??= { from: null, to }
    }
  }
  return Object.keys(areas).length > 0 ? areas : null
}

function gradesIn(file: RulesFile, reading: Reading, { from, to }: Hit): string[] {
  return Object.keys(file.grades)
    .flatMap((grade) =>
      hitsIn(reading.hits, `grade.${grade}`, { from, to })
        .filter((hit) => hit.to <= to)
        .map((hit) => ({ grade, at: hit.from })),
    )
    .toSorted((a, b) => a.at - b.at)
    .map(({ grade }) => grade)
}

/** "Remains inadequate" tells the grade before by telling the one of now. */
function isSame({ tokens }: Reading, { from, to }: Hit): boolean {
  return tokens
    .slice(from, to)
    .some(({ word }) => /^(remain|remains|remained|still|stays?|again|another|second|same)$/.test(word))
}
