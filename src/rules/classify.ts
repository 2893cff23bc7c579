import { castOf } from './cast.ts'
import { takeFields } from './fields.ts'
import type { Document, Evidence, Finding } from './finding.ts'
import { judge, type Judgement, type Sign, type Verdict } from './judge.ts'
import type { RuleSet } from './load.ts'
import { readDocument, type Reading } from './reading.ts'
import type { RuleText } from './rules-file.ts'
import { peopleOf, type Who } from './who.ts'

/**
 * What a document reports, as an editor of the service would say: none, one or several findings. The order of decisions:
 * 1. The text is split into words and sentences, and its page clutter set aside.
 * 2. Authorities, people, dates and every phrase of every rule are found, in one pass.
 * 3. For each rule: is the article in scope at all? Which signals stand, which are ruled out, of which authority are they said?
 * 4. Where the sum for an authority reaches the rule's threshold there is a finding; its fields are taken from the same sentences.
 *
 * Pure: the same document gives the same findings. Evidence quotes `title + "\n" + text` exactly. Throws for no text.
 */
export function classify(ruleSet: RuleSet, document: Document): Finding[] {
  const reading = readDocument(ruleSet, document)
  return ruleSet.file.rules.flatMap((_, index) => {
    const judgement = judge(ruleSet, reading, index)
    return judgement === null ? [] : findingsOf(ruleSet, reading, index, judgement)
  })
}

/** The findings that a judgement comes to. */
export function findingsOf(
  ruleSet: RuleSet,
  reading: Reading,
  index: number,
  { rule, verdicts, signs }: Judgement,
): Finding[] {
  const firing = verdicts.filter(({ fires }) => fires)
  const findingOf = (verdict: Verdict, who: Who | null, evidence: readonly Sign[]): Finding => ({
    rule: rule.id,
    authority: verdict.authority,
    score: verdict.score,
    fields: takeFields(ruleSet, reading, rule, index, verdict, who),
    evidence: evidenceOf(reading, evidence),
  })
  if (!rule.each_person) return firing.map((verdict) => findingOf(verdict, null, verdict.signs))

  if (firing.length === 0) return []
  const cast = castOf(reading, listOf(rule, index, 'role'))
  return firing.flatMap((verdict) => {
    const own = signs.filter((sign) => sign.authorities.includes(verdict.authority))
    const support = verdict.signs.filter(({ signal }) => !signal.core)
    return peopleOf(cast, listOf(rule, index, 'caller'), own).map((who) =>
      findingOf(verdict, who, [...who.signs, ...support]),
    )
  })
}

/** The phrases of the field that takes a role, or a caller. */
function listOf(rule: RuleText, index: number, take: 'role' | 'caller'): string {
  const name = Object.keys(rule.fields).find((field) => rule.fields[field]?.take === take)
  return `rules.${index}.fields.${name ?? take}.in`
}

/** A finding needs no more sentences than this to be understood. */
const mostSentences = 8

/** Each sentence once, with every reason it gives, in the order of weight. */
function evidenceOf(reading: Reading, signs: readonly Sign[]): Evidence[] {
  const reasons = new Map<number, Set<string>>()
  for (const { hit, signal, points } of signs) {
    if (points <= 0) continue
    const sentence = reading.tokens[hit.from]?.sentence ?? 0
    reasons.set(sentence, (reasons.get(sentence) ?? new Set()).add(signal.why))
  }
  return [...reasons].slice(0, mostSentences).flatMap(([index, why]) => {
    const sentence = reading.sentences[index]
    if (sentence === undefined) return []
    const { start, end } = sentence
    return [{ sentence: reading.text.slice(start, end), start, end, why: [...why].join('; ') }]
  })
}
