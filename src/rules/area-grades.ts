import { hitsSaidOf } from './attribute.ts'
import type { Move } from './finding.ts'
import type { Verdict } from './judge.ts'
import type { RuleSet } from './load.ts'
import type { Hit } from './matcher.ts'
import { sentenceOf, type Reading } from './reading.ts'
import type { RulesFile } from './rules-file.ts'
import { areasIn, gradesIn, type Told } from './told.ts'

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
