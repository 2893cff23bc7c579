import type { Feed } from '../config/feeds.ts'
import { kindOf } from '../feeds/ofsted-kinds.ts'
import { strange, type SiteFailure } from '../feeds/ofsted-site.ts'
import { readReport } from '../jobs/jobs.ts'
import type { Provider } from '../store/crawl.ts'
import { afterAsking, faultOfPage } from './crawl-due.ts'
import type { CrawlDeps } from './crawl-deps.ts'

type Asked = { feed: Feed; provider: Provider; signal: AbortSignal }

/** Asks for the page of a provider, records which files it lists, and has those read that are new. Null where that is done, else why not. */
export async function askProvider(
  { store, ofsted, enqueue, clock }: Pick<CrawlDeps, 'store' | 'ofsted' | 'enqueue' | 'clock'>,
  { feed, provider, signal }: Asked,
): Promise<SiteFailure | null> {
  const answer = await ofsted.provider(provider.url, provider.validators, signal)
  if (answer.kind === 'failed') return answer
  const page = answer.kind === 'page' ? answer : null
  const reason = page === null ? null : faultOfPage(page, provider)
  if (reason !== null) return strange(reason)
  const files = (page?.files ?? []).map((file) => ({
    ...file,
    feedId: feed.id,
    urn: provider.urn,
    provider: provider.name,
    kind: kindOf(file.title),
  }))
  const now = clock()
  const wanted = await store.crawls.settle(feed.id, afterAsking(provider, page, now), files, now)
  // The newest stands first on a page, and is told by what was before it.
  for (const fileNumber of wanted.toReversed())
    await enqueue(readReport, { fileNumber }, { id: `report-${fileNumber}` })
  return null
}
