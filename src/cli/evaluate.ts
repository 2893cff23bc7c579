import { compareEvaluations } from '../rules/compare-evaluations.ts'
import { evaluate, type Evaluation, type Miss, type Score } from '../rules/evaluate.ts'
import type { RuleSet } from '../rules/load.ts'
import { printComparison } from './evaluations-report.ts'
import { readLabelled, type Corpus } from './read-labelled.ts'
import { jsonLine, plain, type Screen } from './terminal.ts'

type Deps = {
  /** JSON Lines: documents with the `findings` a person would make. */
  corpora: readonly Corpus[]
  json?: boolean | undefined
  rules: RuleSet
  /** Other rules to compare with, and what they and `rules` are called. */
  against?: { rules: RuleSet; name: string; nowName: string } | undefined
  /** Characters of a text that are read, as by the worker. */
  mostCharacters: number
  screen: Pick<Screen, 'print' | 'complain' | 'table'>
}

/**
 * Prints precision, recall and F1 of each rule, how often each field is right, and every miss; or, with rules to compare with, both and what changed
 * sides. A line that is no labelled document is named, and so is a label of a rule or authority that nobody knows, which is left out; the status is 1 then.
 */
export async function run({ corpora, json, rules, against, mostCharacters, screen }: Deps): Promise<number> {
  const { documents, faults } = await readLabelled({
    corpora,
    ruleSets: against === undefined ? [rules] : [rules, against.rules],
    mostCharacters,
    screen,
  })
  if (documents.length === 0) return 1
  const now = evaluate(rules, documents)
  if (against !== undefined) {
    const compared = compareEvaluations(evaluate(against.rules, documents), now)
    const names = { before: against.name, now: against.nowName }
    if (json === true) screen.print(jsonLine({ ...names, ...compared }))
    else printComparison(compared, names, screen)
  } else if (json === true) screen.print(jsonLine(now))
  else printEvaluation(now, screen)
  return faults > 0 ? 1 : 0
}

function printEvaluation({ documents, overall, rules, fields, misses }: Evaluation, screen: Deps['screen']): void {
  screen.table(
    ['Rule', 'Precision', 'Recall', 'F1', 'Right', 'Wrong', 'Missed'],
    [...rules.map(({ rule, score }) => rowOf(rule, score)), rowOf(`all, ${documents} documents`, overall)],
  )
  screen.print('')
  screen.table(
    ['Field', 'Right', 'Of'],
    fields.map(({ rule, field, right, of }) => [`${rule} ${field}`, String(right), String(of)]),
  )
  if (misses.length > 0) screen.print('')
  for (const miss of misses) screen.print(plain(lineOf(miss)))
}

const rowOf = (name: string, { precision, recall, f1, right, wrong, missed }: Score) => [
  name,
  percent(precision),
  percent(recall),
  percent(f1),
  String(right),
  String(wrong),
  String(missed),
]

const percent = (share: number | null) => (share === null ? '-' : share.toFixed(3))

const lineOf = ({ id, title, kind, rule, authority, fields }: Miss) =>
  `${kind}: ${rule} ${authority} ${JSON.stringify(fields)}  ${id} ${title}`
