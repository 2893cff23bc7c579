import type { Feed, OfstedReportsFeed } from '../config/feeds.ts'
import type { Config } from '../config/load.ts'
import { askFeed } from '../feeds/ask-feed.ts'
import { nothingRemembered } from '../feeds/feed-answer.ts'
import { saysNobodyAnswered } from '../feeds/http-failure.ts'
import type { HttpClient } from '../feeds/http.ts'
import { faultOfListing } from '../feeds/ofsted-listing.ts'
import { createOfstedSite } from '../feeds/ofsted-site.ts'
import type { Verdict } from './doctor-checks.ts'

export type FeedCheckDeps = { http: HttpClient; config: Config; clock: () => Date; stopping: AbortSignal }

/** `isAway`: nothing answered at all, which may be the fault of this machine. */
export type FeedVerdict = Verdict & { isAway?: boolean }

/** Whether a feed answers, can be read, and holds something. */
export async function checkFeed(feed: Feed, { http, config, clock, stopping }: FeedCheckDeps): Promise<FeedVerdict> {
  const { settings } = config
  if (feed.kind === 'ofsted-reports') return await checkListing(feed, { http, config, clock, stopping })
  const answer = await askFeed({
    http,
    feed,
    remembered: nothingRemembered,
    settings,
    clock,
    signal: stopping,
  })
  if (answer.kind === 'failed') return away(feed, answer.reason, answer.status)
  const entries = answer.kind === 'items' ? answer.items.length : 0
  if (entries === 0) {
    return {
      state: 'should',
      what: `feed ${feed.id}: answers, and holds no entries`,
      todo: `Open ${feed.url} and see whether it is still what it was.`,
    }
  }
  if (answer.kind === 'items' && answer.movedTo !== null) {
    return {
      state: 'should',
      what: `feed ${feed.id}: ${entries} entries, and has moved`,
      todo: `Put ${answer.movedTo} into feeds.yaml.`,
    }
  }
  return { state: 'ok', what: `feed ${feed.id}: ${entries} ${entries === 1 ? 'entry' : 'entries'}` }
}

/** Of Ofsted's report site the listing alone is asked for. */
async function checkListing(
  feed: OfstedReportsFeed,
  { http, config, clock, stopping }: FeedCheckDeps,
): Promise<FeedVerdict> {
  const site = createOfstedSite({ http, settings: () => config.settings, clock })
  const listing = await site.listing(feed.url, stopping)
  if (listing.kind === 'failed') return away(feed, listing.reason, listing.status)
  const found = listing.providers.length
  const fault = faultOfListing(found, null, config.authorities.list.filter(({ former }) => !former).length)
  if (fault !== null) return away(feed, fault, null)
  return { state: 'ok', what: `feed ${feed.id}: ${found} providers` }
}

function away({ id }: Feed, reason: string, status: number | null): FeedVerdict {
  const todo = `Try "ofsted-alerts feeds test ${id}"; if it stays away, set "enabled: false" or find its new address.`
  return { state: 'must', what: `feed ${id}: ${reason}`, todo, isAway: status === null && saysNobodyAnswered(reason) }
}
