import { Area } from './area.ts'
import type { Judgement } from './judgement.ts'
import type { Report } from './report.ts'

/** The judgements that a report gives, in the order in which it prints them: none where it was not read which authority they are of. */
export function judgementsOf(report: Report, file: { number: string; url: string }): Judgement[] {
  const { authority, framework, inspected, published, grades } = report
  if (authority === null) return []
  return Area.options.flatMap((area) => {
    const grade = grades[area]
    if (grade === undefined) return []
    const source = { kind: 'report' as const, id: file.number, url: file.url }
    return [{ authority, area, grade, framework, inspected, published, source }]
  })
}
