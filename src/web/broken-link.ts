import type { Context } from 'hono'
import { html } from 'hono/html'
import { page } from './page.ts'

/** The answer to a link that nobody signed, or that has run out. */
export async function brokenLink(context: Context) {
  const body = html`<p>
    The link is not complete, or it has run out. Long links are sometimes cut in two by mail programs: please copy the
    whole of it from the message.
  </p>`
  return context.html(await page({ heading: 'This link does not work', body }), 404)
}
