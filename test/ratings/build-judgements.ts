import type { Area } from '../../src/ratings/area.ts'
import type { Grade } from '../../src/ratings/grade.ts'
import { historyOf, type Inspection } from '../../src/ratings/history.ts'
import type { Judgement } from '../../src/ratings/judgement.ts'

const words: Record<string, Grade> = { o: 'outstanding', g: 'good', ri: 'requires-improvement', i: 'inadequate' }

type Grades = Partial<Record<Area, 'o' | 'g' | 'ri' | 'i'>>

/** One judgement per area, as one source gives them. */
export function buildJudgements(grades: Grades, overrides: Partial<Judgement> = {}): Judgement[] {
  return Object.entries(grades).map(([area, grade]) => ({
    authority: 'Trafford',
    // The keys of Grades are areas.
    area: area as Area,
    grade: words[grade]!,
    framework: 'ILACS',
    inspected: { from: '2026-06-08', to: '2026-06-19' },
    published: '2026-08-03',
    source: { kind: 'report', id: '50308800', url: 'https://files.ofsted.gov.uk/v1/file/50308800' },
    ...overrides,
  }))
}

/** The only inspection that these judgements tell of. */
export function buildInspection(grades: Grades, overrides: Partial<Judgement> = {}): Inspection {
  const judgements = buildJudgements(grades, overrides)
  return historyOf(judgements).get(judgements[0]!.authority)!.inspections[0]!
}
