import { isIP } from 'node:net'
import { Agent, request } from 'undici'
import type { Settings } from '../config/settings.ts'
import { guardedLookup, isAllowedAddress, resolveBySystem, type Resolve } from './address-guard.ts'
import { freshness, header, retryAfter, type HttpAnswer } from './http-answer.ts'
import { adviceOn, failed, reasonOf } from './http-failure.ts'
import { discard, unpack } from './unpack.ts'

/** Waits until it is this request's turn at the host. */
export type Turn = (host: string, signal: AbortSignal) => Promise<void>

export type HttpRequest = {
  accept: string
  etag?: string | null
  lastModified?: string | null
  /** Bytes after unpacking. */
  mostBytes: number
  /** A longer answer is cut there; else it is refused. */
  isCut?: boolean
  signal: AbortSignal
}

export type HttpClient = {
  /** Never throws for what a server may do; rejects only when `signal` is aborted, or when `turn` does. */
  get: (url: string, request: HttpRequest) => Promise<HttpAnswer>
  close: () => Promise<void>
}

type Options = { network: Settings['network']; turn: Turn; clock: () => Date; resolve?: Resolve }

/** One request: an answer, or where to look for one. */
type Step = HttpAnswer | { kind: 'redirect'; to: string; status: number; forGood: boolean }

const redirects = new Set([301, 302, 303, 307, 308])
const permanent = new Set([301, 308])

/**
 * Fetches from servers that may be slow, broken or hostile. Addresses are checked after DNS, at each connection and each redirect; unpacked
 * bytes and the whole time are bounded (waiting for a turn is not counted); every failure is a value with a sentence for people.
 */
export function createHttpClient({ network, turn, clock, resolve = resolveBySystem }: Options): HttpClient {
  const agent = new Agent({
    connect: { lookup: guardedLookup(resolve, network.allow), timeout: network.connect_timeout },
    headersTimeout: network.total_timeout,
    bodyTimeout: network.total_timeout,
    connections: 4,
    // A feed is asked again in a quarter of an hour at the earliest.
    keepAliveTimeout: 10_000,
    maxHeaderSize: 32_768,
  })

  return {
    async get(url, asked) {
      let at = url
      let movedForGood = true
      let leftMs = network.total_timeout
      /** Of the redirect that led here. */
      let status: number | null = null
      for (let hops = 0; hops <= network.most_redirects; hops += 1) {
        const target = allowedUrl(at, network.allow)
        if (typeof target === 'string') return failed(target, status)
        await turn(target.host, asked.signal)
        const started = performance.now()
        const late = AbortSignal.timeout(Math.max(1, Math.round(leftMs)))
        // Validators are a host's own words; another host has no business with them, nor we with its.
        const isOwn = target.host === new URL(url).host
        let step: Step
        try {
          step = await ask(target, isOwn ? asked : { ...asked, etag: null, lastModified: null }, late)
        } catch (error) {
          if (asked.signal.aborted) throw error
          return failed(reasonOf(error, { host: target.host, isLate: late.aborted, network }))
        }
        leftMs -= performance.now() - started
        if (step.kind === 'redirect') {
          at = step.to
          status = step.status
          movedForGood &&= step.forGood
        } else if (step.kind !== 'ok') return step
        else {
          const { etag, lastModified } = isOwn ? step : { etag: null, lastModified: null }
          return { ...step, etag, lastModified, movedTo: hops > 0 && movedForGood ? target.href : null }
        }
      }
      return failed(
        `expected at most ${network.most_redirects} redirects, ${url} leads further: correct its address`,
        status,
      )
    },
    close: () => agent.destroy(),
  }

  async function ask(target: URL, asked: HttpRequest, late: AbortSignal): Promise<Step> {
    const { accept, etag = null, lastModified = null, mostBytes, isCut = false } = asked
    const signal = AbortSignal.any([asked.signal, late])
    const answer = await request(target, {
      dispatcher: agent,
      signal,
      headers: {
        accept,
        // Not deflate, which servers take for two different things.
        'accept-encoding': 'gzip, br',
        'user-agent': network.user_agent,
        ...(etag === null ? {} : { 'if-none-match': etag }),
        ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
      },
    })
    const { statusCode: status, headers, body } = answer
    const now = clock()
    if (status >= 200 && status <= 299)
      return {
        kind: 'ok',
        url: target.href,
        body: await unpack(body, header(headers, 'content-encoding'), { mostBytes, isCut, signal }),
        contentType: header(headers, 'content-type'),
        etag: header(headers, 'etag'),
        lastModified: header(headers, 'last-modified'),
        freshMs: freshness(headers, now),
        movedTo: null,
      }
    discard(body)
    if (status === 304 && (etag !== null || lastModified !== null))
      return {
        kind: 'unchanged',
        etag: header(headers, 'etag') ?? etag,
        lastModified: header(headers, 'last-modified') ?? lastModified,
        freshMs: freshness(headers, now),
      }
    if (redirects.has(status)) {
      const location = header(headers, 'location')
      if (location === null) return failed(`expected a redirect of ${target.host} to say where to, it did not`, status)
      const to = URL.canParse(location, target.href) ? new URL(location, target.href).href : location
      return { kind: 'redirect', to, status, forGood: permanent.has(status) }
    }
    return {
      ...failed(`expected an answer from ${target.host}, got HTTP ${status}${adviceOn(status)}`, status),
      retryAfterMs: retryAfter(headers, now),
      gone: status === 410,
    }
  }
}

/** The address to fetch, or why not. */
function allowedUrl(text: string, allow: string[]): URL | string {
  if (!URL.canParse(text)) return `expected a web address, got ${text.slice(0, 200)}`
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return `expected an http or https address, got ${url.protocol}`
  if (url.username !== '' || url.password !== '')
    return `expected an address without a user name or password, the one at ${url.host} has one`
  // Sockets look up names only; an address written out is checked here.
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !isAllowedAddress(host, allow))
    return `expected a public address, got ${host}: allow it in settings.yaml (network.allow) if it is yours`
  return url
}
