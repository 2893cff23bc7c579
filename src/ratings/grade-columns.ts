import { areas, type Area } from './area.ts'
import type { Grade } from './grade.ts'

/** Today's judgement areas, and the overall judgement of inspections before April 2026: the columns of every table of grades. */
export const gradeColumns = ['leaders', 'help-and-protection', 'in-care', 'care-leavers', 'overall'] as const
export type GradeColumn = (typeof gradeColumns)[number]

/**
 * The grade of an inspection that stands in a column, and the area it was given for: areas of earlier frameworks stand under the one that goes on
 * from them. Null where it has no such judgement.
 */
export function gradeInColumn(
  grades: Partial<Record<Area, Grade>>,
  column: GradeColumn,
): { area: Area; grade: Grade } | null {
  // Until 2022 care leavers were judged together with children in care.
  const whole: Area[] = column === 'care-leavers' ? ['in-care-and-care-leavers'] : []
  for (const area of [column, ...areas[column].continues, ...whole]) {
    const grade = grades[area]
    if (grade !== undefined) return { area, grade }
  }
  return null
}
