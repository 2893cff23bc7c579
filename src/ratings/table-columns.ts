import type { Area } from './area.ts'
import type { TableRow } from './table-row.ts'

/** The layouts of tables that are read; `docs/operations.md` says where they come from. */
export type TableFormat = 'history' | 'outcomes'

/** Which cell of a row holds what. */
export type Columns = {
  format: TableFormat
  authority: number
  from?: number
  to?: number
  published?: number
  link?: number
  framework?: number
  grades: { area: Area; at: number }[]
}

export const expectedColumns =
  'expected a line with the names of columns among the first 20: an authority’s (local_authority, or Local authority name), a date (publication_date, or Publication date) and at least one grade’s'

/** Ofsted puts a title and a note above the names, in the annual sheet two lines. */
const mostLinesAbove = 20

const facts = {
  authority: /^(local authority|la)( name)?$/,
  from: /^inspection( start)? date$/,
  to: /^inspection end date$/,
  published: /^publication date$/,
  link: /^(web ?|inspection )link$/,
  framework: /^inspection framework$/,
} as const

/** The first that fits is meant: the names of the later ones stand in those of the earlier ones. */
const gradeColumns: [RegExp, Area][] = [
  [/^overall effectiveness/, 'overall'],
  [/impact of leaders/, 'leaders'],
  [/help and protection/, 'help-and-protection'],
  [/in care and care leavers/, 'in-care-and-care-leavers'],
  [/in care( grade)?$/, 'in-care'],
  [/care leavers( grade)?$/, 'care-leavers'],
]

/** Finds the line with the names of columns, in either layout; null where there is none. */
export function columnsOf(rows: readonly TableRow[]): { columns: Columns; below: TableRow[] } | null {
  for (const [index, { cells }] of rows.slice(0, mostLinesAbove).entries()) {
    const columns = columnsIn(
      cells.map((cell) =>
        cell
          .toLowerCase()
          .replaceAll(/[\s_]+/g, ' ')
          .trim(),
      ),
    )
    if (columns !== null) return { columns, below: rows.slice(index + 1) }
  }
  return null
}

function columnsIn(names: string[]): Columns | null {
  const at = (name: keyof typeof facts) => {
    const index = names.findIndex((column) => facts[name].test(column))
    return index < 0 ? {} : { [name]: index }
  }
  const authority = names.findIndex((column) => facts.authority.test(column))
  const grades = names.flatMap((column, index) => {
    const area = gradeColumns.find(([pattern]) => pattern.test(column))?.[1]
    return area === undefined ? [] : [{ area, at: index }]
  })
  const columns: Columns = {
    format: names.includes('inspection start date') ? 'history' : 'outcomes',
    authority,
    ...at('from'),
    ...at('to'),
    ...at('published'),
    ...at('link'),
    ...at('framework'),
    grades,
  }
  const hasDate = columns.from !== undefined || columns.published !== undefined
  return authority >= 0 && hasDate && grades.length > 0 ? columns : null
}
