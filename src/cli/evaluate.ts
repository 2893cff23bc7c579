import { evaluate, Labelled, type Evaluation, type Miss, type Score } from '../rules/evaluate.ts'
import type { RuleSet } from '../rules/load.ts'
import type { Screen } from './terminal.ts'

type Deps = {
  /** JSON Lines: documents with the `findings` a person would make. */
  lines: AsyncIterable<string> | Iterable<string>
  json?: boolean | undefined
  rules: RuleSet
  screen: Pick<Screen, 'print' | 'complain' | 'table'>
}

/** Prints precision, recall and F1 of each rule, how often each field is right, and every miss. A line that is no labelled document is named, and the status is 1. */
export async function run({ lines, json, rules, screen }: Deps): Promise<number> {
  const { documents, faults } = await readLabelled(lines)
  for (const fault of faults) screen.complain(fault)
  if (documents.length === 0) {
    screen.complain('expected at least one labelled document: {"id","title","text","findings":[{"rule","authority"}]}')
    return 1
  }
  const evaluation = evaluate(rules, documents)
  if (json === true) screen.print(JSON.stringify(evaluation))
  else printEvaluation(evaluation, screen)
  return faults.length > 0 ? 1 : 0
}

async function readLabelled(lines: Deps['lines']): Promise<{ documents: Labelled[]; faults: string[] }> {
  const documents: Labelled[] = []
  const faults: string[] = []
  let number = 0
  for await (const line of lines) {
    number += 1
    if (line.trim() === '') continue
    try {
      documents.push(Labelled.parse(JSON.parse(line)))
    } catch (error) {
      faults.push(
        `line ${number}: expected a labelled document; ${error instanceof Error ? error.message.replace(/\s+/g, ' ') : String(error)}`,
      )
    }
  }
  return { documents, faults }
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
  for (const miss of misses) screen.print(lineOf(miss))
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
