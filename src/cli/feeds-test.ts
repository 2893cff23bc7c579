import { Feed } from '../config/feeds.ts'
import type { Config } from '../config/load.ts'
import { askFeed } from '../feeds/ask-feed.ts'
import { nothingRemembered } from '../feeds/feed-answer.ts'
import type { HttpClient } from '../feeds/http.ts'
import { createOfstedSite, type OfstedSite } from '../feeds/ofsted-site.ts'
import { plain, type Screen } from './terminal.ts'
import { when } from './when.ts'

type Deps = {
  /** An address, or the id of a feed of the configuration. */
  asked: string
  config: Config
  http: HttpClient
  clock: () => Date
  signal: AbortSignal
  screen: Screen
}

/** Fetches a feed as the worker would, and shows what it would take. Nothing is stored. */
export async function run({ asked, config, http, clock, signal, screen }: Deps): Promise<number> {
  const { feeds, settings } = config
  const feed = feeds.find(({ id }) => id === asked) ?? feeds.find(({ url }) => url === asked) ?? feedAt(asked)
  if (feed === null) {
    screen.complain(`Expected an http or https address, or the id of a feed in feeds.yaml; got ${asked}`)
    return 1
  }
  screen.progress(`fetching ${feed.url}`)
  if (feed.kind === 'ofsted-reports') {
    const site = createOfstedSite({ http, settings: () => settings, clock })
    return showProviders(feed.url, await site.listing(feed.url, signal), screen)
  }
  const answer = await askFeed({ http, feed, remembered: nothingRemembered, settings, clock, signal })
  screen.progress(null)
  if (answer.kind === 'failed') {
    screen.complain(`${feed.url} cannot be used: ${answer.reason}`)
    return 1
  }
  if (answer.kind === 'unchanged') {
    screen.print('The feed says that it has not changed, and sent nothing.')
    return 0
  }
  screen.table(
    [`Published, ${settings.time_zone}`, 'Title', 'Link'],
    answer.items.map(({ published, updated, title, url }) => [
      when(published ?? updated, settings.time_zone),
      title,
      url ?? '-',
    ]),
  )
  screen.print(`\n${answer.items.length} ${answer.items.length === 1 ? 'entry' : 'entries'} would be taken.`)
  if (answer.movedTo !== null) screen.print(`The feed has moved for good: put ${answer.movedTo} into feeds.yaml.`)
  for (const fault of answer.faults) screen.complain(plain(String(fault)))
  return 0
}

/** Of the report site: what its listing holds. Its pages are many, and are left alone. */
function showProviders(url: string, listing: Awaited<ReturnType<OfstedSite['listing']>>, screen: Screen): number {
  screen.progress(null)
  if (listing.kind === 'failed' || listing.providers.length === 0) {
    const reason = listing.kind === 'failed' ? listing.reason : 'expected providers in the listing, found none'
    screen.complain(`${url} cannot be used: ${reason}`)
    return 1
  }
  screen.table(
    ['Provider', 'Latest report', 'Page'],
    listing.providers.map((provider) => [provider.name, provider.latest ?? '-', provider.url]),
  )
  screen.print(`\nThe pages of ${listing.providers.length} providers would be gone through.`)
  return 0
}

function feedAt(url: string): Feed | null {
  const parsed = Feed.safeParse({ id: 'test', name: 'test', url })
  return parsed.success ? parsed.data : null
}
