import type { Context } from 'hono'
import { html } from 'hono/html'
import { isFeedbackReason, toldOf } from '../events/feedback.ts'
import { headline } from '../events/headline.ts'
import { askingNetwork } from './asking-network.ts'
import { brokenLink } from './broken-link.ts'
import { feedbackPage, thanksPage } from './feedback-page.ts'
import { readForm } from './form.ts'
import { readWords } from './own-words.ts'
import { page } from './page.ts'
import { tooMany } from './subscribe.ts'
import { siteOf } from './network-of.ts'
import type { FormFault } from './wishes.ts'
import { perNetwork } from './per-network.ts'
import type { WebDeps } from './web.ts'

type Deps = Pick<WebDeps, 'store' | 'links' | 'clock' | 'log' | 'config'>
type Giving = Context<object, '/feedback/:token'>

/** A whole office may speak its mind of a long digest; a script soon waits. */
const mostOfNetwork = 60

/** The page behind "Not relevant?" in a digest. Changes nothing. */
export const askWhatIsWrong = (deps: Deps) => async (context: Giving) => {
  const asked = await find(deps, context)
  if (asked === null) return await brokenLink(context)
  const isKnown = (await deps.store.feedback.loadMany(asked.names)).length > 0
  return context.html(await feedbackPage({ ...asked, reason: null, words: '', faults: [], isKnown }))
}

/** Notes what is wrong with the event, in place of what the same reader said of it before. Whose it is cannot be told from what is kept. */
export const noteFeedback = (deps: Deps) => async (context: Giving) => {
  const { store, clock, config, log } = deps
  const asked = await find(deps, context)
  if (asked === null) return await brokenLink(context)
  const form = await readForm(context.req)
  const reason = form.get('reason')
  const { words, faults: wordy } = readWords(form)
  const isChosen = isFeedbackReason(reason)
  const refuse = async (faults: FormFault[], status: 422 | 429) =>
    context.html(await feedbackPage({ ...asked, reason, words, faults, isKnown: false }), status)
  const unchosen = { field: 'reason', message: 'Choose what is wrong' }
  if (!isChosen || wordy.length > 0) return await refuse([...(isChosen ? [] : [unchosen]), ...wordy], 422)

  const now = clock()
  const network = askingNetwork(config().settings, context)
  const refused = await store.limits.count(
    [{ of: `feedback from ${siteOf(network) ?? network}`, ...perNetwork(mostOfNetwork) }],
    now,
  )
  if (refused !== null) return await refuse([tooMany(context, refused.waitMs, 'reason')], 429)
  await store.feedback.put(asked.names, { at: now.toISOString(), reason, words, told: asked.told })
  log.info({ eventId: asked.told.eventId, reason }, 'a reader called an event wrong')
  return context.html(await thanksPage(reason, asked.path))
}

/** Forgets what the reader said of the event. */
export const takeFeedbackBack = (deps: Deps) => async (context: Giving) => {
  const asked = await find(deps, context)
  if (asked === null) return await brokenLink(context)
  await deps.store.feedback.remove(asked.names)
  const body = html`<p>What you said of “${asked.told.headline}” is forgotten.</p>
    <p><a href="${asked.path}">Say something else of it</a></p>`
  return context.html(await page({ heading: 'Taken back', body }))
}

/** The event of the link as its reader was told it, and where what they say is kept; null where the link does not work, or the reader was erased. */
async function find({ store, links, clock, config }: Deps, context: Giving) {
  const token = context.req.param('token')
  const link = links.readFeedback(token, clock())
  if (link === null) return null
  const { subscriberId, eventId } = link
  const [record, [event], revisions] = await Promise.all([
    store.subscribers.load(subscriberId),
    store.events.loadMany([eventId]),
    store.windows.told(subscriberId, [eventId]),
  ])
  if (record === null || event === undefined) return null
  const { rules, settings } = config()
  const rule = rules.facts.get(event.rule)
  const told = toldOf(event, revisions.get(eventId) ?? event.revision, (fields) =>
    rule === undefined ? `${event.authority}: ${event.rule}` : headline(rule, event.authority, fields),
  )
  return {
    told,
    ruleTitle: rule?.title ?? event.rule,
    timeZone: settings.time_zone,
    path: `/feedback/${token}`,
    names: links.feedbackNames(subscriberId, eventId),
  }
}
