import type { Evaluation, Miss, Score } from './evaluate.ts'

/** A share that each of two evaluations gives, and how much more the second; null where there is nothing to divide by. */
type Compared = { before: number | null; now: number | null; change: number | null }

export type ScoreCompared = {
  before: Score | null
  now: Score | null
  precision: Compared
  recall: Compared
  f1: Compared
}

/** What became of something that one of two files of rules decided as a person would, and the other not. */
export type SideChange = Omit<Miss, 'kind'> & {
  change: 'newly right' | 'newly missed' | 'newly wrong' | 'no longer wrong'
}

export type EvaluationsCompared = {
  documents: number
  overall: ScoreCompared
  /** Of every rule that one of the two has; a side that does not have it is null. */
  rules: ({ rule: string } & ScoreCompared)[]
  fields: {
    rule: string
    field: string
    before: { right: number; of: number } | null
    now: { right: number; of: number } | null
  }[]
  changes: SideChange[]
}

/**
 * Compares what two files of rules made of the same labelled documents. A finding is told where it changed sides; one of a rule that only one file
 * has changed none, and shows in the numbers alone.
 */
export function compareEvaluations(before: Evaluation, now: Evaluation): EvaluationsCompared {
  const scoreIn = ({ rules }: Evaluation, rule: string) => rules.find((one) => one.rule === rule)?.score ?? null
  const fieldIn = ({ fields }: Evaluation, rule: string, field: string) => {
    const found = fields.find((one) => one.rule === rule && one.field === field)
    return found === undefined ? null : { right: found.right, of: found.of }
  }
  const rules = [...new Set([...now.rules, ...before.rules].map(({ rule }) => rule))]
  const shared = new Set(rules.filter((rule) => scoreIn(before, rule) !== null && scoreIn(now, rule) !== null))
  const fields = new Map(
    [...now.fields, ...before.fields].map(({ rule, field }) => [`${rule}.${field}`, { rule, field }]),
  )
  return {
    documents: now.documents,
    overall: compareScores(before.overall, now.overall),
    rules: rules.map((rule) => ({ rule, ...compareScores(scoreIn(before, rule), scoreIn(now, rule)) })),
    fields: [...fields.values()].map(({ rule, field }) => ({
      rule,
      field,
      before: fieldIn(before, rule, field),
      now: fieldIn(now, rule, field),
    })),
    changes: [
      ...sideChanges(now.misses, before.misses, { missed: 'newly missed', wrong: 'newly wrong' }),
      ...sideChanges(before.misses, now.misses, { missed: 'newly right', wrong: 'no longer wrong' }),
    ].filter(({ rule }) => shared.has(rule)),
  }
}

function compareScores(before: Score | null, now: Score | null): ScoreCompared {
  const compared = (key: 'precision' | 'recall' | 'f1'): Compared => {
    const [a, b] = [before?.[key] ?? null, now?.[key] ?? null]
    return { before: a, now: b, change: a === null || b === null ? null : b - a }
  }
  return { before, now, precision: compared('precision'), recall: compared('recall'), f1: compared('f1') }
}

/** The misses of one list that the other does not have, by what that means. */
function sideChanges(
  misses: readonly Miss[],
  others: readonly Miss[],
  names: Record<Miss['kind'], SideChange['change']>,
): SideChange[] {
  const open = new Map<string, number>()
  for (const miss of others) open.set(keyOf(miss), (open.get(keyOf(miss)) ?? 0) + 1)
  return misses.flatMap(({ kind, ...miss }) => {
    const key = keyOf({ kind, ...miss })
    const left = open.get(key) ?? 0
    open.set(key, left - 1)
    return left > 0 ? [] : [{ ...miss, change: names[kind] }]
  })
}

/** What is missed has the fields of its label, which are the same both times; what is wrong may have been found with others. */
const keyOf = ({ id, title, kind, rule, authority, fields }: Miss): string =>
  JSON.stringify([id, title, kind, rule, authority, kind === 'missed' ? fields : (fields['person'] ?? null)])
