import { Area } from './area.ts'
import type { Judgement } from './judgement.ts'
import type { Report } from './report.ts'

/**
 * The judgements that a report gives, in the order in which reports print them; none of a letter, and none where the authority is not known. `authority`: whose
 * report it is where the report itself does not say so, as the provider's page it was found on.
 */
export function judgementsOf(
  { kind, grades, framework, inspected, published, ...report }: Report,
  source: Judgement['source'],
  authority: string | null = report.authority,
): Judgement[] {
  if (kind !== 'inspection' || authority === null) return []
  return Area.options.flatMap((area) => {
    const grade = grades[area]
    return grade === undefined ? [] : [{ authority, area, grade, framework, inspected, published, source }]
  })
}
