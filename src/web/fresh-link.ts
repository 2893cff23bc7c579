import type { Context } from 'hono'
import { html } from 'hono/html'
import { linkDays, type Scope } from '../links.ts'
import { ask } from './ask.ts'
import { staleLink } from './broken-link.ts'
import { masked } from './masked.ts'
import { page, type Html } from './page.ts'
import { tooMany } from './subscribe.ts'
import type { WebDeps } from './web.ts'

type Deps = Pick<WebDeps, 'store' | 'links' | 'enqueue' | 'newId' | 'clock' | 'random' | 'config'>
type Linked = Context<object, '/manage/:token/fresh-link' | '/unsubscribe/:token/fresh-link'>

/** Mails the subscriber a link with which they may copy and erase what is kept, through the same request and limits as the form at /manage. `scopes`: which links lead to it. */
export const mailFreshLink = (deps: Deps, scopes: readonly Scope[]) => async (context: Linked) => {
  const now = deps.clock()
  const link = scopes.map((scope) => deps.links.verify(context.req.param('token'), scope, now)).find((one) => one)
  const record = link == null ? null : await deps.store.subscribers.load(link.subscriberId)
  if (record === null) return await staleLink(context)
  const { address } = record.subscriber
  const refused = await ask(deps, { address, wants: null, holdsLink: true, context })
  if (refused !== null) {
    const { message } = tooMany(context, refused.waitMs)
    return context.html(await page({ heading: 'Not just now', body: html`<p>${message}.</p>` }), 429)
  }
  const body = html`<p>We have sent a link to <strong>${masked(address)}</strong>. It works for ${linkDays.asked} days.</p>
    <p class="quiet">If nothing has come in a few minutes, look into the folder for junk. One address is not written to again within five minutes.</p>`
  return context.html(await page({ heading: 'Check your mail', body }))
}

/** Told to whoever wants what only the owner of the address may have. `path`: that of the link they hold. */
export async function needsFreshLink(context: Context, path: string) {
  return context.html(await page({ heading: 'First a fresh link', body: freshLinkForm(path) }), 403)
}

/** Why there is more to do, and the button that does it. */
export const freshLinkForm = (path: string): Html =>
  html`<p>To get a copy of it, or to erase it, you need a link that is fresh: digests are passed on, and with them the one you used just now.</p>
    <form method="post" action="${path}/fresh-link"><button class="second" type="submit">Send me a fresh link</button></form>
    <p><a href="/privacy">What we keep, and for how long</a></p>`
