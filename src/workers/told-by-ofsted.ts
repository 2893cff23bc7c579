import { findingsOfReport } from '../events/report-findings.ts'
import type { ReportFacts } from '../events/report-facts.ts'
import type { Item } from '../events/item.ts'
import { fileNumberOf } from '../feeds/report-item.ts'
import type { Authorities } from '../rules/authorities.ts'
import type { Document, Finding } from '../rules/finding.ts'
import { readTimeline } from '../store/read-timeline.ts'
import type { Store } from '../store/store.ts'

type Deps = { store: Pick<Store, 'ratings'>; authorities: Authorities }

/**
 * What an item reports that is a document of Ofsted itself, by the report and its authority's history; null for any other item, and for a report
 * that could not be read: then its text is all there is to go by.
 */
export async function toldByOfsted(
  { store, authorities }: Deps,
  item: Item,
  document: Document,
): Promise<{ findings: Finding[]; facts: ReportFacts | null } | null> {
  const fileNumber = fileNumberOf(item)
  if (fileNumber === null) return null
  const report = (await store.ratings.known([fileNumber])).get(fileNumber)?.report ?? null
  if (report === null || report.authority === null) return null
  const timeline = await readTimeline(store.ratings, report.authority, authorities.list)
  return findingsOfReport({ report, fileNumber, timeline, document })
}
