import { createHash } from 'node:crypto'
import type { Feed } from '../config/feeds.ts'
import type { Settings } from '../config/settings.ts'
import type { Item } from '../events/item.ts'
import type { HttpClient } from './http.ts'
import { itemsOf } from './items.ts'
import { parseFeed } from './parse-feed.ts'

/** What lets a server say that nothing changed, and us see it where it cannot. */
export type Validators = { etag: string | null; lastModified: string | null; bodyHash: string | null }

export type FeedAnswer =
  | {
      kind: 'items'
      items: Item[]
      /** What was broken or left out, a sentence each. */
      faults: string[]
      validators: Validators
      /** The least time that the feed or its host wants between two polls. */
      leastMs: number | null
      /** Addresses that several of its entries gave, now or before. */
      shared: string[]
      /** Where the feed has moved for good. */
      movedTo: string | null
    }
  | { kind: 'unchanged'; validators: Validators; leastMs: number | null }
  | { kind: 'failed'; reason: string; status: number | null; retryAfterMs: number | null }

type Asked = {
  http: HttpClient
  feed: Feed
  validators: Validators
  shared?: readonly string[]
  settings: Settings
  clock: () => Date
  signal: AbortSignal
}

const accept =
  'application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1'

/** Asks a feed for what is new since `validators`. Never throws for what a server may answer. */
export async function fetchFeed({
  http,
  feed,
  validators,
  shared = [],
  settings,
  clock,
  signal,
}: Asked): Promise<FeedAnswer> {
  const { etag, lastModified, bodyHash } = validators
  const answer = await http.get(feed.url, {
    accept,
    etag,
    lastModified,
    mostBytes: settings.network.most_feed_bytes,
    signal,
  })
  if (answer.kind === 'failed')
    return { kind: 'failed', reason: answer.reason, status: answer.status, retryAfterMs: answer.retryAfterMs }
  if (answer.kind === 'unchanged') {
    return {
      kind: 'unchanged',
      validators: { etag: answer.etag, lastModified: answer.lastModified, bodyHash },
      leastMs: answer.freshMs,
    }
  }
  const hash = createHash('sha256').update(answer.body).digest('hex')
  const next = { etag: answer.etag, lastModified: answer.lastModified, bodyHash: hash }
  if (hash === bodyHash) return { kind: 'unchanged', validators: next, leastMs: answer.freshMs }
  const parsed = await parseFeed(answer.body, answer.contentType)
  if (parsed.kind === 'not-a-feed') return { kind: 'failed', reason: parsed.reason, status: null, retryAfterMs: null }
  const { entries, ttlMs, base, faults, isWhole } = parsed.feed
  if (hasEnded(entries.map(({ title }) => title))) {
    return {
      kind: 'failed',
      reason: 'expected news, the feed says that it has ended: remove it or give its new address',
      status: null,
      retryAfterMs: null,
    }
  }
  const {
    items,
    faults: leftOut,
    ...found
  } = itemsOf({
    entries,
    feed,
    settings,
    base: base !== null && URL.canParse(base, answer.url) ? new URL(base, answer.url).href : answer.url,
    now: clock(),
    shared,
  })
  if (items.length === 0 && entries.length > 0) {
    return {
      kind: 'failed',
      reason: `expected entries with a title or a text, found none in ${entries.length}: look whether it still is a feed of news`,
      status: null,
      retryAfterMs: null,
    }
  }
  return {
    kind: 'items',
    items,
    faults: [...faults, ...leftOut],
    // The server would say of the half that we have that nothing changed.
    validators: isWhole ? next : { etag: null, lastModified: null, bodyHash: null },
    leastMs: longest(ttlMs, answer.freshMs),
    shared: found.shared,
    movedTo: answer.movedTo,
  }
}

/** GOV.UK answers for a finder that is no more with this one entry (alphagov/finder-frontend). */
const hasEnded = (titles: (string | null)[]): boolean =>
  titles.length === 1 && /^\W*this feed has ended/i.test(titles[0] ?? '')

const longest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b)
