import { Area } from './area.ts'
import type { Judgement } from './judgement.ts'
import type { Report } from './report.ts'

/** The judgements that a report gives, in the order in which reports print them; none of a letter, and none where the authority is not known. */
export function judgementsOf(
  { kind, authority, grades, framework, inspected, published }: Report,
  source: Judgement['source'],
): Judgement[] {
  if (kind !== 'inspection' || authority === null) return []
  return Area.options.flatMap((area) => {
    const grade = grades[area]
    return grade === undefined ? [] : [{ authority, area, grade, framework, inspected, published, source }]
  })
}
