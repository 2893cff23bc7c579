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

/** The first value of a header. */
export function header(headers: Headers, name: string): string | null {
  const value = headers[name]
  return (Array.isArray(value) ? value[0] : value) ?? null
}

/** How long an answer stays fresh (RFC 9111, 4.2.1): max-age, else Expires. */
export function freshness(headers: Headers, now: Date): number | null {
  const control = header(headers, 'cache-control') ?? ''
  if (/\bno-(store|cache)\b/i.test(control)) return null
  const maxAge = /\bmax-age\s*=\s*"?(\d+)/i.exec(control)?.[1]
  if (maxAge !== undefined) return Math.max(0, Number(maxAge) - Number(header(headers, 'age') ?? 0)) * 1000
  const expires = Date.parse(header(headers, 'expires') ?? '')
  return Number.isNaN(expires) || expires <= now.getTime() ? null : expires - now.getTime()
}

/** Retry-After in seconds or as a date (RFC 9110, 10.2.3). */
export function retryAfter(headers: Headers, now: Date): number | null {
  const value = header(headers, 'retry-after')
  if (value === null) return null
  if (/^\s*\d+\s*$/.test(value)) return Number(value) * 1000
  const date = Date.parse(value)
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime())
}
