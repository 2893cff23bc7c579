import type { Settings } from '../config/settings.ts'
import { decodeText } from './charset.ts'
import type { HttpAnswer } from './http-answer.ts'
import type { HttpClient } from './http.ts'
import { parseListing, type ListedProvider } from './ofsted-listing.ts'
import { parseProviderPage, type ProviderPage } from './ofsted-provider.ts'
import { createRobots } from './robots.ts'

/** What lets the site say that nothing changed. */
export type PageValidators = { etag: string | null; lastModified: string | null }

export type SiteFailure = {
  kind: 'failed'
  /** For people: what was expected, what was got. */
  reason: string
  /** HTTP's, where there was an answer that said no more. */
  status: number | null
  retryAfterMs: number | null
  /** The site answers, and not with what it used to: waiting will not mend it. */
  isStrange: boolean
}

type Answered<T> = (T & { validators: PageValidators }) | { kind: 'unchanged' } | SiteFailure

/** Ofsted's report site, which has no feed: a search that lists providers, a page for each of them, and files. Never throws for what it may answer. */
export type OfstedSite = {
  /** All providers of the search at `url`, page by page. */
  listing: (
    url: string,
    signal: AbortSignal,
  ) => Promise<{ kind: 'providers'; providers: ListedProvider[] } | SiteFailure>
  provider: (
    url: string,
    validators: PageValidators,
    signal: AbortSignal,
  ) => Promise<Answered<{ kind: 'page' } & ProviderPage>>
  /** Whole, whatever was had before: a file is read again where its page says something else of it, which it may not say itself. */
  file: (url: string, signal: AbortSignal) => Promise<{ kind: 'file'; body: Buffer } | SiteFailure>
}

type Options = {
  http: HttpClient
  /** Asked again for each page. */
  settings: () => Settings
  clock: () => Date
}

/** England has 153 authorities, and the site lists a hundred on a page. */
const mostPages = 20

const noValidators: PageValidators = { etag: null, lastModified: null }

export function createOfstedSite({ http, settings, clock }: Options): OfstedSite {
  const permission = createRobots({ http, userAgent: settings().network.user_agent, clock })

  return {
    async listing(url, signal) {
      const providers = new Map<string, ListedProvider>()
      const rows = Number(new URL(url).searchParams.get('rows') ?? 0)
      for (let page = 0, start = 0; page < mostPages; page += 1) {
        const at = new URL(url)
        if (start > 0) at.searchParams.set('start', String(start))
        const answer = await pageAt(at.href, noValidators, signal)
        if (answer.kind === 'failed') return answer
        const listed = answer.kind === 'unchanged' ? null : parseListing(answer.html, answer.url, clock())
        if (listed === null)
          return strange(`expected a list of providers at ${at.href}, got a page that cannot be read`)
        const known = providers.size
        for (const provider of listed.providers) providers.set(provider.urn, provider)
        start += listed.providers.length
        if (providers.size === known || (!listed.hasNext && listed.providers.length < Math.max(1, rows))) break
      }
      return { kind: 'providers', providers: [...providers.values()] }
    },

    async provider(url, validators, signal) {
      const answer = await pageAt(url, validators, signal)
      if (answer.kind !== 'ok') return answer
      const page = parseProviderPage(answer.html, answer.url, clock())
      if (page === null) return strange(`expected the page of a provider at ${url}, got one that cannot be read`)
      return { kind: 'page', ...page, validators: answer.validators }
    },

    async file(url, signal) {
      const answer = await ask(url, 'application/pdf', settings().network.most_file_bytes, noValidators, signal)
      if (answer.kind === 'unchanged') return failedFor(`expected a file at ${url}, got "not modified"`)
      return answer.kind === 'ok' ? { kind: 'file', body: answer.body } : answer
    },
  }

  async function pageAt(
    url: string,
    validators: PageValidators,
    signal: AbortSignal,
  ): Promise<Answered<{ kind: 'ok'; html: string; url: string }>> {
    const most = settings().network.most_page_bytes
    const answer = await ask(url, 'text/html, application/xhtml+xml', most, validators, signal)
    if (answer.kind !== 'ok') return answer
    const { body, contentType, etag, lastModified } = answer
    if (!/html/i.test(contentType ?? 'text/html')) return strange(`expected a web page at ${url}, got ${contentType}`)
    return { kind: 'ok', html: decodeText(body, contentType), url: answer.url, validators: { etag, lastModified } }
  }

  async function ask(
    url: string,
    accept: string,
    mostBytes: number,
    { etag, lastModified }: PageValidators,
    signal: AbortSignal,
  ): Promise<Extract<HttpAnswer, { kind: 'ok' }> | { kind: 'unchanged' } | SiteFailure> {
    const allowed = await permission(url, signal)
    if (allowed !== 'allowed') {
      const { host } = new URL(url)
      return allowed === 'refused'
        ? strange(
            `expected to be let in, the robots.txt of ${host} asks us not to: ask Ofsted, or switch this feed off`,
          )
        : failedFor(`expected an answer from ${host}, its robots.txt could not be read`)
    }
    const answer = await http.get(url, { accept, etag, lastModified, mostBytes, signal })
    if (answer.kind === 'ok') return answer
    if (answer.kind === 'unchanged') return { kind: 'unchanged' }
    return failedFor(answer.reason, answer)
  }
}

const failedFor = (
  reason: string,
  { status, retryAfterMs }: Pick<SiteFailure, 'status' | 'retryAfterMs'> = { status: null, retryAfterMs: null },
): SiteFailure => ({ kind: 'failed', reason, status, retryAfterMs, isStrange: false })

/** A failure that waiting will not mend. */
export const strange = (reason: string): SiteFailure => ({ ...failedFor(reason), isStrange: true })
