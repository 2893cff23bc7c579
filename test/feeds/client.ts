import { Settings } from '../../src/config/settings.ts'
import { createHttpClient, type HttpClient, type HttpRequest } from '../../src/feeds/http.ts'
import type { Resolve } from '../../src/feeds/address-guard.ts'

type Options = { allow?: string[]; totalTimeout?: string; mostRedirects?: number; resolve?: Resolve; now?: Date }

/** A client that may fetch from the loopback address, unless `allow` says otherwise. */
export function openClient(options: Options = {}): HttpClient & AsyncDisposable & { turns: string[] } {
  const turns: string[] = []
  const { network } = Settings.parse({
    network: {
      allow: options.allow ?? ['127.0.0.1/32'],
      connect_timeout: '1s',
      total_timeout: options.totalTimeout ?? '5s',
      most_redirects: options.mostRedirects ?? 5,
    },
  })
  const client = createHttpClient({
    network,
    turn: async (host) => void turns.push(host),
    clock: () => options.now ?? new Date('2026-11-21T12:00:00Z'),
    ...(options.resolve === undefined ? {} : { resolve: options.resolve }),
  })
  return { ...client, turns, [Symbol.asyncDispose]: client.close }
}

export const asked = (request: Partial<HttpRequest> = {}): HttpRequest => ({
  accept: '*/*',
  mostBytes: 1_000_000,
  signal: new AbortController().signal,
  ...request,
})
