import type { MiddlewareHandler } from 'hono'
import { etag } from 'hono/etag'

/** How long what is the same for everybody may be shown without asking again. */
const keepSeconds = 300

/** For what is the same for everybody: it may be kept for some minutes, and is sent again only where it changed (RFC 9110, 13.1.2). */
export function sameForAll(): MiddlewareHandler {
  const tagged = etag()
  return async (context, next) => {
    await tagged(context, async () => {
      await next()
      // A 304 says the same of itself as the answer that it confirms (RFC 9110, 15.4.5), whoever makes it.
      if (context.res.ok || context.res.status === 304)
        context.header('Cache-Control', `public, max-age=${keepSeconds}`)
    })
  }
}
