import type { ReportKind } from '../ratings/report.ts'

/**
 * What a file is, by what the provider's page calls it. `other`: nothing that tells of an authority's children's services (special educational
 * needs, adult learning, a fostering service). Null where the words say neither: then only the file itself can tell.
 */
export function kindOf(title: string): ReportKind | null {
  if (
    /\b(send|special educational needs|fostering|adoption|residential|secure|cafcass|learning and skills)\b/i.test(
      title,
    )
  )
    return 'other'
  if (/\bmonitoring\b/i.test(title)) return 'monitoring-visit'
  if (/\bfocus+ed\b/i.test(title)) return 'focused-visit'
  if (/\b(joint|jtai)\b/i.test(title)) return 'joint-inspection'
  if (/\bchild/i.test(title) && /\binspections?\b|\breview/i.test(title)) return 'inspection'
  return null
}
