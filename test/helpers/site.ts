import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a path answers. */
export type Page = {
  /** 200 unless it says otherwise. */
  status?: number
  headers?: Record<string, string>
  body?: string | Uint8Array
  /** Sent along, and answered with 304 to whoever names it. `etag` with its quotes; it goes before `lastModified` (RFC 9110, 13.2.2). */
  etag?: string
  lastModified?: string
  /** Waits this long before it answers. */
  delayMs?: number
  /**
   * `no-answer` takes the request and never answers; `stall` sends half of the body and then nothing more; `cut` sends half and cuts the
   * connection; `endless` sends the body again and again for as long as it is read; `reset` cuts the connection at once.
   */
  fault?: 'no-answer' | 'stall' | 'cut' | 'endless' | 'reset'
}

/** One page, or a page for each request in turn, of which the last stays; or one made for the request. */
export type Route = Page | Page[] | ((request: SiteRequest) => Page)

export type SiteRequest = { method: string; path: string; headers: IncomingMessage['headers'] }

export type TestSite = AsyncDisposable & {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  origin: string
  url: (path: string) => string
  /** Changes what a path answers, from the next request on. */
  set: (path: string, route: Route) => void
  /** All requests so far, or those to one path. */
  requests: (path?: string) => SiteRequest[]
}

/** A web server on the loopback address. Paths are taken with their query; a path without a route answers what `otherwise` says, or 404. */
export async function startSite(
  routes: Record<string, Route> = {},
  otherwise: (request: SiteRequest) => Page = () => ({ status: 404, body: 'no such page' }),
): Promise<TestSite> {
  const table = new Map<string, Route>(Object.entries(routes))
  const turns = new Map<string, number>()
  const seen: SiteRequest[] = []

  const pageFor = (request: SiteRequest): Page => {
    const route = table.get(request.path) ?? otherwise
    if (typeof route === 'function') return route(request)
    if (!Array.isArray(route)) return route
    const turn = turns.get(request.path) ?? 0
    turns.set(request.path, turn + 1)
    return route[Math.min(turn, route.length - 1)] ?? {}
  }

  const server = createServer((incoming, response) => {
    const request = { method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers }
    seen.push(request)
    const page = pageFor(request)
    const timer = setTimeout(() => answer(page, incoming, response), page.delayMs ?? 0)
    response.once('close', () => clearTimeout(timer))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens on a port has such an address.
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    origin,
    url: (path) => new URL(path, origin).href,
    set: (path, route) => {
      turns.delete(path)
      table.set(path, route)
    },
    requests: (path) => (path === undefined ? [...seen] : seen.filter((request) => request.path === path)),
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function answer(page: Page, { headers: asked, method }: IncomingMessage, response: ServerResponse): void {
  const { etag, lastModified, fault } = page
  if (fault === 'no-answer') return
  if (fault === 'reset') return void response.destroy()
  if (etag !== undefined) response.setHeader('etag', etag)
  if (lastModified !== undefined) response.setHeader('last-modified', lastModified)
  for (const [name, value] of Object.entries(page.headers ?? {})) response.setHeader(name, value)
  if (isUnchanged(page, asked)) return void response.writeHead(304).end()

  const body = Buffer.from(page.body ?? '')
  response.statusCode = page.status ?? 200
  if (fault === undefined || method === 'HEAD') return void response.end(method === 'HEAD' ? undefined : body)
  if (fault === 'endless') return pour(body.length === 0 ? Buffer.alloc(65_536, ' ') : body, response)
  const half = body.subarray(0, Math.ceil(body.length / 2))
  response.setHeader('content-length', Math.max(body.length, half.length + 1))
  if (fault === 'stall') response.write(half)
  else response.write(half, () => response.destroy())
}

function isUnchanged({ etag, lastModified }: Page, asked: IncomingMessage['headers']): boolean {
  const tags = asked['if-none-match']
  if (tags !== undefined) return etag !== undefined && tags.split(/,\s*/).includes(etag)
  return lastModified !== undefined && asked['if-modified-since'] === lastModified
}

/** Writes as fast as the other side reads, until it goes away. */
function pour(chunk: Buffer, response: ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once('drain', () => setImmediate(more))
  }
  more()
}
