import { areasOf, isMixed } from './area-grades.ts'
import { hitsSaidOf } from './attribute.ts'
import type { Fields } from './finding.ts'
import { previousOf } from './grade-before.ts'
import { directionOf } from './grade-ways.ts'
import { gradeOf, isOfOneArea } from './grades.ts'
import type { Verdict } from './judge.ts'
import type { RuleSet } from './load.ts'
import type { Who } from './who.ts'
import { sentenceOf, type Reading } from './reading.ts'
import { numberOf, ordinalOf } from './word-kinds.ts'
import type { RuleText } from './rules-file.ts'
import type { Sign } from './signs.ts'

/** Fields that rest on the grade a verdict tells. */
const ofGrades = ['grade', 'previous-grade', 'direction'] as const

/** Takes a rule's fields from the text, for one authority and, in rules that count people, one person. What the text does not say is null. */
export function takeFields(
  ruleSet: RuleSet,
  reading: Reading,
  rule: RuleText,
  index: number,
  verdict: Verdict,
  who: Who | null,
): Fields {
  const fields: Fields = {}
  const takes = new Set(Object.values(rule.fields).map(({ take }) => take))
  const telling = [...verdict.counting, ...verdict.context].filter(({ points }) => points > 0)
  const listOf = (take: string) =>
    `rules.${index}.fields.${Object.keys(rule.fields).find((name) => rule.fields[name]?.take === take) ?? take}.in`
  const lists = { rating: listOf('grade'), previous: listOf('previous-grade'), direction: listOf('direction') }
  const told = ofGrades.some((take) => takes.has(take)) ? gradeOf(ruleSet, reading, lists, verdict) : null
  let mixed = false
  const previous = previousOf(ruleSet, reading, lists, verdict, told)
  for (const [name, field] of Object.entries(rule.fields)) {
    const phrases = `rules.${index}.fields.${name}.in`
    if (field.take === 'set') fields[name] = valueSet(telling, name, field.first)
    else if (field.take === 'grade') fields[name] = told?.grade ?? null
    else if (field.take === 'previous-grade') fields[name] = previous
    else if (field.take === 'direction') fields[name] = directionOf(ruleSet, reading, phrases, verdict, told, previous)
    else if (field.take === 'ordinal') fields[name] = ordinalIn(reading, phrases, verdict)
    else if (field.take === 'person') fields[name] = who?.name ?? null
    else if (field.take === 'role') fields[name] = who?.role ?? null
    else if (field.take === 'caller') fields[name] = who?.caller ?? null
    else {
      const areas = areasOf(ruleSet, reading, phrases, verdict)
      fields[name] = areas
      if (isMixed(ruleSet, areas)) mixed = true
    }
  }
  // Where areas went both ways, the grade of one of them is not that of the whole.
  if (mixed)
    for (const [name, { take }] of Object.entries(rule.fields)) {
      if (take === 'direction') fields[name] = 'mixed'
      if (take === 'grade' && isOfOneArea(ruleSet, reading, told)) fields[name] = null
    }
  return fields
}

/** One act may be told in several ways: a value that goes first is taken if it has half of the most points. */
const enoughToGoFirst = 0.5

/** The value that signs and context set with the most points in all, or one of those that go first if it has nearly as many. */
function valueSet(telling: Sign[], name: string, first: readonly string[]): string | null {
  const points = new Map<string, number>()
  for (const sign of telling) {
    const value = sign.signal.sets[name]
    if (value !== undefined) points.set(value, (points.get(value) ?? 0) + sign.points)
  }
  const ordered = [...points].toSorted(([, a], [, b]) => b - a)
  const enough = (ordered[0]?.[1] ?? 0) * enoughToGoFirst
  return first.find((value) => (points.get(value) ?? 0) >= enough && points.has(value)) ?? ordered[0]?.[0] ?? null
}

/**
 * The ordinal in phrases such as `{ordinal} monitoring visit` that are said of the authority: in a sentence that counts, strongest first,
 * else beside one, else the first in the article.
 */
function ordinalIn(reading: Reading, phrases: string, { authority, signs }: Verdict): number | null {
  const own = hitsSaidOf(reading, phrases, authority)
  const counting = signs.map(({ sentence }) => sentence)
  const near = [0, 1, -1].flatMap((step) => counting.map((sentence) => sentence + step))
  const ordered = [...near.flatMap((sentence) => own.filter((hit) => sentenceOf(reading, hit) === sentence)), ...own]
  for (const { from, to } of ordered)
    for (const { word } of reading.tokens.slice(from, to)) {
      const value = word === 'twice' ? 2 : (ordinalOf(word) ?? numberOf(word))
      if (value !== null) return value
    }
  return null
}
