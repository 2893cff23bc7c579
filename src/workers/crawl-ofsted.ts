import type { Feed } from '../config/feeds.ts'
import type { SiteFailure } from '../feeds/ofsted-site.ts'
import type { Round } from '../store/crawl.ts'
import type { FeedRecord } from '../store/feeds.ts'
import { tellOfCrawl } from './crawl-alarms.ts'
import type { CrawlDeps } from './crawl-deps.ts'
import { openRound } from './crawl-listing.ts'
import { askProvider } from './crawl-provider.ts'
import { afterAnswer, afterFailure, afterRound } from './crawl-record.ts'

/**
 * What one job asks for at most, so that none holds the feed for long, and each ends in time when the process is to stop: a round is as many
 * jobs as it takes.
 */
const mostRequests = 10
const mostMs = 15_000

/** Times that a provider is asked for in one round. */
const mostFailures = 3

/** What was listed longer ago than this is listed again, whatever is left of its round. */
const roundMs = 86_400_000

type Asked = { feed: Feed; record: FeedRecord; signal: AbortSignal }

/**
 * Goes on with the round through Ofsted's report site, or begins one: the listing, then the pages of the providers of which something may be new, one
 * after the other. What an answer held is recorded before the next is asked for. True where there is more to ask for right away.
 */
export async function crawlOfsted(deps: CrawlDeps, { feed, record: before, signal }: Asked): Promise<boolean> {
  const { store, config, clock, random, log } = deps
  const circumstances = () => ({ feed, settings: config().settings, now: clock(), random })
  let record: FeedRecord = { ...before, since: before.since ?? clock().toISOString() }
  // What is published from now on is news, however long the first round takes.
  if (before.since === null) await store.feeds.save(feed.id, record)

  const started = performance.now()
  const last = await store.crawls.round(feed.id)
  if (last === null || !isUnderWay(last, feed, clock())) {
    const failure = await openRound(deps, { feed, last, isFirst: record.polls === 0, signal })
    if (failure !== null) return await fail(failure)
    record = afterAnswer(record, clock())
  }

  const due = await store.crawls.due(feed.id)
  const providers = await store.crawls.providers(feed.id)
  let asked = 0
  for (const { urn, failures } of due.slice(0, mostRequests)) {
    if (signal.aborted || performance.now() - started > mostMs) break
    const provider = providers.get(urn)
    if (provider === undefined) throw new Error(`expected a record of provider ${urn} of ${feed.id}, found none`)
    const failure = await askProvider(deps, { feed, provider, signal })
    asked += 1
    if (failure === null) {
      record = afterAnswer(record, clock())
      continue
    }
    const isLast = failure.isStrange || failures + 1 >= mostFailures
    await store.crawls.putOff(feed.id, urn, isLast ? { ...provider, fault: failure.reason } : null)
    log.warn({ feedId: feed.id, urn, reason: failure.reason }, 'crawl: a page could not be read')
    if (!failure.isStrange) return await fail(failure)
  }

  const left = (await store.crawls.due(feed.id)).length
  log.info({ feedId: feed.id, asked, left, files: await store.files.counts() }, 'crawled')
  if (left > 0) {
    await store.feeds.save(feed.id, record)
    return true
  }
  const round = await store.crawls.finish(feed.id, clock())
  record = afterRound(record, round, circumstances())
  await store.feeds.save(feed.id, record)
  await tellOfCrawl(deps, { feed, record, failure: null, fresh: round.fresh })
  return false

  /** The site is left alone for a while. */
  async function fail(failure: SiteFailure): Promise<false> {
    record = afterFailure(record, failure, circumstances())
    await store.feeds.save(feed.id, record)
    await tellOfCrawl(deps, { feed, record, failure, fresh: 0 })
    return false
  }
}

function isUnderWay({ url, started, finished }: Round, feed: Feed, now: Date): boolean {
  const sinceMs = now.getTime() - Date.parse(started)
  return finished === null && url === feed.url && sinceMs >= 0 && sinceMs < roundMs
}
