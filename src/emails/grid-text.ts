import { legendOf, type GridRow, type InspectionTable } from './grid.ts'

/** What an inspection moved, a line for each area: "Leaders: Requires improvement -> Inadequate (declined)". */
export const gridText = (rows: readonly GridRow[]): string[] =>
  rows.map(({ area, was, now, move }) => `  ${area}: ${was === null ? '' : `${was.word} -> `}${now.word} (${move})`)

/** The history of grades in columns of letters. */
export function inspectionTableText(table: InspectionTable | null): string[] {
  if (table === null) return []
  const { columns, rows } = table
  const first = Math.max(...rows.map(({ day }) => day.length))
  const line = (head: string, cells: string[]) =>
    `  ${[head.padEnd(first), ...cells.map((cell) => cell.padEnd(3))].join('  ')}`.trimEnd()
  return [
    'Grades at each inspection:',
    line(
      '',
      columns.map(({ letters }) => letters),
    ),
    ...rows.map(({ day, who, cells }) =>
      [
        line(
          day,
          cells.map((cell) => cell?.letters ?? '-'),
        ),
        ...(who === null ? [] : [`(${who})`]),
      ].join('  '),
    ),
    `  ${legendOf(table).replaceAll('–', '-')}`,
  ]
}
