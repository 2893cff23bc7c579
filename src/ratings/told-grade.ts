import { Grade } from './grade.ts'

export const expectedGrade =
  'expected outstanding, good, requires improvement (to be good), adequate or inadequate, or nothing'

/**
 * What tables write where there is no grade: nothing; the history's literals for an overall grade that is no longer given, for care leavers judged
 * together with children in care, and for a report that could not be read; the shorthand of government statistics (`[z]` not applicable, `[x]` not available).
 */
const nothing =
  /^(|-|–|:|\[[a-z]\]|n\/?a|nan|none|null|not (applicable|judged|yet inspected|inspected)|not_reported_post_reform|inspection_pre_dates_judgement|data_unreadable)$/

const grades = new Map<string, Grade>([
  ...Grade.options.map((grade): [string, Grade] => [grade.replaceAll('-', ' '), grade]),
  ['requires improvement to be good', 'requires-improvement'],
])

/** The grade that a cell of a table gives, in any case; null where it says that there is none; undefined where it says something else. */
export function toldGrade(text: string): Grade | null | undefined {
  const cell = text.trim().toLowerCase()
  return nothing.test(cell) ? null : grades.get(cell.replaceAll(/[\s_-]+/g, ' '))
}
