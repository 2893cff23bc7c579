import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Subscriber } from '../events/subscription.ts'
import { eraseSubscriber } from '../store/erase-subscriber.ts'
import { ownFeedbackNames } from '../store/own-feedback.ts'
import { staleLink } from './broken-link.ts'
import { needsFreshLink } from './fresh-link.ts'
import { holder } from './manage.ts'
import { button, page } from './page.ts'
import type { WebDeps } from './web.ts'

type Deps = Pick<WebDeps, 'store' | 'links' | 'clock' | 'log'>

/** Immediate digests of all that is kept are fewer, but for somebody who has odd wishes. */
const mostDigests = 1000

type Managing = Context<object, '/manage/:token'>
type Answer = (deps: Deps, context: Managing, subscriber: Subscriber) => Promise<Response>

/** Answers whoever shows a link that only the owner of the address was sent, and nobody else. */
const asOwner = (answer: Answer) => (deps: Deps) => async (context: Managing) => {
  const { subscriber, isOwner } = await holder(deps, context)
  if (subscriber === null) return await staleLink(context)
  if (!isOwner) return await needsFreshLink(context, `/manage/${context.req.param('token')}`)
  return await answer(deps, context, subscriber)
}

/** Everything that is kept about a subscriber, as a file. By POST: no scanner of links is handed it. */
export const exportData = asOwner(async (deps, context, subscriber) => {
  const { cursors, due } = await deps.store.windows.load(subscriber.id)
  const names = await ownFeedbackNames(deps.store, deps.links, subscriber.id)
  const digests = await deps.store.deliveries.ofSubscriber(subscriber.id, mostDigests)
  const kept = {
    subscriber,
    /** By subscription: the last event it was told up to, and when its next digest is due. */
    windows: [...cursors].map(([id, upTo]) => ({ subscription: id, upTo, due: due.get(id)?.toISOString() ?? null })),
    told: await deps.store.windows.allTold(subscriber.id),
    feedback: await deps.store.feedback.loadMany(names),
    /** The digests that are kept, the newest first; the events of each stand on its page. */
    digests: digests.map(({ digest, state }) => ({
      window: digest.window,
      frozen: digest.frozen,
      events: digest.lines.length,
      state,
      page: deps.links.edition(subscriber.id, digest.window),
    })),
  }
  context.header('Content-Disposition', 'attachment; filename="ofsted-alerts.json"')
  return context.body(`${JSON.stringify(kept, null, 2)}\n`, 200, { 'Content-Type': 'application/json; charset=utf-8' })
})

/** Asks whether all is to be erased. Changes nothing. */
export const askToErase = asOwner(async (_deps, context) => {
  const body = html`<p>
      We forget your address, what you asked for, what you were told and what you said of it, at once and for good. You get nothing more from us, and the links
      in our messages stop working but for the one to unsubscribe.
    </p>
    ${button('Erase it all')}
    <p class="quiet">To keep it, just close this page.</p>`
  return context.html(await page({ heading: 'Erase what we keep about you?', body }))
})

/** Erases the subscriber. Digests that wait to be sent are not. */
export const eraseData = asOwner(async (deps, context, subscriber) => {
  await eraseSubscriber(deps, subscriber.id)
  deps.log.info({ subscriberId: subscriber.id }, 'erased by the subscriber')
  const body = html`<p>We have forgotten your address and everything else about you. One message that was already on its way may still arrive.</p>`
  return context.html(await page({ heading: 'Erased', body }))
})
