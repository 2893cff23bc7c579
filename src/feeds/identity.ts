import { createHash } from 'node:crypto'
import { wordsOf } from './words-of.ts'

/** Parameters that say where a reader came from and change nothing on the page. */
const tracking =
  /^(utm_.*|at_.*|ns_.*|mc_[ce]id|fbclid|gclid|dclid|msclkid|yclid|igshid|cmp|cmpid|ocid|smid|xtor|ito|_ga)$/i

/** Hosts under which one publisher serves the same pages. */
const sameHost: Record<string, string> = { 'bbc.com': 'bbc.co.uk', 'feeds.bbci.co.uk': 'bbc.co.uk' }

/** Characters of an address. Servers refuse longer ones, and what a feed gives as its link or id may have millions. */
export const mostOfLink = 4000

/**
 * The one form of an address, whatever feed gave it: without tracking parameters, fragment, default port or `www.`, and always https, since sites move
 * from http and to other names of the same host. Null if it is no web address. It is an identity and may not be what to fetch.
 */
export function canonicalUrl(text: string): string | null {
  const url = webAddress(text)
  if (url === null) return null
  url.protocol = 'https:'
  url.port = url.port === '80' ? '' : url.port
  url.username = ''
  url.password = ''
  url.hash = ''
  const host = url.hostname.replace(/^(www|m|amp)\./, '')
  url.hostname = sameHost[host] ?? host
  const kept = withoutTracking(url) ?? url.searchParams
  kept.sort()
  url.search = kept.toString()
  url.pathname = url.pathname.replaceAll(/\/{2,}/g, '/').replace(/\/(index\.(html?|php))?$/, '') || '/'
  return url.href
}

/** The page that an address leads to, for people and for fetching: as given, but for tracking parameters and the fragment. */
export function readableUrl(text: string): string | null {
  const url = webAddress(text)
  if (url === null) return null
  url.hash = ''
  const kept = withoutTracking(url)
  if (kept !== null) url.search = kept.toString()
  return url.href
}

function webAddress(text: string): URL | null {
  if (text.length > mostOfLink || !URL.canParse(text)) return null
  const url = new URL(text)
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : null
}

/** The parameters that are left, in one go: taking each out of the address costs the whole of it each time. Null where none is to be left out. */
function withoutTracking({ searchParams }: URL): URLSearchParams | null {
  const all = [...searchParams]
  const kept = all.filter(([name]) => !tracking.test(name))
  return kept.length === all.length ? null : new URLSearchParams(kept)
}

type Entry = { url: string | null; id: string | null; title: string; published: string | null }

/**
 * What makes an entry the entry it is. Its link, where that leads to a page of its own: then a changed id, a revision (GOV.UK's `#timestamp`, the BBC's
 * `#0`) or a second feed make no second item. Else its id; else its words and date.
 * `shared` holds the addresses that several entries of the feed give.
 */
export function identityOf({ url, id, title, published }: Entry, feedId: string, shared: ReadonlySet<string>): string {
  // A finder of GOV.UK names a page by tag (tag:www.gov.uk,2005:/path); it is the page that the organisation's feed links to.
  const path = /^tag:www\.gov\.uk,\d{4}:(\/[^#]*)/.exec(id ?? '')?.[1]
  const canonical =
    path === undefined ? (url === null ? null : canonicalUrl(url)) : canonicalUrl(`https://www.gov.uk${path}`)
  if (canonical !== null && !shared.has(canonical) && !isHome(canonical) && !isRedirector(canonical)) return canonical
  if (id !== null && id !== '') return `id:${canonicalUrl(id) ?? id}:${isRedirector(canonical) ? '' : feedId}`
  return `words:${feedId}:${title.toLowerCase()}:${published ?? ''}`
}

/** The first page of a site is no page of its own; `/?p=123` is. */
export function isHome(canonical: string): boolean {
  const { pathname, search } = new URL(canonical)
  return pathname === '/' && search === ''
}

/** Google News links lead through Google; what is behind them is not ours to decode, and its own id is steadier than the link. */
export const isRedirector = (url: string | null): boolean =>
  url !== null && /^https:\/\/(www\.)?news\.google\.[a-z.]+\//.test(url)

/** A short name for an identity: 26 letters and digits, never digits alone. */
export const itemIdOf = (identity: string): string =>
  `i${BigInt(`0x${sha(identity).slice(0, 32)}`)
    .toString(36)
    .padStart(25, '0')}`

/** What changes with each visit: how many commented, or how long ago it was. */
const passing =
  /\b(\d{1,3} ){0,3}\d+k? (comments?|replies|views?|reads?|shares?|likes?|reactions?)\b|\bcomments? \d+\b|\b(\d+|an?|one) (second|sec|minute|min|hour|hr|day|week|month|year)s? ago\b|\bjust now\b/g

/** Changes when the words change; not with case, spaces, punctuation or an edit of the markup, nor with what counts visits and time. */
export const contentHashOf = (...texts: string[]): string =>
  sha(texts.map((text) => wordsOf(text).replaceAll(passing, '').trim()).join('\n')).slice(0, 32)

const sha = (text: string): string => createHash('sha256').update(text).digest('hex')
