import type { Context } from 'hono'
import { html } from 'hono/html'
import { wantsOf } from '../emails/wants-of.ts'
import type { Subscriber } from '../events/subscription.ts'
import type { WebDeps } from './web.ts'
import { brokenLink } from './broken-link.ts'
import { button, page } from './page.ts'

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

/** Enough of an address for its owner to know it, and too little for whoever the link was passed on to: `a…@example.org`. */
function masked(address: string): string {
  const at = address.lastIndexOf('@')
  return `${[...address.slice(0, at)][0] ?? ''}…${address.slice(at)}`
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
    return await stands(context, subscriber)
  }

async function stands(context: Context, { state }: Subscriber) {
  const { heading, text } = standing[state]
  return context.html(await page({ heading, body: html`<p>${text}</p>` }))
}

const standing: Record<Subscriber['state'], { heading: string; text: string }> = {
  pending: { heading: 'Not confirmed yet', text: 'Please open the link again and press the button.' },
  active: {
    heading: 'You are subscribed',
    text: 'Digests will come when there is news that you asked for. Each carries a link to stop them.',
  },
  suspended: {
    heading: 'Your subscription is paused',
    text: 'Mail to your address came back, so sending has stopped. Ask whoever runs this service to send you a new link to confirm.',
  },
  // An old link must not undo what somebody decided after it was sent.
  unsubscribed: {
    heading: 'You are unsubscribed',
    text: 'You unsubscribed after this link was sent, and that stands. If you change your mind, ask whoever runs this service to add you again.',
  },
}
