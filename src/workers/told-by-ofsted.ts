import { findingOfUnread, findingsOfReport } from '../events/report-findings.ts'
import type { ReportFacts } from '../events/report-facts.ts'
import type { Item } from '../events/item.ts'
import { fileNumberOf } from '../feeds/report-item.ts'
import { withoutGaps } from '../ratings/without-gaps.ts'
import type { Authorities } from '../rules/authorities.ts'
import { authoritiesInText } from '../rules/authorities-in-text.ts'
import type { Document, Finding } from '../rules/finding.ts'
import { readTimeline } from '../store/read-timeline.ts'
import type { Store } from '../store/store.ts'
import { unreadBeside } from '../store/unread-inspections.ts'

type Deps = { store: Pick<Store, 'ratings' | 'files'>; authorities: Authorities }

/**
 * What an item reports that is a document of Ofsted itself, by the report and its authority's history; null for any other item. Of a file that
 * could not be read its page still says whose and of what kind it is; where that does not tell either, its text is all there is to go by.
 */
export async function toldByOfsted(
  { store, authorities }: Deps,
  item: Item,
  document: Document,
): Promise<{ findings: Finding[]; facts: ReportFacts | null } | null> {
  const fileNumber = fileNumberOf(item)
  if (fileNumber === null) return null
  const report = (await store.ratings.known([fileNumber])).get(fileNumber)?.report ?? null
  if (report === null) return await unread({ store, authorities }, fileNumber)
  if (report.authority === null) return null
  const known = await readTimeline(store.ratings, report.authority, authorities.list)
  const timeline = withoutGaps(known, await unreadBeside(store, fileNumber))
  return findingsOfReport({ report, fileNumber, timeline, document })
}

async function unread(
  { store, authorities }: Deps,
  fileNumber: string,
): Promise<{ findings: Finding[]; facts: null } | null> {
  const file = (await store.files.load(fileNumber))?.file
  const [found = [], ...others] = file === undefined ? [] : authoritiesInText(authorities)(file.provider)
  const [authority, another] = found
  if (file === undefined || authority === undefined || another !== undefined || others.length > 0) return null
  const finding = findingOfUnread(file.kind, authority)
  return finding === null ? null : { findings: [finding], facts: null }
}
