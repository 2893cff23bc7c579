import type { RssFeed } from '../config/feeds.ts'
import type { Settings } from '../config/settings.ts'
import { bodyHashOf, failedAnswer, type FeedAnswer, type Validators } from './feed-answer.ts'
import type { HttpClient } from './http.ts'
import { itemsOf } from './items.ts'
import { parseFeed } from './parse-feed.ts'

type Asked = {
  http: HttpClient
  feed: RssFeed
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
  if (answer.kind === 'failed') return failedAnswer(answer.reason, answer)
  if (answer.kind === 'unchanged') {
    return {
      kind: 'unchanged',
      validators: { etag: answer.etag, lastModified: answer.lastModified, bodyHash },
      leastMs: answer.freshMs,
    }
  }
  const hash = bodyHashOf(answer.body)
  const next = { etag: answer.etag, lastModified: answer.lastModified, bodyHash: hash }
  if (hash === bodyHash) return { kind: 'unchanged', validators: next, leastMs: answer.freshMs }
  const parsed = await parseFeed(answer.body, answer.contentType)
  if (parsed.kind === 'not-a-feed') return failedAnswer(parsed.reason)
  const { entries, ttlMs, base, faults, isWhole } = parsed.feed
  if (hasEnded(entries.map(({ title }) => title)))
    return failedAnswer('expected news, the feed says that it has ended: remove it or give its new address')
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
    return failedAnswer(
      `expected entries with a title or a text, found none in ${entries.length}: look whether it still is a feed of news`,
    )
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
