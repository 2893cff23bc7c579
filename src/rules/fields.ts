import { authoritiesOf } from './attribute.ts'
import type { Fields } from './finding.ts'
import { areasOf, directionOf, gradeOf, previousOf } from './grades.ts'
import type { Verdict } from './judge.ts'
import type { RuleSet } from './load.ts'
import type { Who } from './who.ts'
import type { Reading } from './reading.ts'
import { numberOf, ordinalOf } from './word-kinds.ts'
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

/** The ordinal in phrases such as `{ordinal} monitoring visit` that are said of the authority: in a sentence that counts, else the first in the article. */
function ordinalIn(reading: Reading, phrases: string, { authority, signs }: Verdict): number | null {
  const counting = new Set(signs.map(({ hit }) => reading.tokens[hit.from]?.sentence))
  const sentenceOf = ({ from }: Hit) => reading.tokens[from]?.sentence ?? 0
  const own = (reading.hits.get(phrases) ?? []).filter(
    (hit) => reading.places[sentenceOf(hit)] !== 'clutter' && authoritiesOf(reading, hit).includes(authority),
  )
  const first = own.find((hit) => counting.has(sentenceOf(hit))) ?? own[0]
  const words = reading.tokens
    .slice(first?.from ?? 0, first?.to ?? 0)
    .map(({ word }) => ordinalOf(word) ?? numberOf(word))
  return words.find((value) => value !== null) ?? null
}
