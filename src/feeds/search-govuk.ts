import type { GovukSearchFeed } from '../config/feeds.ts'
import type { Settings } from '../config/settings.ts'
import type { Item } from '../events/item.ts'
import {
  bodyHashOf,
  failedAnswer,
  nothingRemembered,
  type FeedAnswer,
  type Remembered,
  type Validators,
} from './feed-answer.ts'
import { failed, type HttpFailure } from './http-failure.ts'
import type { HttpClient } from './http.ts'
import { itemsOf } from './items.ts'
import { pageThrough } from './page-through.ts'
import { type Found, readSearchPage, reasonOfRefusal } from './search-page.ts'

type Asked = {
  http: HttpClient
  feed: GovukSearchFeed
  remembered: Remembered
  settings: Settings
  clock: () => Date
  signal: AbortSignal
}

/** What links without a host start from, wherever the API stands. */
const site = 'https://www.gov.uk/'

/** Pages to an answer, for a search that does not say. */
const usualCount = 100

type Stopped = HttpFailure | 'unchanged'

/**
 * Asks GOV.UK's search for every page that was published or revised since the newest one that is known, however long ago that was, and a little before:
 * an outage loses nothing. All of it is read before the newest date may move on. Never throws for what a server may answer.
 */
export async function searchGovuk({ http, feed, remembered, settings, clock, signal }: Asked): Promise<FeedAnswer> {
  const now = clock()
  const count = Number(feed.search['count']?.[0] ?? usualCount)
  const floor = floorOf(remembered, settings, now)
  let validators: Validators = remembered.validators
  let isFirst = true
  let leastMs: number | null = null

  const { found, isWhole, faults, failure } = await pageThrough<Stopped>({
    count,
    async ask(start) {
      // The first page has the total in it: as long as it stays the same, so do the others.
      const isConditional = isFirst
      isFirst = false
      const answer = await http.get(pageUrl(feed.url, { floor, count, start }), {
        accept: 'application/json',
        etag: isConditional ? validators.etag : null,
        lastModified: isConditional ? validators.lastModified : null,
        mostBytes: settings.network.most_feed_bytes,
        signal,
      })
      if (answer.kind === 'failed') return { ok: false, failure: { ...answer, reason: reasonOfRefusal(answer) } }
      if (isConditional) leastMs = answer.freshMs
      if (answer.kind === 'unchanged') {
        validators = { ...validators, etag: answer.etag, lastModified: answer.lastModified }
        return { ok: false, failure: 'unchanged' }
      }
      const page = readSearchPage(answer)
      if (typeof page === 'string') return { ok: false, failure: failed(page) }
      if (isConditional) {
        const bodyHash = bodyHashOf(answer.body)
        const isSame = bodyHash === validators.bodyHash
        validators = { etag: answer.etag, lastModified: answer.lastModified, bodyHash }
        if (isSame) return { ok: false, failure: 'unchanged' }
      }
      return { ok: true, page }
    },
  })
  const { items, faults: leftOut } = itemsFrom(found, feed, settings, now)
  if (failure === 'unchanged') return { kind: 'unchanged', validators, leastMs }
  if (failure !== null) return failedAnswer(failure.reason, failure, items)
  return {
    kind: 'items',
    items,
    faults: [...faults, ...leftOut],
    validators: isWhole ? validators : nothingRemembered.validators,
    leastMs,
    shared: [],
    movedTo: null,
  }
}

/** From when on pages are asked for. */
function floorOf({ newest }: Remembered, { govuk }: Pick<Settings, 'govuk'>, now: Date): Date {
  return newest === null
    ? new Date(now.getTime() - govuk.first_search)
    : new Date(Math.min(Date.parse(newest), now.getTime()) - govuk.search_overlap)
}

function pageUrl(search: string, { floor, count, start }: { floor: Date; count: number; start: number }): string {
  const url = new URL(search)
  // Without a zone, which means UTC there.
  url.searchParams.set('filter_public_timestamp', `from:${floor.toISOString().slice(0, 19)}`)
  url.searchParams.set('order', '-public_timestamp')
  url.searchParams.set('fields', 'title,link,description,public_timestamp')
  url.searchParams.set('count', String(count))
  url.searchParams.set('start', String(start))
  return url.href
}

/** The same items as the entries of GOV.UK's feeds make, whichever tells first. */
function itemsFrom(
  found: Found[],
  feed: GovukSearchFeed,
  settings: Settings,
  now: Date,
): { items: Item[]; faults: string[] } {
  const entries = found.map(({ link, title, description, publicTimestamp }) => ({
    title,
    link,
    id: null,
    published: null,
    updated: publicTimestamp,
    summary: description,
    content: null,
    publisher: null,
    base: null,
  }))
  return itemsOf({
    entries,
    feed,
    // How much is taken is bounded where it is asked for.
    settings: { ...settings, network: { ...settings.network, most_entries: Infinity } },
    base: site,
    now,
  })
}
