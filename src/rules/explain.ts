import { decisionsOf, findingsOf } from './classify.ts'
import { quote } from './conditions.ts'
import type { Document, Finding } from './finding.ts'
import { judge } from './judge.ts'
import type { RuleSet } from './load.ts'
import { readDocument, type Reading } from './reading.ts'
import type { Sign } from './signs.ts'

/** One place where words of a rule stand. */
export type ExplainedSign = {
  why: string
  /** The words that matched, and their sentence; offsets are those of the words in `title + "\n" + text`. */
  words: string
  sentence: string
  start: number
  end: number
  place: 'headline' | 'lead' | 'body'
  /** Of the signal, its place and its cues together. */
  points: number
  /** What stands beside it and makes it count more, or less. */
  cues: { says: string; words: string | null; points: number }[]
  authorities: string[]
  /** Why it does not count; null if it does. */
  ruledOut: string | null
}

/** What one decision comes to. `parts` are those of the score: the best place, the share of further sentences, and what the article says besides. */
export type ExplainedScore = {
  authority: string
  person: string | null
  role: string | null
  score: number
  parts: { best: number; further: number; besides: number }
  fires: boolean
}

/** What one rule made of a document, and why. */
export type Explanation = {
  rule: string
  threshold: number
  /** Why the whole document is none of the rule's business; null if it is. */
  outOfScope: string | null
  /** Of a rule that counts people: authorities of which something is said, but of nobody in an office that the text names. */
  nobody: string[]
  /** Of each authority, or each person. */
  scores: ExplainedScore[]
  /** Scopes that the document is not in, and what that takes. */
  outside: { says: string; points: number }[]
  signs: ExplainedSign[]
  /** What the article says besides, for every authority alike. */
  context: ExplainedSign[]
  findings: Finding[]
}

/** Says of each rule what matched where, what ruled it out, and the score of each authority: the same decisions as `classify`, with their reasons. */
export function explain(ruleSet: RuleSet, document: Document): Explanation[] {
  const reading = readDocument(ruleSet, document)
  return ruleSet.file.rules.flatMap((rule, index) => {
    const judgement = judge(ruleSet, reading, index, 'all')
    if (judgement === null) return []
    const decisions = decisionsOf(reading, judgement)
    return [
      {
        rule: rule.id,
        threshold: rule.threshold,
        outOfScope: judgement.out,
        nobody: judgement.verdicts
          .map(({ authority }) => authority)
          .filter((name) => !decisions.some(({ verdict }) => verdict.authority === name)),
        scores: decisions.map(({ who, verdict: { authority, score, parts, fires } }) => ({
          authority,
          person: who?.name ?? null,
          role: who?.role ?? null,
          score,
          parts,
          fires,
        })),
        outside: judgement.outside.flatMap(({ says, points }) => (points === 'out' ? [] : [{ says, points }])),
        signs: widest(judgement.signs).map((sign) => explainSign(reading, sign)),
        context: judgement.context.map((sign) => explainSign(reading, sign)),
        findings: findingsOf(ruleSet, reading, judgement),
      },
    ]
  })
}

/** Of several ways in which a signal matches the same words, the widest of each outcome is enough to show. */
function widest(signs: readonly Sign[]): Sign[] {
  const kept: Sign[] = []
  for (const sign of signs) {
    const last = kept.at(-1)
    const isSame = last !== undefined && last.signal === sign.signal && (last.out === null) === (sign.out === null)
    if (isSame && last.hit.from <= sign.hit.from && last.hit.to >= sign.hit.to) continue
    if (isSame && sign.hit.from <= last.hit.from && sign.hit.to >= last.hit.to) kept.pop()
    kept.push(sign)
  }
  return kept
}

function explainSign(reading: Reading, { signal, hit, place, points, cues, authorities, out }: Sign): ExplainedSign {
  const { text, tokens, sentences } = reading
  const sentence = sentences[tokens[hit.from]?.sentence ?? 0]
  return {
    why: signal.why,
    words: quote(reading, hit),
    sentence: text.slice(sentence?.start, sentence?.end),
    start: tokens[hit.from]?.start ?? 0,
    end: tokens[hit.to - 1]?.end ?? 0,
    place: place === 'clutter' ? 'body' : place,
    points: Math.round(points * 100) / 100,
    cues: cues.flatMap(({ says, words, points: own }) => (own === 'out' ? [] : [{ says, words, points: own }])),
    authorities,
    ruledOut: out,
  }
}
