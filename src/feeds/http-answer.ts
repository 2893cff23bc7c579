/** What came of asking for an address. */
export type HttpAnswer =
  | {
      kind: 'ok'
      /** After redirects. */
      url: string
      body: Buffer
      contentType: string | null
      etag: string | null
      lastModified: string | null
      /** How long the answer says it stays fresh (Cache-Control, Expires); null where it does not say. */
      freshMs: number | null
      /** Where the address has moved for good, if every redirect said so. */
      movedTo: string | null
    }
  | { kind: 'unchanged'; etag: string | null; lastModified: string | null; freshMs: number | null }
  | {
      kind: 'failed'
      /** For people: what was expected, what was got. */
      reason: string
      status: number | null
      /** How long the server asks to be left alone (Retry-After). */
      retryAfterMs: number | null
      /** It says it is gone for good (410). */
      gone: boolean
    }

type Headers = Record<string, string | string[] | undefined>

/** The value of a header; of one that is sent several times, all of them (RFC 9110, 5.3). */
export function header(headers: Headers, name: string): string | null {
  const value = headers[name]
  return (Array.isArray(value) ? value.join(', ') : value) ?? null
}

/** How long an answer stays fresh (RFC 9111, 4.2.1): max-age, else Expires. */
export function freshness(headers: Headers, now: Date): number | null {
  const control = header(headers, 'cache-control') ?? ''
  if (/\bno-(store|cache)\b/i.test(control)) return null
  const maxAge = seconds(/\bmax-age\s*=\s*"?(\d+)/i.exec(control)?.[1])
  if (maxAge !== null) return Math.max(0, maxAge - (seconds(header(headers, 'age')) ?? 0)) * 1000
  const expires = Date.parse(header(headers, 'expires') ?? '')
  return Number.isNaN(expires) || expires <= now.getTime() ? null : expires - now.getTime()
}

/** Retry-After in seconds or as a date (RFC 9110, 10.2.3). */
export function retryAfter(headers: Headers, now: Date): number | null {
  const value = header(headers, 'retry-after')
  if (value === null) return null
  const after = seconds(value)
  if (after !== null) return after * 1000
  // Only a date has letters; ECMAScript would take "-5" for one.
  const date = /[a-z]/i.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime())
}

/** A whole number of seconds, at most what a 32-bit counter holds (RFC 9111, 1.2.2). */
const seconds = (text: string | null | undefined): number | null =>
  text != null && /^\s*\d+\s*$/.test(text) ? Math.min(Number(text), 2 ** 31) : null
