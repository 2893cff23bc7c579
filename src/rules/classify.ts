import { castOf } from './cast.ts'
import { takeFields } from './fields.ts'
import type { Document, Evidence, Finding } from './finding.ts'
import { bestOfSentences, judge, scoreOf, type Judgement, type Verdict } from './judge.ts'
import type { RuleSet } from './load.ts'
import { openDocument, readOn, type Reading } from './reading.ts'
import type { RuleText } from './rules-file.ts'
import type { Sign } from './signs.ts'
import { peopleOf, type Who } from './who.ts'

/**
 * What a document reports, as an editor of the service would say: none, one or several findings. The order of decisions:
 * 1. The text is split into words and sentences, and its page clutter set aside.
 * 2. Authorities are found; where none is named there is nothing to tell. Then people, dates and every phrase of every rule, in one pass.
 * 3. For each rule: is the article in scope at all? Which signals stand, what stands beside them, of which authority are they said?
 * 4. Where the sum for an authority reaches the rule's threshold there is a finding; its fields are taken from the same sentences.
 *
 * Pure: the same document gives the same findings. Evidence quotes `title + "\n" + text` exactly. Throws for no text.
 */
export function classify(ruleSet: RuleSet, document: Document): Finding[] {
  const opening = openDocument(ruleSet, document)
  if (opening.mentions.length === 0) return []
  const reading = readOn(ruleSet, opening)
  return ruleSet.file.rules.flatMap((_, index) => {
    const judgement = judge(ruleSet, reading, index, 'firing')
    return judgement === null ? [] : findingsOf(ruleSet, reading, judgement)
  })
}

/** The findings that a judgement comes to. */
export function findingsOf(ruleSet: RuleSet, reading: Reading, judgement: Judgement): Finding[] {
  const { rule, index } = judgement.plan
  // No person's score is above that of all signs of the authority together.
  const verdicts = judgement.verdicts.filter(({ fires }) => fires)
  return decisionsOf(reading, { ...judgement, verdicts })
    .filter(({ verdict }) => verdict.fires)
    .map(({ verdict, who }) => ({
      rule: rule.id,
      authority: verdict.authority,
      score: verdict.score,
      fields: takeFields(ruleSet, reading, rule, index, verdict, who),
      evidence: evidenceOf(reading, [...verdict.signs, ...verdict.context]),
    }))
}

/** What is decided one by one: each authority, or in rules that count people each person. Without any person there is nothing to decide. */
export type Decision = { verdict: Verdict; who: Who | null }

/** The decisions of a judgement, those that do not fire among them. */
export function decisionsOf(reading: Reading, { plan, outside, signs, verdicts }: Judgement): Decision[] {
  const { rule, index } = plan
  if (!rule.each_person) return verdicts.map((verdict) => ({ verdict, who: null }))

  if (verdicts.length === 0) return []
  const cast = castOf(reading, listOf(rule, index, 'role'), listOf(rule, index, 'person'))
  return verdicts.flatMap((verdict) => {
    const own = signs.filter((sign) => sign.authorities.includes(verdict.authority))
    return peopleOf(cast, listOf(rule, index, 'caller'), own).map((who) => {
      const best = bestOfSentences(who.signs)
      const score = scoreOf(plan, { own: best, context: verdict.context, outside })
      return { who, verdict: { ...verdict, ...score, signs: best, counting: who.signs } }
    })
  })
}

/** The phrases of the field that takes a role, or a caller; of the one that takes a person, the roles that are not meant. */
function listOf(rule: RuleText, index: number, take: 'person' | 'role' | 'caller'): string {
  const name = Object.keys(rule.fields).find((field) => rule.fields[field]?.take === take)
  return `rules.${index}.fields.${name ?? take}.in`
}

/** A finding needs no more sentences than this to be understood. */
const mostSentences = 8

/** Each sentence once, with every reason it gives, in the order of weight. */
function evidenceOf(reading: Reading, signs: readonly Sign[]): Evidence[] {
  const reasons = new Map<number, Set<string>>()
  for (const { sentence, signal, points } of signs) {
    if (points <= 0) continue
    reasons.set(sentence, (reasons.get(sentence) ?? new Set()).add(signal.why))
  }
  return [...reasons].slice(0, mostSentences).flatMap(([index, why]) => {
    const sentence = reading.sentences[index]
    if (sentence === undefined) return []
    const { start, end } = sentence
    return [{ sentence: reading.text.slice(start, end), start, end, why: [...why].join('; ') }]
  })
}
