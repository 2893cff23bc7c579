import { z } from 'zod'

/** What inspectors may find, best first. "Adequate" was the third grade until 2013. */
export const Grade = z.enum(['outstanding', 'good', 'requires-improvement', 'adequate', 'inadequate'])
export type Grade = z.output<typeof Grade>

const ranks: Record<Grade, number> = { outstanding: 0, good: 1, 'requires-improvement': 2, adequate: 2, inadequate: 3 }

/** Below zero where `a` is the better grade, zero where they are equally good: "adequate" stood where "requires improvement" stands now. */
export const compareGrades = (a: Grade, b: Grade): number => ranks[a] - ranks[b]
