import type { AnsweringFeed } from '../config/feeds.ts'
import type { Settings } from '../config/settings.ts'
import type { FeedAnswer, Remembered } from './feed-answer.ts'
import { fetchFeed } from './fetch-feed.ts'
import type { HttpClient } from './http.ts'
import { searchGovuk } from './search-govuk.ts'

type Asked = {
  http: HttpClient
  feed: AnsweringFeed
  remembered: Remembered
  settings: Settings
  clock: () => Date
  signal: AbortSignal
}

/** Asks a feed for what is new. The one place at which kinds part that answer in one go: a new one is a case more here. */
export async function askFeed({ feed, remembered, ...asked }: Asked): Promise<FeedAnswer> {
  switch (feed.kind) {
    case 'rss':
      return await fetchFeed({ ...asked, feed, validators: remembered.validators, shared: remembered.shared })
    case 'govuk-search':
      return await searchGovuk({ ...asked, feed, remembered })
  }
}
