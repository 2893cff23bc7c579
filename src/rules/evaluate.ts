import { z } from 'zod'
import { classify } from './classify.ts'
import type { Fields, Finding } from './finding.ts'
import type { RuleSet } from './load.ts'

const Value = z.union([z.string(), z.number(), z.null(), z.record(z.string(), z.unknown())])

/** A document with the findings that a person would make: `rule`, `authority` and whatever fields they care to state. "?" is "not judged". */
export const Labelled = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  published: z.string().nullish(),
  source: z.string().nullish(),
  url: z.string().nullish(),
  findings: z.array(z.object({ rule: z.string(), authority: z.string() }).catchall(Value)),
})
export type Labelled = z.output<typeof Labelled>
type Label = Labelled['findings'][number]
type Found = Pick<Finding, 'rule' | 'authority' | 'fields'>

/** Counts of one rule, or of several. Precision, recall and F1 are between 0 and 1; null where there is nothing to divide by. */
export type Score = {
  right: number
  wrong: number
  missed: number
  precision: number | null
  recall: number | null
  f1: number | null
}

/** Something a person would have decided otherwise. */
export type Miss = {
  id: string
  title: string
  kind: 'missed' | 'wrong'
  rule: string
  authority: string
  fields: Record<string, unknown>
}

export type Evaluation = {
  documents: number
  overall: Score
  rules: { rule: string; score: Score }[]
  /** Of the findings that were right, how many had each stated field right. */
  fields: { rule: string; field: string; right: number; of: number }[]
  misses: Miss[]
}

/**
 * Measures rules against labelled documents. A finding is right if a label has its rule and authority, and its person where both name one.
 * Several labels of one rule and authority that name no person are one happening; any of their fields is right. Labels of unknown rules are left out.
 */
export function evaluate(ruleSet: RuleSet, documents: readonly Labelled[]): Evaluation {
  const counts = new Map([...ruleSet.facts.keys()].map((rule) => [rule, { right: 0, wrong: 0, missed: 0 }]))
  const fields = new Map<string, { rule: string; field: string; right: number; of: number }>()
  const misses: Miss[] = []

  for (const document of documents) {
    const { id, title } = document
    const open = classify(ruleSet, document)
    for (const labels of happenings(document.findings)) {
      const [label] = labels
      const count = counts.get(label?.rule ?? '')
      if (label === undefined || count === undefined) continue
      const at = indexOfLabelled(open, label)
      const [found] = at < 0 ? [] : open.splice(at, 1)
      if (found === undefined) {
        count.missed += 1
        const { rule, authority, ...stated } = label
        misses.push({ id, title, kind: 'missed', rule, authority, fields: stated })
        continue
      }
      count.right += 1
      for (const field of Object.keys(found.fields)) {
        const stated = labels
          .filter((other) => other[field] !== undefined && other[field] !== '?')
          .map((other) => other[field])
        if (stated.length === 0) continue
        const key = `${label.rule}.${field}`
        const sum = fields.get(key) ?? { rule: label.rule, field, right: 0, of: 0 }
        fields.set(key, {
          ...sum,
          right: sum.right + (stated.some((value) => agrees(value, found.fields[field])) ? 1 : 0),
          of: sum.of + 1,
        })
      }
    }
    for (const { rule, authority, fields: taken } of open) {
      const count = counts.get(rule)
      if (count !== undefined) count.wrong += 1
      misses.push({ id, title, kind: 'wrong', rule, authority, fields: taken })
    }
  }
  const rules = [...counts].map(([rule, count]) => ({ rule, score: scoreOf([count]) }))
  return {
    documents: documents.length,
    overall: scoreOf([...counts.values()]),
    rules,
    fields: [...fields.values()],
    misses,
  }
}

/** Labels of one rule and authority together, unless they name people or roles. */
export function happenings(labels: readonly Label[]): Label[][] {
  const groups = new Map<string, Label[]>()
  for (const [index, label] of labels.entries()) {
    const isOfPerson = 'person' in label || 'role' in label
    const key = `${label.rule}|${label.authority}|${isOfPerson ? index : ''}`
    groups.set(key, [...(groups.get(key) ?? []), label])
  }
  return [...groups.values()]
}

/** Which of some findings a label means: that of its person, else of its role, else one that names nobody else. -1 for none. */
export function indexOfLabelled(findings: readonly Found[], label: Label): number {
  const person = label['person']
  const near = (finding: Found) => finding.rule === label.rule && finding.authority === label.authority
  const named = findings.findIndex(
    (finding) => near(finding) && person != null && agrees(person, finding.fields['person']),
  )
  const alike = findings.findIndex(
    (finding) => near(finding) && agrees(label['role'], finding.fields['role']) && isOpen(person, finding),
  )
  if (named >= 0 || alike >= 0) return named >= 0 ? named : alike
  return findings.findIndex((finding) => near(finding) && isOpen(person, finding))
}

function isOpen(person: Label[string] | undefined, { fields }: Found): boolean {
  return person == null || fields['person'] == null || agrees(person, fields['person'])
}

function agrees(stated: unknown, taken: Fields[string] | undefined): boolean {
  if (typeof stated === 'string' && typeof taken === 'string') return stated.toLowerCase() === taken.toLowerCase()
  if (typeof stated === 'object' && stated !== null) return JSON.stringify(stated) === JSON.stringify(taken)
  return stated === (taken ?? null)
}

export function scoreOf(counts: readonly { right: number; wrong: number; missed: number }[]): Score {
  const [right, wrong, missed] = (['right', 'wrong', 'missed'] as const).map((key) =>
    counts.reduce((sum, count) => sum + count[key], 0),
  )
  const share = (part = 0, whole = 0) => (whole === 0 ? null : part / whole)
  const twice = 2 * (right ?? 0)
  return {
    right: right ?? 0,
    wrong: wrong ?? 0,
    missed: missed ?? 0,
    precision: share(right, (right ?? 0) + (wrong ?? 0)),
    recall: share(right, (right ?? 0) + (missed ?? 0)),
    f1: share(twice, twice + (wrong ?? 0) + (missed ?? 0)),
  }
}
