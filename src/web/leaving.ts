import type { Context } from 'hono'
import { DateTime } from 'luxon'
import { maySayWhy, sayWhy } from '../events/leave.ts'
import { isLeavingReason } from '../events/leaving.ts'
import { askingNetwork } from './asking-network.ts'
import { brokenLink } from './broken-link.ts'
import { readForm } from './form.ts'
import { gonePage } from './gone-page.ts'
import { readWords } from './own-words.ts'
import { tooMany } from './subscribe.ts'
import { siteOf } from './network-of.ts'
import type { FormFault } from './wishes.ts'
import { perNetwork } from './per-network.ts'
import type { WebDeps } from './web.ts'

type Deps = Pick<WebDeps, 'store' | 'links' | 'clock' | 'config' | 'newId'>

const mostOfNetwork = 20

/**
 * Notes why somebody left, once, and apart from who it was. That they have said it is written first: where the rest fails, it is not counted, and
 * never twice.
 */
export const noteWhyLeft =
  ({ store, links, clock, config, newId }: Deps) =>
  async (context: Context<object, '/unsubscribe/:token/why'>) => {
    const now = clock()
    const token = context.req.param('token')
    const link = links.verify(token, 'unsubscribe', now)
    if (link === null) return await brokenLink(context)
    const path = `/unsubscribe/${token}`
    const record = await store.subscribers.load(link.subscriberId)
    const subscriber = record?.subscriber ?? null
    if (record === null || subscriber === null || !maySayWhy(subscriber))
      return context.html(await gonePage(subscriber, path, now))
    const form = await readForm(context.req)
    const reason = form.get('reason')
    const { words, faults: wordy } = readWords(form)
    const refuse = async (faults: FormFault[], status: 422 | 429) =>
      context.html(await gonePage(subscriber, path, now, { why: { reason, words, faults } }), status)
    const isChosen = isLeavingReason(reason)
    const unchosen = { field: 'reason', message: 'Choose why, or just close this page' }
    if (!isChosen || wordy.length > 0) return await refuse([...(isChosen ? [] : [unchosen]), ...wordy], 422)
    const { settings } = config()
    const network = askingNetwork(settings, context)
    const refused = await store.limits.count(
      [{ of: `leaving from ${siteOf(network) ?? network}`, ...perNetwork(mostOfNetwork) }],
      now,
    )
    if (refused !== null) return await refuse([tooMany(context, refused.waitMs, 'reason')], 429)

    const said = sayWhy(subscriber)
    const done = { done: 'Thank you for telling us.' }
    // Of two presses of the button, one writes.
    if ((await store.subscribers.save(said, record.version, now)) === 'written') {
      const month = DateTime.fromJSDate(now, { zone: settings.time_zone }).toFormat('yyyy-MM')
      await store.leavings.note({ id: newId(), month, reason, words })
    }
    return context.html(await gonePage(said, path, now, done))
  }
