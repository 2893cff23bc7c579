import type { Grade } from './grade.ts'

/** As people write a grade: "Requires improvement". */
export const gradeTitle: Record<Grade, string> = {
  outstanding: 'Outstanding',
  good: 'Good',
  'requires-improvement': 'Requires improvement',
  adequate: 'Adequate',
  inadequate: 'Inadequate',
}
