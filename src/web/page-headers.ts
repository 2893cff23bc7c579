import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Sheet } from './sheet.ts'

/** What a page may load, as secureHeaders takes it. */
type Policy = NonNullable<NonNullable<Parameters<typeof secureHeaders>[0]>['contentSecurityPolicy']>

/** The headers of every answer, with what its page may load. */
export const headersWith = (contentSecurityPolicy: Policy): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy,
    referrerPolicy: 'no-referrer',
    // TLS ends at the proxy in front of us: whether the whole host speaks it is for the proxy to say.
    strictTransportSecurity: false,
  })

/** Those of pages that load nothing but styles of ours, and send forms to nobody else. */
export const pageHeaders = (sheets: readonly Sheet[]): MiddlewareHandler =>
  headersWith({
    defaultSrc: ["'none'"],
    styleSrc: sheets.map(({ source }) => source),
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  })
