import robotsParser from 'robots-parser'
import type { HttpAnswer } from './http-answer.ts'
import type { HttpClient } from './http.ts'
import { rulesFor } from './robots-groups.ts'

// The package's types speak of a default export, its CommonJS module is the function itself (robots-parser 3.0.1).
const parseRobots = robotsParser as unknown as (
  url: string,
  text: string,
) => { isAllowed: (url: string, product: string) => boolean | undefined }

/** Whether a host lets us read a page: `later` where it could not say (RFC 9309, 2.3.1.4). */
export type Permission = 'allowed' | 'refused' | 'later'

type Options = { http: HttpClient; userAgent: string; clock: () => Date }

const keepMs = 12 * 3_600_000
/** A host that could not say is asked again soon. */
const keepUnclearMs = 10 * 60_000
const mostHosts = 500

/** What must be read of a file at least, and is (RFC 9309, 2.5). */
const mostBytes = 512_000

/** Asks each host's robots.txt once in a while. A host without one allows everything (RFC 9309, 2.3.1.3). */
export function createRobots({
  http,
  userAgent,
  clock,
}: Options): (url: string, signal: AbortSignal) => Promise<Permission> {
  const known = new Map<string, { until: number; isAllowed: (url: string) => Permission }>()
  const product = userAgent.split(/[\s/(]/)[0] ?? userAgent

  return async (url, signal) => {
    const { origin } = new URL(url)
    const found = known.get(origin)
    if (found !== undefined && found.until > clock().getTime()) return found.isAllowed(url)
    const answer = await http.get(`${origin}/robots.txt`, {
      accept: 'text/plain, */*;q=0.1',
      mostBytes,
      isCut: true,
      signal,
    })
    const now = clock().getTime()
    const fresh =
      answer.kind === 'ok'
        ? { until: now + keepMs, isAllowed: rules(`${origin}/robots.txt`, answer.body.toString('utf8'), product) }
        : isWithout(answer)
          ? { until: now + keepMs, isAllowed: (): Permission => 'allowed' }
          : { until: now + keepUnclearMs, isAllowed: (): Permission => 'later' }
    if (known.size >= mostHosts) known.delete(known.keys().next().value ?? '')
    known.set(origin, fresh)
    return fresh.isAllowed(url)
  }
}

/** It has none, or none that can be reached by its redirects (RFC 9309, 2.3.1.2 and 2.3.1.3). */
const isWithout = (answer: HttpAnswer): boolean =>
  answer.kind === 'failed' &&
  answer.status !== null &&
  answer.status >= 300 &&
  answer.status < 500 &&
  answer.status !== 429

function rules(address: string, text: string, product: string): (url: string) => Permission {
  const robots = parseRobots(address, rulesFor(product, text))
  return (url) => (robots.isAllowed(url, product) === false ? 'refused' : 'allowed')
}
