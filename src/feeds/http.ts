import { isIP } from 'node:net'
import type { Readable } from 'node:stream'
import { Agent, request } from 'undici'
import type { Settings } from '../config/settings.ts'
import {
  ForbiddenAddressError,
  guardedLookup,
  isAllowedAddress,
  resolveBySystem,
  type Resolve,
} from './address-guard.ts'
import { freshness, header, retryAfter, type HttpAnswer } from './http-answer.ts'
import { TooBigError, unpack } from './unpack.ts'

/** Waits until it is this request's turn at the host. */
export type Turn = (host: string, signal: AbortSignal) => Promise<void>

export type HttpRequest = {
  accept: string
  etag?: string | null
  lastModified?: string | null
  /** Bytes after unpacking. */
  mostBytes: number
  signal: AbortSignal
}

export type HttpClient = {
  /** Never throws for what a server may do; rejects only when `signal` is aborted. */
  get: (url: string, request: HttpRequest) => Promise<HttpAnswer>
  close: () => Promise<void>
}

type Options = { network: Settings['network']; turn: Turn; clock: () => Date; resolve?: Resolve }

const redirects = new Set([301, 302, 303, 307, 308])
const permanent = new Set([301, 308])

/**
 * Fetches from servers that may be slow, broken or hostile. Addresses are checked after DNS, at each connection and each redirect; unpacked
 * bytes and the whole time are bounded; every failure is a value with a sentence for people.
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

  async function get(
    url: string,
    { accept, etag = null, lastModified = null, mostBytes, signal }: HttpRequest,
  ): Promise<HttpAnswer> {
    let at = url
    let movedForGood = true
    for (let hops = 0; hops <= network.most_redirects; hops += 1) {
      const target = allowedUrl(at, network.allow)
      if (typeof target === 'string') return failed(target)
      await turn(target.host, signal)
      const within = AbortSignal.any([signal, AbortSignal.timeout(network.total_timeout)])
      const {
        statusCode: status,
        headers,
        body,
      } = await request(target, {
        dispatcher: agent,
        signal: within,
        headers: {
          accept,
          'accept-encoding': 'gzip, br, deflate',
          'user-agent': network.user_agent,
          // Validators are a host's own words; another host has no business with them.
          ...(etag !== null && hops === 0 ? { 'if-none-match': etag } : {}),
          ...(lastModified !== null && hops === 0 ? { 'if-modified-since': lastModified } : {}),
        },
      })
      const now = clock()
      if (redirects.has(status)) {
        discard(body)
        const location = header(headers, 'location')
        if (location === null)
          return failed(`expected a redirect of ${target.host} to say where to, it did not`, status)
        at = URL.canParse(location, target.href) ? new URL(location, target.href).href : location
        movedForGood &&= permanent.has(status)
        continue
      }
      if (status === 304) {
        discard(body)
        return {
          kind: 'unchanged',
          etag: header(headers, 'etag') ?? etag,
          lastModified: header(headers, 'last-modified') ?? lastModified,
          freshMs: freshness(headers, now),
        }
      }
      if (status < 200 || status > 299) {
        discard(body)
        return {
          ...failed(`expected an answer from ${target.host}, got HTTP ${status}${advice(status)}`, status),
          retryAfterMs: retryAfter(headers, now),
          gone: status === 410,
        }
      }
      return {
        kind: 'ok',
        url: target.href,
        body: await unpack(body, header(headers, 'content-encoding'), mostBytes, within),
        contentType: header(headers, 'content-type'),
        etag: header(headers, 'etag'),
        lastModified: header(headers, 'last-modified'),
        freshMs: freshness(headers, now),
        movedTo: hops > 0 && movedForGood ? target.href : null,
      }
    }
    return failed(`expected at most ${network.most_redirects} redirects, ${url} leads further: correct its address`)
  }

  return {
    async get(url, asked) {
      try {
        return await get(url, asked)
      } catch (error) {
        if (asked.signal.aborted) throw error
        return failed(reasonOf(error, url, network))
      }
    },
    close: () => agent.destroy(),
  }
}

/** Ends an answer whose body nobody wants; its stream calls that an error. */
function discard(body: Readable): void {
  body.on('error', () => undefined)
  body.destroy()
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

const failed = (reason: string, status: number | null = null): Extract<HttpAnswer, { kind: 'failed' }> => ({
  kind: 'failed',
  reason,
  status,
  retryAfterMs: null,
  gone: false,
})

function advice(status: number): string {
  if (status === 401 || status === 403) return ': it does not serve us'
  if (status === 404 || status === 410) return ': look for its new address'
  if (status === 429) return ': it was asked too often'
  return ''
}

function reasonOf(error: unknown, url: string, { total_timeout, connect_timeout }: Settings['network']): string {
  const host = URL.canParse(url) ? new URL(url).host : url
  if (error instanceof ForbiddenAddressError || error instanceof TooBigError) return error.message
  if (!(error instanceof Error)) return `expected an answer from ${host}, got ${String(error)}`
  if (error.name === 'TimeoutError' || error.name === 'HeadersTimeoutError' || error.name === 'BodyTimeoutError')
    return `expected ${host} to answer within ${total_timeout / 1000} seconds, it did not`
  if (error.name === 'ConnectTimeoutError')
    return `expected a connection to ${host} within ${connect_timeout / 1000} seconds, got none`
  return `expected an answer from ${host}, got ${'code' in error ? `${String(error.code)}: ` : ''}${error.message}`
}
