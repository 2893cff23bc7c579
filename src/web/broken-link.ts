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

/** The same for a link to change a subscription, of which one can have another. */
export async function staleLink(context: Context) {
  const body = html`<p>
      The link is not complete, or it has run out, as links to change a subscription do after a while. Links to
      unsubscribe work for ever.
    </p>
    <p><a href="/manage">Get a new link by email</a></p>`
  return context.html(await page({ heading: 'This link does not work', body }), 404)
}
