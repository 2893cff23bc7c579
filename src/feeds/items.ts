import type { Settings } from '../config/settings.ts'
import type { Item } from '../events/item.ts'
import { readDate } from './dates.ts'
import { canonicalUrl, contentHashOf, identityOf, itemIdOf, mostOfLink, readableUrl } from './identity.ts'
import { cut, htmlToText, oneLine } from './plain-text.ts'
import type { RawEntry } from './raw-entry.ts'

/** Characters kept of a title and of a summary: more is an article, or an attack. */
const mostTitle = 1000
const mostRawTitle = 10_000
const mostSummary = 20_000

/** The feed; `full_text` where it carries whole articles. */
type Source = { id: string; name: string; full_text?: boolean }

type Asked = {
  entries: RawEntry[]
  feed: Source
  settings: Pick<Settings, 'network' | 'reading'>
  base: string
  now: Date
  /** Addresses that several entries of the feed gave before. */
  shared?: readonly string[]
}

/** More are none of a feed's that is made by a program. */
const mostShared = 500

/** The entries of one answer as items, each once; entries without words are left out and named. */
export function itemsOf({ entries, feed, settings, base, now, shared: before = [] }: Asked): {
  items: Item[]
  faults: string[]
  shared: string[]
} {
  const faults: string[] = []
  const { most_entries: most } = settings.network
  if (entries.length > most)
    faults.push(
      `${entries.length - most} of ${entries.length} entries are left out: more than ${most} (network.most_entries)`,
    )
  const taken = entries.length > most ? newestFirst(entries, now).slice(0, most) : entries
  const links = taken.map((entry) => ({ entry, link: resolve(entry.link, baseOf(entry, base)) }))
  // Once there is one such entry left, its address does not become its own.
  const shared = new Set([...sharedLinks(links), ...before].slice(0, mostShared))
  const items = new Map<string, Item>()
  for (const { entry, link } of links) {
    const item = itemOf(entry, link, shared, feed, settings, now)
    if (item.title === '' && item.summary === '' && item.content === null) {
      faults.push(`an entry without title and text is left out (${link ?? entry.id ?? 'no link either'})`)
      continue
    }
    const other = items.get(item.id)
    if (other === undefined || newest(item) > newest(other)) items.set(item.id, item)
  }
  return { items: [...items.values()], faults, shared: [...shared] }
}

/** Those without a date come last. */
function newestFirst(entries: RawEntry[], now: Date): RawEntry[] {
  const dated = entries.map((entry) => ({ entry, date: readDate(entry.updated ?? entry.published, now) ?? '' }))
  return dated.toSorted((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0)).map(({ entry }) => entry)
}

function itemOf(
  entry: RawEntry,
  link: string | null,
  shared: ReadonlySet<string>,
  feed: Source,
  settings: Pick<Settings, 'reading'>,
  now: Date,
): Item {
  const publisher = cut(oneLine(cut(entry.publisher ?? '', mostRawTitle)), mostTitle)
  const title = cut(withoutPublisher(oneLine(cut(entry.title ?? '', mostRawTitle)), publisher), mostTitle)
  const summary = cut(htmlToText(entry.summary ?? ''), mostSummary)
  const content = cut(htmlToText(entry.content ?? ''), settings.reading.most_characters)
  const published = readDate(entry.published, now)
  const updated = readDate(entry.updated, now)
  const identity = identityOf({ url: link, id: entry.id, title, published }, feed.id, shared)
  // GOV.UK dates a page anew when it is revised for its readers, though its title and summary stay.
  const revision = link !== null && canonicalUrl(link)?.startsWith('https://gov.uk/') === true ? (updated ?? '') : ''
  return {
    id: itemIdOf(identity),
    feedId: feed.id,
    url: link === null ? null : readableUrl(link),
    title,
    summary,
    content: content === '' ? null : content,
    published: published ?? updated,
    updated,
    outlet: publisher === '' ? feed.name : publisher,
    // A feed of whole articles changes them, and the teaser stays; elsewhere `content` may hold what changes with each visit.
    contentHash: contentHashOf(title, summary, ...(feed.full_text === true ? [content] : []), revision),
  }
}

/** Google News writes "Headline - Publisher". */
const withoutPublisher = (title: string, publisher: string): string =>
  publisher !== '' && title.endsWith(` - ${publisher}`) ? title.slice(0, -publisher.length - 3) : title

const baseOf = (entry: RawEntry, base: string): string =>
  entry.base !== null && URL.canParse(entry.base, base) ? new URL(entry.base, base).href : base

function resolve(link: string | null, base: string): string | null {
  const trimmed = link?.trim() ?? ''
  return trimmed !== '' && trimmed.length <= mostOfLink && URL.canParse(trimmed, base)
    ? new URL(trimmed, base).href
    : null
}

/** Addresses that entries with different titles give, and different ids or none: a page of its own is behind none of them. */
function sharedLinks(links: { entry: RawEntry; link: string | null }[]): Set<string> {
  const told = new Map<string, { ids: Set<string>; titles: Set<string> }>()
  for (const { entry, link } of links) {
    const address = link === null ? null : canonicalUrl(link)
    if (address === null) continue
    const { ids, titles } = told.get(address) ?? { ids: new Set(), titles: new Set() }
    ids.add(canonicalUrl(entry.id ?? '') ?? entry.id ?? '')
    titles.add(entry.title ?? '')
    told.set(address, { ids, titles })
  }
  const isShared = ({ ids, titles }: { ids: Set<string>; titles: Set<string> }) =>
    titles.size > 1 && (ids.size > 1 || ids.has(''))
  return new Set([...told].filter(([, entries]) => isShared(entries)).map(([address]) => address))
}

const newest = ({ updated, published }: Item): string => updated ?? published ?? ''
