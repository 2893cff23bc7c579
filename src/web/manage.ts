import type { Context } from 'hono'
import { DateTime } from 'luxon'
import { leave } from '../events/leave.ts'
import { pause, resume } from '../events/pause.ts'
import type { Subscriber } from '../events/subscription.ts'
import { readForm } from './form.ts'
import { lastDigests, mostLast } from './last-digests.ts'
import { isDone, managePage, type Done } from './manage-page.ts'
import { staleLink } from './broken-link.ts'
import { pathOf } from './path-of.ts'
import { readTyped, readWishes, wishesOf, type FormFault, type Wishes } from './wishes.ts'
import type { WebDeps } from './web.ts'

type Deps = Pick<WebDeps, 'store' | 'links' | 'clock' | 'log' | 'config'>
type Managing = Context<object, '/manage/:token'>

/** No longer pause: whoever wants that has left. */
const longestPauseDays = 366

/** What a subscriber gets, in forms to change it. Changes nothing. */
export const showSubscription = (deps: Deps) => async (context: Managing) => {
  const { subscriber } = await holder(deps, context)
  if (subscriber === null) return await staleLink(context)
  const done = context.req.query('done')
  return context.html(
    await managePage({ ...(await shown(deps, context, subscriber)), done: isDone(done) ? done : null }),
  )
}

/**
 * Changes a subscription, pauses, resumes or ends it. The signed token in the address stands for who it is, and no cookie does: a page of another
 * site cannot know it, so that there is nothing to forge (CSRF).
 */
export const changeSubscription = (deps: Deps) => async (context: Managing) => {
  const { subscriber } = await holder(deps, context)
  if (subscriber === null) return await staleLink(context)
  const form = await readForm(context.req)
  const action = form.get('do')
  if (action === 'save' || action === 'add') return await saveWishes(deps, context, subscriber, form)
  if (action === 'pause') return await pauseUntil(deps, context, subscriber, form.get('until') ?? '')
  if (action === 'resume') return await write(deps, context, subscriber, 'resumed', resume)
  if (action === 'unsubscribe')
    return await write(deps, context, subscriber, 'unsubscribed', (before) => leave(before, deps.clock()))
  return context.html(await managePage(await shown(deps, context, subscriber)), 422)
}

/**
 * Whose link it is; null where it does not work, or they were erased. Its holder is the owner if it was mailed to them lately because they asked for it,
 * and not in a digest, which they may have passed on.
 */
export async function holder({ store, links, clock }: Pick<Deps, 'store' | 'links' | 'clock'>, context: Managing) {
  const token = context.req.param('token')
  const own = links.verify(token, 'owner', clock())
  const link = own ?? links.verify(token, 'manage', clock())
  const record = link === null ? null : await store.subscribers.load(link.subscriberId)
  return { subscriber: record?.subscriber ?? null, isOwner: own !== null }
}

async function saveWishes(deps: Deps, context: Managing, subscriber: Subscriber, form: URLSearchParams) {
  const config = deps.config()
  const id = form.get('subscription') ?? ''
  const { wishes, faults: typing } = readTyped(form, config)
  const { wants, faults: missing } = readWishes(wishes, config)
  const isAdding = form.get('do') === 'add'
  const faults = [
    ...typing,
    ...(isAdding ? [] : missing.filter(({ field }) => typing.length === 0 || field !== 'authority')),
  ]
  const isKnown = subscriber.subscriptions.some((subscription) => subscription.id === id)
  if (isAdding || wants === null || faults.length > 0 || !isKnown) {
    const filled = { id, wishes, faults, isAdding: isAdding && faults.length === 0 }
    return context.html(
      await managePage({ ...(await shown(deps, context, subscriber, filled)), faults }),
      faults.length > 0 || !isKnown ? 422 : 200,
    )
  }
  return await write(deps, context, subscriber, 'saved', (before) => ({
    ...before,
    subscriptions: before.subscriptions.map((subscription) =>
      subscription.id === id ? { ...subscription, ...wants } : subscription,
    ),
  }))
}

async function pauseUntil(deps: Deps, context: Managing, subscriber: Subscriber, date: string) {
  const until = DateTime.fromISO(/^\d{4}-\d\d-\d\d$/.test(date) ? date : '', { zone: deps.config().settings.time_zone })
  const now = DateTime.fromJSDate(deps.clock())
  if (!until.isValid || until <= now || until > now.plus({ days: longestPauseDays })) {
    const message = 'Enter the day on which digests begin again: tomorrow at the earliest, in a year at the latest'
    const faults: FormFault[] = [{ field: 'until', message }]
    return context.html(await managePage({ ...(await shown(deps, context, subscriber)), faults, until: date }), 422)
  }
  return await write(deps, context, subscriber, 'paused', (before) => pause(before, until.toJSDate()))
}

/** Writes and shows the page anew by GET, so that reloading it does nothing again. */
async function write(
  { store, clock, log }: Deps,
  context: Managing,
  { id }: Subscriber,
  done: Done,
  change: (before: Subscriber) => Subscriber,
) {
  const after = await store.subscribers.update(id, clock(), change)
  if (after === null) return await staleLink(context)
  log.info({ subscriberId: id, change: done }, 'subscription changed by its subscriber')
  return context.redirect(`${context.req.path}?done=${done}`, 303)
}

async function shown(
  { store, config, links, clock }: Deps,
  context: Managing,
  subscriber: Subscriber,
  filled: { id: string; wishes: Wishes; faults: readonly FormFault[]; isAdding: boolean } | null = null,
) {
  const id = filled?.id ?? context.req.query('subscription')
  const [first] = subscriber.subscriptions
  const chosen = subscriber.subscriptions.find((subscription) => subscription.id === id) ?? first
  return {
    subscriber,
    config: config(),
    now: clock(),
    isOwner: links.verify(context.req.param('token'), 'owner', clock()) !== null,
    path: `/manage/${context.req.param('token')}`,
    lastDigests: lastDigests(await store.deliveries.ofSubscriber(subscriber.id, mostLast), links),
    unsubscribePath: pathOf(links.unsubscribe(subscriber.id)),
    faults: [],
    until: '',
    done: null,
    form:
      chosen === undefined
        ? null
        : { subscription: chosen, ...(filled ?? { wishes: wishesOf(chosen, config()), faults: [] }) },
  }
}
