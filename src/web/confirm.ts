import type { Context } from 'hono'
import { html } from 'hono/html'
import { wantsOf } from '../emails/wants-of.ts'
import type { Subscriber } from '../events/subscription.ts'
import { linkDays } from '../links.ts'
import type { WebDeps } from './web.ts'
import { brokenLink } from './broken-link.ts'
import { masked } from './masked.ts'
import { button, page } from './page.ts'
import { pathOf } from './path-of.ts'

type Deps = Pick<WebDeps, 'store' | 'links' | 'clock' | 'log' | 'config'>

/** The page behind a confirmation link. Changes nothing. */
export const askToConfirm =
  ({ store, links, clock, config }: Deps) =>
  async (context: Context<object, '/confirm/:token'>) => {
    const link = links.verify(context.req.param('token'), 'confirm', clock())
    const record = link === null ? null : await store.subscribers.load(link.subscriberId)
    if (record === null) return await brokenLink(context)
    if (record.subscriber.state !== 'pending') return await stands(context, record.subscriber)
    const { address, subscriptions } = record.subscriber
    const wants = subscriptions.map((subscription) => html`<li>${wantsOf(subscription, config().rules.facts)}</li>`)
    const body = html`<p>
        Somebody, we think you, asked for news about children’s services to be sent to <strong>${masked(address)}</strong>:
      </p>
      <ul>
        ${wants}
      </ul>
      <p>Nothing is sent until you confirm it.</p>
      ${button('Yes, send me digests')}
      <p class="quiet">If it was not you, close this page: you will hear no more of it.</p>`
    return context.html(await page({ heading: 'Confirm your subscription', body }))
  }

/** A pending subscriber becomes active: from now on their windows are open. Anybody else stays what they are. */
export const confirm =
  ({ store, links, clock, log }: Deps) =>
  async (context: Context<object, '/confirm/:token'>) => {
    const now = clock()
    const link = links.verify(context.req.param('token'), 'confirm', now)
    if (link === null) return await brokenLink(context)
    const subscriber = await store.subscribers.update(link.subscriberId, now, (before) =>
      before.state === 'pending' ? { ...before, state: 'active', confirmed: now.toISOString() } : before,
    )
    if (subscriber === null) return await brokenLink(context)
    log.info({ subscriberId: subscriber.id, state: subscriber.state }, 'confirmation link used')
    return await stands(context, subscriber, links.owner(subscriber.id, new Date(now.getTime() + ownerMs)))
  }

const ownerMs = linkDays.asked * 86_400_000

/** `manageLink`: for whoever just showed by a POST that they hold the message which was sent to the address. */
async function stands(context: Context, { state }: Subscriber, manageLink: string | null = null) {
  const { heading, text } = standing[state]
  const isSubscribed = state === 'active' || state === 'paused'
  const way =
    isSubscribed && manageLink !== null
      ? html`<p><a href="${pathOf(manageLink)}">See or change what you get</a></p>`
      : isSubscribed
        ? ''
        : html`<p><a href="/">Subscribe anew</a></p>`
  return context.html(await page({ heading, body: html`<p>${text}</p>${way}` }))
}

const standing: Record<Subscriber['state'], { heading: string; text: string }> = {
  pending: { heading: 'Not confirmed yet', text: 'Please open the link again and press the button.' },
  active: {
    heading: 'You are subscribed',
    text: 'Digests will come when there is news that you asked for. Each carries a link to stop them.',
  },
  paused: {
    heading: 'Your digests are paused',
    text: 'You are subscribed, and asked for a pause. Digests begin again by themselves when it ends.',
  },
  suspended: {
    heading: 'Sending has stopped',
    text: 'Mail to your address came back, so we send none. Subscribe again to get a new link to confirm.',
  },
  // An old link must not undo what somebody decided after it was sent.
  unsubscribed: {
    heading: 'You are unsubscribed',
    text: 'You unsubscribed after this link was sent, and that stands.',
  },
}
