import type { EvaluationsCompared, ScoreCompared, SideChange } from '../rules/compare-evaluations.ts'
import type { Score } from '../rules/evaluate.ts'
import { plain, type Screen } from './terminal.ts'

type Names = { before: string; now: string }

/** Two evaluations side by side: three rows for each rule (before, now and the change), the fields, and each finding that changed sides. */
export function printComparison(
  { documents, overall, rules, fields, changes }: EvaluationsCompared,
  { before, now }: Names,
  screen: Pick<Screen, 'print' | 'table'>,
): void {
  screen.print(`Before: ${plain(before)}. Now: ${plain(now)}.`)
  screen.print('')
  screen.table(
    ['Rule', '', 'Precision', 'Recall', 'F1', 'Right', 'Wrong', 'Missed'],
    [...rules.flatMap(({ rule, ...score }) => rowsOf(rule, score)), ...rowsOf(`all, ${documents} documents`, overall)],
  )
  screen.print('')
  screen.table(
    ['Field', 'Right before', 'Right now'],
    fields.map((field) => [`${field.rule} ${field.field}`, shareOf(field.before), shareOf(field.now)]),
  )
  screen.print('')
  if (changes.length === 0) screen.print('No finding changed sides.')
  for (const change of changes) screen.print(plain(lineOf(change)))
}

function rowsOf(name: string, { before, now, precision, recall, f1 }: ScoreCompared): string[][] {
  const counts = (['right', 'wrong', 'missed'] as const).map((key) =>
    before === null || now === null ? '-' : signed(now[key] - before[key], 0),
  )
  const changes = [precision, recall, f1].map(({ change }) => (change === null ? '-' : signed(change, 3)))
  return [
    [name, 'before', ...cellsOf(before)],
    ['', 'now', ...cellsOf(now)],
    ['', 'change', ...changes, ...counts],
  ]
}

function cellsOf(score: Score | null): string[] {
  if (score === null) return Array.from({ length: 6 }, () => '-')
  const { precision, recall, f1, right, wrong, missed } = score
  const shares = [precision, recall, f1].map((share) => (share === null ? '-' : share.toFixed(3)))
  return [...shares, String(right), String(wrong), String(missed)]
}

/** With its sign; what rounds to nothing is "=". */
function signed(change: number, digits: number): string {
  const text = Math.abs(change).toFixed(digits)
  if (Number(text) === 0) return '='
  return `${change < 0 ? '-' : '+'}${text}`
}

const shareOf = (share: { right: number; of: number } | null) =>
  share === null ? '-' : `${share.right} of ${share.of}`

const lineOf = ({ change, rule, authority, fields, id, title }: SideChange) =>
  `${change}: ${rule} ${authority} ${JSON.stringify(fields)}  ${id} ${title}`
