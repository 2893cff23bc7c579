import type { Grade } from './grade.ts'

/** As people write a grade: "Requires improvement". */
export const gradeTitle: Record<Grade, string> = {
  outstanding: 'Outstanding',
  good: 'Good',
  'requires-improvement': 'Requires improvement',
  adequate: 'Adequate',
  inadequate: 'Inadequate',
}

/** Where there is no room for the word; a legend stands by. */
export const gradeLetters: Record<Grade, string> = {
  outstanding: 'O',
  good: 'G',
  'requires-improvement': 'RI',
  adequate: 'A',
  inadequate: 'I',
}
