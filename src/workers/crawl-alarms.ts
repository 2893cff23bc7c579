import type { Feed } from '../config/feeds.ts'
import { failedAnswer } from '../feeds/feed-answer.ts'
import type { SiteFailure } from '../feeds/ofsted-site.ts'
import type { Provider } from '../store/crawl.ts'
import type { FeedRecord } from '../store/feeds.ts'
import type { CrawlDeps } from './crawl-deps.ts'
import { tellOfPoll } from './feed-alarms.ts'

type Told = {
  feed: Feed
  /** After the failure, or after the round. */
  record: FeedRecord
  /** Null when a round is done. */
  failure: SiteFailure | null
  fresh: number
}

/** Providers that an alarm names. */
const mostNamed = 5

/** Tells the operator how a round ended: the site does not answer; it is not made as it was; pages of some providers are amiss. */
export async function tellOfCrawl(
  { store, config, clock, log }: Pick<CrawlDeps, 'store' | 'config' | 'clock' | 'log'>,
  { feed, record, failure, fresh }: Told,
): Promise<void> {
  const now = clock()
  const { alarms } = store
  const answer =
    failure === null
      ? { kind: 'unchanged' as const, validators: record.validators, leastMs: null }
      : failedAnswer(failure.reason, failure)
  const { polling } = config().settings
  await tellOfPoll({ feed, record, answer, fresh, renewed: 0, now }, { alarms, polling, log })
  if (failure?.isStrange === true) return await raise(`${feed.name} cannot be followed: ${failure.reason}`)
  if (failure !== null) return
  const message = pagesAmiss([...(await store.crawls.providers(feed.id)).values()])
  if (message !== null) return await raise(`${feed.name}: ${message}`)
  if (await alarms.heal(`crawl:${feed.id}`)) log.info({ feedId: feed.id }, 'the report site is as it was again')

  async function raise(message: string): Promise<void> {
    if (await alarms.raise(`crawl:${feed.id}`, message, now)) log.error({ feedId: feed.id, message }, 'crawl is amiss')
  }
}

function pagesAmiss(providers: Provider[]): string | null {
  const faulty = providers.filter(({ fault }) => fault !== null)
  if (faulty.length > 0) {
    const names = faulty.slice(0, mostNamed).map(({ name }) => name)
    const more = faulty.length > names.length ? ` and ${faulty.length - names.length} more` : ''
    return `pages of ${faulty.length} of ${providers.length} providers could not be read (${names.join(', ')}${more}): ${faulty[0]?.fault ?? ''}`
  }
  const unreadable = providers.reduce((sum, provider) => sum + provider.unreadable, 0)
  if (unreadable === 0) return null
  return `expected the title and date of each file on providers' pages, could not read those of ${unreadable}: look whether the pages are still made as they were`
}
