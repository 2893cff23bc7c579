import type { Event } from '../events/event.ts'
import { shortMonthOf } from './day-of.ts'
import { latestReport, type ReportFacts } from '../events/report-facts.ts'
import { areas } from '../ratings/area.ts'
import { gradeInColumn, type GradeColumn } from '../ratings/grade-columns.ts'
import { gradeLetters, gradeTitle } from '../ratings/grade-title.ts'
import type { Grade } from '../ratings/grade.ts'
import { moveWords } from '../ratings/move-words.ts'

/** A grade as a reader sees it: by its word or letters always, by its colour as well. */
export type Shown = { grade: Grade; word: string; letters: string }

/** One judgement area: what it was, what it is now, and which way it went. */
export type GridRow = { area: string; was: Shown | null; now: Shown; arrow: string; move: string }

/** The inspections that are known, newest first, in columns of judgement areas. */
export type InspectionTable = {
  columns: { area: string; letters: string }[]
  rows: { day: string; who: string | null; cells: (Shown | null)[] }[]
}

const shown = (grade: Grade): Shown => ({ grade, word: gradeTitle[grade], letters: gradeLetters[grade] })

/** The document of Ofsted itself that tells of an event, the last where it corrects another; null where only others do. */
export const recordOf = ({ sources }: Pick<Event, 'sources'>): ReportFacts | null => latestReport(sources)

/** What an inspection moved, a row for each judgement area. */
export const gridOf = ({ moves }: ReportFacts): GridRow[] =>
  moves.map(({ area, kind, from, to }) => ({
    area: areas[area].title,
    was: from === null ? null : shown(from),
    now: shown(to),
    ...moveWords[kind],
  }))

/** Columns of that table, under letters where they have little room. */
const columns: { area: GradeColumn; letters: string; says: string }[] = [
  { area: 'leaders', letters: 'L', says: 'leaders' },
  { area: 'help-and-protection', letters: 'H', says: 'help and protection' },
  { area: 'in-care', letters: 'C', says: 'children in care' },
  { area: 'care-leavers', letters: 'CL', says: 'care leavers' },
  { area: 'overall', letters: 'All', says: 'overall' },
]

/** The history of an authority as a table; null where this is the first inspection that is known. */
export function inspectionTableOf(
  { inspections }: ReportFacts,
  authority: string,
  timeZone: string,
): InspectionTable | null {
  if (inspections.length < 2) return null
  return {
    columns: columns.map(({ letters, says }) => ({ area: says, letters })),
    rows: inspections.map(({ authority: who, day, grades }) => ({
      day: shortMonthOf(day, timeZone),
      who: who === authority ? null : who,
      cells: columns.map(({ area }) => {
        const found = gradeInColumn(grades, area)
        return found === null ? null : shown(found.grade)
      }),
    })),
  }
}

/** What the letters of such a table stand for. */
export function legendOf({ columns: shownColumns, rows }: InspectionTable): string {
  const cells = rows.flatMap(({ cells }) => cells)
  const grades = new Map(cells.flatMap((cell) => (cell === null ? [] : [[cell.letters, cell.word.toLowerCase()]])))
  const gap = cells.some((cell) => cell === null) ? ['– no such judgement'] : []
  return [
    ...shownColumns.map(({ letters, area }) => `${letters} ${area}`),
    ...[...grades].map(([short, word]) => `${short} ${word}`),
    ...gap,
  ].join(' · ')
}
