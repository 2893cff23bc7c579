import type { Item } from '../events/item.ts'
import { askFeed } from '../feeds/ask-feed.ts'
import type { Validators } from '../feeds/feed-answer.ts'
import type { HttpClient } from '../feeds/http.ts'
import { nextPoll } from '../feeds/interval.ts'
import { pollFeed, readItem } from '../jobs/jobs.ts'
import { recordAt, type FeedRecord } from '../store/feeds.ts'
import type { Store } from '../store/store.ts'
import { afterPoll } from './after-poll.ts'
import type { CrawlDeps } from './crawl-deps.ts'
import { crawlOfsted } from './crawl-ofsted.ts'
import { tellOfPoll } from './feed-alarms.ts'
import { leastRenewed, takeAsNews } from './take-as-news.ts'
import type { Handler } from './work.ts'

type Deps = CrawlDeps & { store: Pick<Store, 'items'>; http: HttpClient; newId: () => string }

/** How soon another worker may poll a feed whose worker died; the lease of one that lives is renewed. */
const leaseMs = 120_000

/** A server that says "not changed" for ever, for whatever reason, is asked for the whole at each of these polls. */
const unconditional = 24

/**
 * Fetches a feed if it is due, records the items it has not seen, and only then moves the feed's cursor: a crash in between
 * makes the next poll see the same entries again, and record none of them twice.
 */
export const pollFeedHandler =
  (deps: Deps): Handler<typeof pollFeed.payload> =>
  async ({ feedId, force }, signal) => {
    const { store, config, http, enqueue, clock, random, newId, log } = deps
    const { feeds, settings } = config()
    const feed = feeds.find(({ id, enabled }) => id === feedId && enabled)
    if (feed === undefined) return
    let isUnfinished = false
    await store.feeds.alone(feedId, newId(), leaseMs, async () => {
      const record = recordAt(feed.url, await store.feeds.load(feedId))
      if (!force && !isDue(record, clock())) return
      if (feed.kind === 'ofsted-reports') {
        isUnfinished = await crawlOfsted(deps, { feed, record, signal })
        return
      }
      const remembered = { ...record, validators: validatorsOf(record) }
      const answer = await askFeed({ http, feed, remembered, settings, clock, signal })
      const now = clock()
      const items = answer.kind === 'unchanged' ? [] : answer.items
      // What GOV.UK dates is dated by one index: no site is made anew behind it.
      const unknown = feed.kind === 'rss' ? await unknownOf(items, record) : new Set<string>()
      const { entries, renewed } = takeAsNews({ items, unknown, record, polling: settings.polling, now })
      const changed = await store.items.record(feedId, entries, now)
      const fresh = changed.filter(({ outcome }) => outcome === 'new').length
      const after = afterPoll(record, answer, fresh, now)
      const next = nextPoll({
        now,
        feed,
        settings,
        leastMs: answer.kind === 'failed' ? null : answer.leastMs,
        retryAfterMs: answer.kind === 'failed' ? answer.retryAfterMs : null,
        status: answer.kind === 'failed' ? answer.status : null,
        failures: after.failures,
        recentYield: after.recentYield,
        random,
      })
      await store.feeds.save(feedId, { ...after, nextPoll: next.toISOString() })
      await tellOfPoll(
        { feed, record: after, answer, fresh, renewed, now },
        { alarms: store.alarms, polling: settings.polling, log },
      )
      for (const { id } of changed) await enqueue(readItem, { itemId: id })
    })
    if (isUnfinished) await enqueue(pollFeed, { feedId }, { id: `crawl-${feedId}-${newId()}` })

    async function unknownOf(items: Item[], { polls }: FeedRecord): Promise<Set<string>> {
      if (polls === 0 || items.length < leastRenewed) return new Set()
      return await store.items.unknown(items.map(({ id }) => id))
    }
  }

/** Whether the feed's time has come. A time further away than any interval is left from a clock that was wrong. */
export function isDue({ nextPoll: next, lastPoll }: FeedRecord, now: Date): boolean {
  if (next === null) return true
  return Date.parse(next) <= now.getTime() || (lastPoll !== null && Date.parse(lastPoll) > now.getTime())
}

/** What we know by ourselves, the hash of the last answer, is no request to leave anything out. */
function validatorsOf({ validators, polls }: FeedRecord): Validators {
  return polls % unconditional === unconditional - 1 ? { ...validators, etag: null, lastModified: null } : validators
}
