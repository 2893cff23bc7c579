import type { Feed } from '../config/feeds.ts'
import { faultOfListing } from '../feeds/ofsted-listing.ts'
import { strange, type SiteFailure } from '../feeds/ofsted-site.ts'
import type { Round } from '../store/crawl.ts'
import { asListed, isProviderDue } from './crawl-due.ts'
import type { CrawlDeps } from './crawl-deps.ts'
import { mostReadings } from './attempts.ts'

/** A file that was given up is asked for once more after this long. */
const givenUpMs = 7 * 86_400_000

type Asked = { feed: Feed; last: Round | null; isFirst: boolean; signal: AbortSignal }

/** Begins a round: reads the listing, and records who is to be asked. Null where that is done, else why not. */
export async function openRound(
  { store, config, ofsted, clock, log }: Pick<CrawlDeps, 'store' | 'config' | 'ofsted' | 'clock' | 'log'>,
  { feed, last, isFirst, signal }: Asked,
): Promise<SiteFailure | null> {
  const answer = await ofsted.listing(feed.url, signal)
  if (answer.kind === 'failed') return answer
  const now = clock()
  const today = config().authorities.list.filter(({ former }) => !former).length
  const known = last?.url === feed.url ? last.listed : null
  const reason = faultOfListing(answer.providers.length, known, today)
  if (reason !== null) return strange(reason)

  const providers = asListed(answer.providers, await store.crawls.providers(feed.id), now)
  const listed = answer.providers.length
  const due = providers.slice(0, listed).filter((provider) => isProviderDue(provider, now))
  const round = { url: feed.url, started: now.toISOString(), finished: null, isFirst, listed, fresh: 0 }
  await store.crawls.open(
    feed.id,
    round,
    providers,
    due.map(({ urn }) => urn),
  )
  await store.files.tryAgain(new Date(now.getTime() - givenUpMs), mostReadings - 1, now)
  log.info({ feedId: feed.id, providers: listed, due: due.length }, 'crawl: a round begins')
  return null
}
