import type { Config } from '../config/load.ts'
import type { Settings } from '../config/settings.ts'
import { reportItem } from '../feeds/report-item.ts'
import type { Report } from '../ratings/report.ts'
import type { FileRecord } from '../store/files.ts'
import type { Store } from '../store/store.ts'

type Deps = { store: Pick<Store, 'feeds' | 'items'>; config: () => Config; clock: () => Date }

/** Records a report that is news as an item; one that could not be read (null) as well. Says which items are to be read now. */
export async function recordReportNews(
  { store, config, clock }: Deps,
  record: FileRecord,
  report: Report | null,
): Promise<string[]> {
  const { file } = record
  const { feeds, settings } = config()
  const published = file.published ?? report?.published ?? null
  const { since } = await store.feeds.load(file.feedId)
  if (!isReportNews({ record, published, since, polling: settings.polling })) return []
  const outlet = feeds.find(({ id }) => id === file.feedId)?.name ?? 'Ofsted'
  const item = reportItem({ feedId: file.feedId, outlet, file, published, report })
  const recorded = await store.items.record(file.feedId, [{ item, state: 'recorded' }], clock())
  return recorded.map(({ id }) => id)
}

type Dated = {
  record: Pick<FileRecord, 'isBaseline' | 'listed'>
  /** The day on which it was published; null where nothing says so. */
  published: string | null
  /** When the feed was first asked. */
  since: string | null
  polling: Pick<Settings['polling'], 'first_poll_reach' | 'later_reach'>
}

/**
 * Whether a file is news, and not of an authority's history alone. What the first round lists was there before us, but for what is dated since. Later
 * rounds find what is new, and now and then an old file that came back.
 */
export function isReportNews({ record: { isBaseline, listed }, published, since, polling }: Dated): boolean {
  if (published === null) return !isBaseline
  const first = since === null ? listed : new Date(since)
  if (isBaseline) return published >= dayOf(first)
  const { first_poll_reach: before, later_reach: late } = polling
  return (
    (before === null || published >= dayOf(new Date(first.getTime() - before))) &&
    (late === null || published >= dayOf(new Date(listed.getTime() - late)))
  )
}

const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10)
