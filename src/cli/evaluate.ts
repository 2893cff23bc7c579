import { evaluate, Labelled, type Evaluation, type Miss, type Score } from '../rules/evaluate.ts'
import type { RuleSet } from '../rules/load.ts'
import { didYouMean } from '../rules/nearest.ts'
import { cutter } from './cut-text.ts'
import { Published, readJsonLines } from './read-json-lines.ts'
import { jsonLine, plain, type Screen } from './terminal.ts'

type Deps = {
  /** How the lines are called in faults: the name of their file. */
  name: string
  /** JSON Lines: documents with the `findings` a person would make. */
  lines: AsyncIterable<string> | Iterable<string>
  json?: boolean | undefined
  rules: RuleSet
  /** Characters of a text that are read, as by the worker. */
  mostCharacters: number
  screen: Pick<Screen, 'print' | 'complain' | 'table'>
}

const Given = Labelled.extend({ published: Published })

/**
 * Prints precision, recall and F1 of each rule, how often each field is right, and every miss. A line that is no labelled document is named, and so is
 * a label of a rule or authority that nobody knows, which is left out; the status is 1 then.
 */
export async function run({ name, lines, json, rules, mostCharacters, screen }: Deps): Promise<number> {
  const cut = cutter(mostCharacters, screen)
  const labels = labelChecker(rules)
  const documents: Labelled[] = []
  let faults = 0
  const fault = (message: string) => {
    faults += 1
    screen.complain(message)
  }
  for await (const read of readJsonLines(lines, Given)) {
    if ('value' in read)
      documents.push({
        ...cut(`line ${read.line}`, read.value),
        findings: labels.known(read.value.findings, read.line),
      })
    else if ('stopped' in read) fault(`${name}: ${read.stopped}`)
    else fault(`line ${read.line}: expected a labelled document; ${read.reason}`)
  }
  for (const message of labels.faults()) fault(message)
  if (documents.length === 0 && faults > 0) return 1
  if (documents.length === 0) {
    screen.complain('expected at least one labelled document: {"id","title","text","findings":[{"rule","authority"}]}')
    return 1
  }
  const evaluation = evaluate(rules, documents)
  if (json === true) screen.print(jsonLine(evaluation))
  else printEvaluation(evaluation, screen)
  return faults > 0 ? 1 : 0
}

/** Sorts out labels that can never be right, since their rule or authority is not known; each name is told once, with the first line it stands in. */
function labelChecker({ facts, authorities }: RuleSet) {
  const known = { rule: [...facts.keys()], authority: authorities.names }
  const strange = new Map<string, { kind: keyof typeof known; name: string; line: number; count: number }>()
  return {
    known: (findings: Labelled['findings'], line: number) =>
      findings.filter((label) => {
        const kind = (['rule', 'authority'] as const).find((one) => !known[one].includes(label[one]))
        if (kind === undefined) return true
        const key = `${kind} ${label[kind]}`
        const before = strange.get(key) ?? { kind, name: label[kind], line, count: 0 }
        strange.set(key, { ...before, count: before.count + 1 })
        return false
      }),
    faults: () =>
      [...strange.values()].map(({ kind, name, line, count }) => {
        const left = count === 1 ? 'the label is left out' : `all ${count} labels of it are left out`
        return `line ${line}: unknown ${kind} ${JSON.stringify(name)}, ${left}${didYouMean(name, known[kind])}`
      }),
  }
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
