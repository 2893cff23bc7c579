import type { Context } from 'hono'
import { html } from 'hono/html'
import { comeBack, leave, mayComeBack } from '../events/leave.ts'
import type { WebDeps } from './web.ts'
import { brokenLink } from './broken-link.ts'
import { button, page } from './page.ts'

type Deps = Pick<WebDeps, 'store' | 'links' | 'clock' | 'log'>

/** The page behind the link in the foot of a digest. Changes nothing. */
export const askToUnsubscribe =
  ({ store, links, clock }: Deps) =>
  async (context: Context<object, '/unsubscribe/:token'>) => {
    const link = links.verify(context.req.param('token'), 'unsubscribe', clock())
    if (link === null) return await brokenLink(context)
    const record = await store.subscribers.load(link.subscriberId)
    // Somebody whose record was erased is not mailed either.
    if (record === null || record.subscriber.state === 'unsubscribed')
      return await gone(context, record !== null && mayComeBack(record.subscriber, clock()))
    const body = html`<p>After this you will get no more digests. One that is already on its way may still arrive.</p>
      ${button('Unsubscribe')}
      <p class="quiet">To keep getting digests, just close this page.</p>`
    return context.html(await page({ heading: 'Stop these emails?', body }))
  }

/**
 * Unsubscribes at once: from the button above, or from a mail program's own button, which posts here without a cookie or a
 * visit before (RFC 8058). Works for as long as the link is signed by a key we know, and as often as it is pressed.
 */
export const unsubscribe =
  ({ store, links, clock, log }: Deps) =>
  async (context: Context<object, '/unsubscribe/:token'>) => {
    const link = links.verify(context.req.param('token'), 'unsubscribe', clock())
    if (link === null) return await brokenLink(context)
    const now = clock()
    const left = await store.subscribers.update(link.subscriberId, now, (subscriber) => leave(subscriber, now))
    log.info({ subscriberId: link.subscriberId }, 'unsubscribed')
    return await gone(context, left !== null && mayComeBack(left, now))
  }

/** Takes it back, within the hour in which it may have been a slip; after that nobody is brought back by an old link. */
export const undoUnsubscribing =
  ({ store, links, clock, log }: Deps) =>
  async (context: Context<object, '/unsubscribe/:token/undo'>) => {
    const now = clock()
    const link = links.verify(context.req.param('token'), 'unsubscribe', now)
    if (link === null) return await brokenLink(context)
    const subscriber = await store.subscribers.update(link.subscriberId, now, (before) => comeBack(before, now))
    if (subscriber === null || subscriber.state === 'unsubscribed') return await gone(context, false)
    log.info({ subscriberId: subscriber.id }, 'unsubscribing undone')
    const body = html`<p>Everything is as it was before. You are sent what happens from now on.</p>`
    return context.html(await page({ heading: 'Welcome back', body }))
  }

async function gone(context: Context, mayUndo: boolean) {
  const body = html`<p>You will get no more digests from us. One that was already on its way may still arrive.</p>
    ${
      mayUndo
        ? html`<form method="post" action="${new URL(context.req.url).pathname}/undo">
              <button class="second" type="submit">Undo: keep my digests</button>
            </form>
            <p class="quiet">That works for an hour. After it, <a href="/">subscribe anew</a> if you change your mind.</p>`
        : html`<p class="quiet">If you change your mind, <a href="/">subscribe anew</a>.</p>`
    }`
  return context.html(await page({ heading: 'You are unsubscribed', body }))
}
