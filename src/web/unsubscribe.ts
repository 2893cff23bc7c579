import type { Context } from 'hono'
import { html } from 'hono/html'
import { comeBack, leave } from '../events/leave.ts'
import type { WebDeps } from './web.ts'
import { brokenLink } from './broken-link.ts'
import { gonePage } from './gone-page.ts'
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
      return context.html(await gonePage(record?.subscriber ?? null, linkPath(context), clock()))
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
    return context.html(await gonePage(left, linkPath(context), now))
  }

/** Takes it back, within the hour in which it may have been a slip; after that nobody is brought back by an old link. */
export const undoUnsubscribing =
  ({ store, links, clock, log }: Deps) =>
  async (context: Context<object, '/unsubscribe/:token/undo'>) => {
    const now = clock()
    const link = links.verify(context.req.param('token'), 'unsubscribe', now)
    if (link === null) return await brokenLink(context)
    const subscriber = await store.subscribers.update(link.subscriberId, now, (before) => comeBack(before, now))
    if (subscriber === null || subscriber.state === 'unsubscribed')
      return context.html(await gonePage(subscriber, linkPath(context), now))
    log.info({ subscriberId: subscriber.id }, 'unsubscribing undone')
    const body = html`<p>Everything is as it was before. You are sent what happens from now on.</p>`
    return context.html(await page({ heading: 'Welcome back', body }))
  }

const linkPath = (context: Context<object, '/unsubscribe/:token'>): string =>
  `/unsubscribe/${context.req.param('token')}`
