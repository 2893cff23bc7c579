import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { Html } from './page.ts'

type Rendered = { html: string; etag: string }

/** Pages kept of one reading: all filters by region, grade and area together are more than anybody asks for in a minute. */
const mostOfOne = 64

/** How long browsers and proxies may show a page without asking, and while they ask. */
const cacheControl = 'public, max-age=60, stale-while-revalidate=600'

/**
 * Keeps pages that are the same for everybody, beside what they were made of (`of`): they go when it goes. A page under no name (`variant` null), which
 * a reader's own words made, is made each time: nobody can fill the memory with them.
 */
export function createRenders() {
  const renders = new WeakMap<object, Map<string, Rendered>>()

  async function rendered(of: object, variant: string | null, make: () => Html): Promise<Rendered> {
    const kept = renders.get(of) ?? new Map<string, Rendered>()
    const known = variant === null ? undefined : kept.get(variant)
    if (known !== undefined) return known
    const html = String(await make())
    const one = { html, etag: `"${createHash('sha256').update(html).digest('base64url').slice(0, 27)}"` }
    if (variant !== null && kept.size < mostOfOne) renders.set(of, kept.set(variant, one))
    return one
  }

  return async (context: Context, of: object, variant: string | null, make: () => Html): Promise<Response> => {
    const { html, etag } = await rendered(of, variant, make)
    context.header('Cache-Control', cacheControl)
    context.header('ETag', etag)
    return context.html(html)
  }
}
