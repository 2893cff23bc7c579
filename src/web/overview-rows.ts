import { gradeColumns, gradeInColumn, type GradeColumn } from '../ratings/grade-columns.ts'
import { compareGrades, type Grade } from '../ratings/grade.ts'
import { dayOfInspection } from '../ratings/same-inspection.ts'
import type { Timeline } from '../ratings/timeline.ts'
import { unreadSince, type UnreadInspection } from '../ratings/without-gaps.ts'
import type { Area } from '../ratings/area.ts'
import type { Authority } from '../rules/authorities.ts'

/** An authority in the overview: the grades of its last inspection that is known. */
export type OverviewRow = {
  name: string
  region: string
  /** Every name that it goes by, in small letters. */
  names: string[]
  /** Its first day, or where no source gives one its publication; null where no inspection is known. */
  last: { day: string; isPublication: boolean } | null
  /** A later report is published and could not be read yet: the grades may be others by now. */
  hasNewer: boolean
  cells: Record<GradeColumn, { area: Area; grade: Grade } | null>
  /** The worst of them; null where there is none. */
  worst: Grade | null
}

/** The row of each authority, from its timeline and the reports that could not be read, in the order of the alphabet. */
export function overviewRows(
  authorities: readonly Authority[],
  timelines: readonly Timeline[],
  unread: ReadonlyMap<string, readonly UnreadInspection[]>,
): OverviewRow[] {
  const byName = new Map(timelines.map((timeline) => [timeline.authority, timeline]))
  return authorities
    .map(({ name, region, aliases }): OverviewRow => {
      const timeline = byName.get(name)
      const last = timeline?.steps.at(-1)?.inspection ?? null
      const cells = currentGrades(last?.grades ?? {})
      const grades = gradeColumns.flatMap((column) => cells[column]?.grade ?? [])
      return {
        name,
        region,
        names: [name, ...aliases].map((one) => one.toLowerCase()),
        last: last === null ? null : { day: dayOfInspection(last), isPublication: last.inspected === null },
        hasNewer: timeline !== undefined && unreadSince(timeline, unread.get(name) ?? []) !== null,
        cells,
        worst: grades.toSorted((a, b) => compareGrades(b, a))[0] ?? null,
      }
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'))
}

/** The grades of an inspection in today's columns. */
export const currentGrades = (grades: Partial<Record<Area, Grade>>): OverviewRow['cells'] => ({
  leaders: gradeInColumn(grades, 'leaders'),
  'help-and-protection': gradeInColumn(grades, 'help-and-protection'),
  'in-care': gradeInColumn(grades, 'in-care'),
  'care-leavers': gradeInColumn(grades, 'care-leavers'),
  overall: gradeInColumn(grades, 'overall'),
})

/** The grade to go by in one area, or the worst of all. */
export const gradeBy = ({ cells, worst }: OverviewRow, area: GradeColumn | null): Grade | null =>
  area === null ? worst : (cells[area]?.grade ?? null)
