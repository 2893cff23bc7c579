import { Area, areas } from './area.ts'
import { compareGrades, type Grade } from './grade.ts'
import type { Inspection } from './history.ts'

/** What was found of a predecessor: no grade of the authority itself. */
export type PredecessorGrade = { authority: string; area: Area; grade: Grade }

/**
 * From one grade to the next in one area. `new`: a judgement that there was not before. `unknown`: there was one before, and what it was is not
 * known, as where nobody could read an old report.
 */
export type Move = {
  area: Area
  kind: 'improved' | 'declined' | 'unchanged' | 'new' | 'unknown'
  /** Null where the judgement is new, or what was before is not known. */
  from: Grade | null
  /** The area that `from` was given in: another one where areas were split or renamed. */
  fromArea: Area | null
  to: Grade
  /** Where an authority is inspected for the first time: what its predecessors had last. */
  predecessors: PredecessorGrade[]
}

/** Areas that were judged as a part of another: on its own, each was a new judgement. */
const partOf: Partial<Record<Area, Area>> = { 'care-leavers': 'in-care-and-care-leavers' }

/**
 * What an inspection moved, area by area, in the order in which reports print them: against the inspection before it (null where there was none), over
 * areas that go on from others. Areas that it gives no grade do not move: the overall judgement ended in April 2026, and is never made up.
 * `predecessors` are the last inspections of the bodies whose duties the authority took over: their grades are told beside its
 * first, and never are where it came from.
 */
export function movesOf(
  before: Inspection | null,
  after: Inspection,
  predecessors: readonly Inspection[] = [],
): Move[] {
  return Area.options.flatMap((area) => {
    const to = after.grades[area]
    return to === undefined ? [] : [{ area, to, ...came(before, area, to, predecessors) }]
  })
}

function came(
  before: Inspection | null,
  area: Area,
  to: Grade,
  predecessors: readonly Inspection[],
): Omit<Move, 'area' | 'to'> {
  if (before === null) {
    const theirs = predecessors.flatMap((body) => {
      const found = gradeIn(body, area)
      return found === null ? [] : [{ authority: body.authority, ...found }]
    })
    return { kind: 'new', from: null, fromArea: null, predecessors: theirs }
  }
  const found = gradeIn(before, area)
  if (found === null) {
    const whole = partOf[area]
    const isNew = whole !== undefined && before.grades[whole] !== undefined
    return { kind: isNew ? 'new' : 'unknown', from: null, fromArea: null, predecessors: [] }
  }
  const step = compareGrades(to, found.grade)
  const kind = step < 0 ? 'improved' : step > 0 ? 'declined' : 'unchanged'
  return { kind, from: found.grade, fromArea: found.area, predecessors: [] }
}

/** The grade of an area, or of the first that it goes on from. */
function gradeIn({ grades }: Inspection, area: Area): { area: Area; grade: Grade } | null {
  for (const one of [area, ...areas[area].continues]) {
    const grade = grades[one]
    if (grade !== undefined) return { area: one, grade }
  }
  return null
}
