import { plain, shorten } from '../emails/plain.ts'
import { gradeColumns, type GradeColumn } from '../ratings/grade-columns.ts'
import { Grade } from '../ratings/grade.ts'
import { gradeBy, type OverviewRow } from './overview-rows.ts'

/** What the overview is to show. */
export type OverviewQuery = {
  region: string | null
  /** `none`: no judgement is recorded. Together with an area: of that area; else of any. */
  grade: Grade | 'none' | null
  /** Also the one that colours the map; null: the worst of all. */
  area: GradeColumn | null
  /** A part of any of its names. */
  name: string
}

/** Longer than any name of an authority. */
const longestName = 80

/** Reads the query of an address. Values that nobody can have chosen are left out, and `ignored` says so to the reader. */
export function readOverviewQuery(
  params: URLSearchParams,
  regions: readonly string[],
): { query: OverviewQuery; ignored: string[] } {
  const ignored: string[] = []
  const oneOf = <T extends string>(field: string, known: readonly T[]): T | null => {
    const asked = params.get(field) ?? ''
    const found = known.find((one) => one === asked) ?? null
    if (found === null && asked !== '')
      ignored.push(`There is no ${field} “${shorten(plain(asked), longestName)}”, so that it was left out.`)
    return found
  }
  return {
    query: {
      region: oneOf('region', regions),
      grade: oneOf('grade', [...Grade.options, 'none' as const]),
      area: oneOf('area', gradeColumns),
      name: plain((params.get('name') ?? '').slice(0, longestName)),
    },
    ignored,
  }
}

/** The same query as it stands in an address, in one order; `''` for everything. */
export function overviewSearch({ region, grade, area, name }: OverviewQuery): string {
  const search = new URLSearchParams()
  for (const [field, value] of Object.entries({ name, region, grade, area }))
    if (value !== null && value !== '') search.set(field, value)
  return search.size === 0 ? '' : `?${search.toString()}`
}

/** Whether a row is one of those that were asked for. */
export function fits(row: OverviewRow, { region, grade, area, name }: OverviewQuery): boolean {
  const wanted = name.toLowerCase()
  return (
    (region === null || row.region === region) &&
    (wanted === '' || row.names.some((one) => one.includes(wanted))) &&
    (grade === null || hasGrade(row, grade, area))
  )
}

function hasGrade(row: OverviewRow, grade: Grade | 'none', area: GradeColumn | null): boolean {
  if (grade === 'none') return gradeBy(row, area) === null
  return gradeColumns.some((column) => (area === null || column === area) && row.cells[column]?.grade === grade)
}
