import { decisionsOf } from './classify.ts'
import { happenings, indexOfLabelled, type Labelled } from './evaluate.ts'
import type { Finding } from './finding.ts'
import { judge } from './judge.ts'
import type { RuleSet } from './load.ts'
import type { RulePlan } from './plan.ts'
import { readDocument } from './reading.ts'
import type { Sign } from './signs.ts'

/** A number of the rules file that can be fitted: where it stands, as the keys that lead to it, and what it is now. */
export type Weight = { path: (string | number)[]; says: string; now: number }

/** What one decision on a labelled document comes to, of an authority or, in rules that count people, of a person: indexes of weights, by sign and of the article as a whole. */
export type Case = {
  document: number
  isRight: boolean
  signs: Parts[]
  besides: Omit<Parts, 'sentence'>
}

/** What makes up some points: weights, by index, and what no weight can change. */
type Parts = { sentence: number; weights: number[]; fixed: number }

/** A decision that a label may agree with. */
type Candidate = Pick<Finding, 'rule' | 'authority' | 'fields'> & { case: Case }

export type FitData = {
  plan: RulePlan
  weights: Weight[]
  cases: Case[]
  /** Labels of which no signal stands in the document: no weight can find them. By document. */
  beyond: number[]
}

/** Reads labelled documents as one rule sees them, for `fitWeights`. */
export function fitData(ruleSet: RuleSet, documents: readonly Labelled[], index: number): FitData | null {
  const plan = ruleSet.plans[index]
  if (plan === undefined) return null
  const weights: Weight[] = []
  const known = new Map<string, number>()
  const weightAt = (path: (string | number)[], says: string, now: number): number => {
    const key = path.join('.')
    const at = known.get(key) ?? weights.push({ path, says, now }) - 1
    known.set(key, at)
    return at
  }
  const at = ['rules', index]
  const { rule } = plan

  /** The weights that a sign's points are made of. */
  const partsOf = (sign: Sign): Parts => {
    const number = rule.signals.indexOf(sign.signal)
    const parts = [weightAt([...at, 'signals', number, 'weight'], sign.signal.why, sign.signal.weight)]
    let fixed = 0
    if (rule.weights === undefined) fixed += plan.weights[sign.place === 'clutter' ? 'body' : sign.place]
    else if (sign.place !== 'clutter')
      parts.push(weightAt([...at, 'weights', sign.place], `in the ${sign.place}`, rule.weights[sign.place]))
    for (const { name, says, points } of sign.cues) {
      if (points === 'out') continue
      const own = name in sign.signal.cues ? ['signals', number, 'cues', name] : ['cues', name]
      parts.push(weightAt([...at, ...own], says, points))
    }
    return { sentence: sign.sentence, weights: parts, fixed }
  }

  const cases: Case[] = []
  const beyond: number[] = []
  for (const [document, labelled] of documents.entries()) {
    const reading = readDocument(ruleSet, labelled)
    const judgement = judge(ruleSet, reading, index)
    const labels = happenings(labelled.findings.filter((label) => label.rule === rule.id)).flatMap(
      ([first]) => first ?? [],
    )
    if (judgement === null || judgement.out !== null) {
      beyond.push(...labels.map(() => document))
      continue
    }
    const besides: Case['besides'] = { weights: [], fixed: 0 }
    for (const { signal, points } of judgement.context) {
      const path = [...at, 'context', rule.context.indexOf(signal), 'weight']
      // What its cues add is left as it is.
      besides.weights.push(weightAt(path, signal.why, signal.weight))
      besides.fixed += points - signal.weight
    }
    for (const { name, says, points } of judgement.outside)
      if (points !== 'out')
        besides.weights.push(weightAt([...at, 'scopes', name], says.replace(/ \(.*\)$/, ''), points))
    const candidates = decisionsOf(reading, judgement).map(({ verdict: { authority }, who }): Candidate => {
      const own = who?.signs ?? judgement.signs.filter((sign) => sign.authorities.includes(authority))
      const signs = own.filter(({ out }) => out === null).map(partsOf)
      return {
        rule: rule.id,
        authority,
        fields: { person: who?.name ?? null, role: who?.role ?? null },
        case: { document, isRight: false, signs, besides },
      }
    })
    cases.push(...candidates.map((candidate) => candidate.case))
    for (const label of labels) {
      const at = indexOfLabelled(candidates, label)
      const [found] = at < 0 ? [] : candidates.splice(at, 1)
      if (found === undefined) beyond.push(document)
      else found.case.isRight = true
    }
  }
  return { plan, weights, cases, beyond }
}
