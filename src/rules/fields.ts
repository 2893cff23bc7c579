import type { Fields } from './finding.ts'
import { areasOf, directionOf, gradeOf, previousOf } from './grades.ts'
import type { Verdict } from './judge.ts'
import type { RuleSet } from './load.ts'
import type { Who } from './who.ts'
import { numberOf, ordinalOf, type Reading } from './reading.ts'
import type { RuleText } from './rules-file.ts'
import type { Hit } from './matcher.ts'

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
  const grade = gradeOf(ruleSet, reading, verdict)
  const unchanged = verdict.signs.some(({ signal, points }) => points > 0 && signal.sets['direction'] === 'unchanged')
  for (const [name, field] of Object.entries(rule.fields)) {
    const told =
      verdict.signs.find(({ signal, points }) => points > 0 && signal.sets[name] !== undefined)?.signal.sets[name] ??
      null
    const phrases = `rules.${index}.fields.${name}.in`
    if (field.take === 'set') fields[name] = told
    else if (field.take === 'grade') fields[name] = grade
    else if (field.take === 'previous-grade')
      fields[name] = previousOf(ruleSet, reading, phrases, verdict, grade) ?? (unchanged ? grade : null)
    else if (field.take === 'direction') {
      const computed = directionOf(ruleSet, grade, previousOf(ruleSet, reading, phrases, verdict, grade))
      fields[name] = computed === 'unknown' ? (told ?? computed) : computed
    } else if (field.take === 'ordinal') fields[name] = ordinalIn(reading, phrases, verdict)
    else if (field.take === 'person') fields[name] = who?.name ?? null
    else if (field.take === 'role') fields[name] = who?.role ?? null
    else if (field.take === 'caller') fields[name] = who?.caller ?? null
    else fields[name] = areasOf(ruleSet, reading, phrases, verdict)
  }
  return fields
}

/** The ordinal in phrases such as `{ordinal} monitoring visit`: the first in the article that is said of the authority. */
function ordinalIn(reading: Reading, phrases: string, verdict: Verdict): number | null {
  const sentences = new Set(verdict.signs.map(({ hit }) => reading.tokens[hit.from]?.sentence ?? 0))
  const inArticle = (reading.hits.get(phrases) ?? []).filter(
    ({ from }) => reading.places[reading.tokens[from]?.sentence ?? 0] !== 'clutter',
  )
  const isOwn = ({ from }: Hit) => sentences.has(reading.tokens[from]?.sentence ?? 0)
  const isOnly =
    reading.ranking.length === 1 || (reading.ranking[1]?.weight ?? 0) < (reading.ranking[0]?.weight ?? 0) / 2
  for (const hit of [
    ...inArticle.filter(isOwn),
    ...(isOnly && reading.ranking[0]?.authority === verdict.authority ? inArticle : []),
  ]) {
    for (let at = hit.from; at < hit.to; at += 1) {
      const word = reading.tokens[at]?.word ?? ''
      const value = ordinalOf(word) ?? numberOf(word)
      if (value !== null) return value
    }
  }
  return null
}
