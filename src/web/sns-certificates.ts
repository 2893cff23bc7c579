import type { HttpClient } from '../feeds/http.ts'
import { isCertificate } from '../mail/sns-signature.ts'

/** Asks Amazon SNS: for the certificates with which it signs, and to confirm a subscription. */
export type AskSns = HttpClient['get']

/** A certificate is about 2 kB. */
const mostBytes = 16 * 1024

/** One for each topic's region, and the next one while they change. */
const mostKept = 8

/** Whoever makes up addresses of certificates has us ask for no more than this; those that we have are not asked for. */
const mostAsked = 12
const withinMs = 60_000

/** The certificate at this address (PEM), or null where it cannot be had for now. */
export type Certificates = (url: string) => Promise<string | null>

/** Fetches certificates of Amazon SNS, each once, and keeps a few. The address must have been checked. */
export function createSnsCertificates({ ask, clock }: { ask: AskSns; clock: () => Date }): Certificates {
  const kept = new Map<string, string>()
  const asking = new Map<string, Promise<string | null>>()
  let asked: number[] = []

  return async (url) => {
    const known = kept.get(url)
    if (known !== undefined) return known
    const under = asking.get(url)
    if (under !== undefined) return await under
    const now = clock().getTime()
    // By how far apart they are, so that a clock that was set back does not lock us out.
    asked = asked.filter((at) => Math.abs(now - at) < withinMs)
    if (asked.length >= mostAsked) return null
    asked.push(now)
    const asks = fetchCertificate(url, ask).finally(() => asking.delete(url))
    asking.set(url, asks)
    const certificate = await asks
    if (certificate === null) return null
    const [oldest] = kept.keys()
    if (oldest !== undefined && kept.size >= mostKept) kept.delete(oldest)
    kept.set(url, certificate)
    return certificate
  }
}

async function fetchCertificate(url: string, ask: AskSns): Promise<string | null> {
  // For all who wait for it: it does not end with the first of them.
  const { signal } = new AbortController()
  const answer = await ask(url, { accept: 'application/x-pem-file, */*;q=0.1', mostBytes, signal })
  // A redirect would lead away from the address that was checked.
  if (answer.kind !== 'ok' || answer.url !== url) return null
  const certificate = answer.body.toString('utf8')
  return isCertificate(certificate) ? certificate : null
}
