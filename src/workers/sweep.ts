import type { Logger } from 'pino'
import type { Config } from '../config/load.ts'
import { gathered } from '../events/log-entry.ts'
import { buildDigest, classifyItem, pollFeed, readItem, sendEmail, type sweep } from '../jobs/jobs.ts'
import type { Enqueue, QueueCounts } from '../jobs/queues.ts'
import type { Store } from '../store/store.ts'
import { isDue } from './poll-feed.ts'
import type { Handler } from './work.ts'

type Deps = {
  store: Store
  config: () => Config
  enqueue: Enqueue
  counts: () => Promise<Map<string, QueueCounts>>
  clock: () => Date
  log: Logger
}

/** Work on an item that was asked for longer ago than this is asked for again: its job was lost, or failed. */
const overdueMs = 120_000

/** A message of unknown fate is sent again this much later, and this many times at most; then a person decides. */
const resendAfterMs = 60_000
const mostResends = 3

/**
 * A queue that holds more than this is worked on, and reminding it of what it holds would only make it longer (and use up the rate of mails):
 * what was lost is late by as much as the queue is long.
 */
const mostWaiting = 1000

/** Records looked at in one sweep, per kind; the next sweep goes on. */
const most = 5000

const dayMs = 86_400_000

/**
 * Asks the records what is due, overdue or missing, and queues it:
 * 1. feeds whose time has come; 2. items whose work was lost; 3. immediate subscribers for whom news has gathered;
 * 4. subscribers whose window has ended; 5. messages not yet sent; 6. messages whose sender died; 7. once a day, what has been kept long enough.
 * It decides nothing itself: every job it queues finds its work done, or does it.
 */
export const sweepHandler =
  ({ store, config, enqueue, counts, clock, log }: Deps): Handler<typeof sweep.payload> =>
  async () => {
    const now = clock()
    const { feeds, settings } = config()
    // Requests of one sweep fold with those of the next for a while, unless a failed job holds the id: then the next period's get through.
    const period = Math.floor(now.getTime() / overdueMs)
    const waiting = await counts()
    const isBusy = ({ name }: { name: string }) => (waiting.get(name)?.waiting ?? 0) > mostWaiting

    const enabled = feeds.filter(({ enabled }) => enabled)
    const records = await store.feeds.loadAll(enabled.map(({ id }) => id))
    for (const [index, { id }] of enabled.entries()) {
      const record = records[index]
      if (record !== undefined && isDue(record, now))
        await enqueue(pollFeed, { feedId: id }, { id: `poll-${id}-${period}` })
    }

    const items =
      isBusy(readItem) || isBusy(classifyItem)
        ? []
        : await store.items.overdue(new Date(now.getTime() - overdueMs), now, most)
    for (const itemId of items) {
      const record = await store.items.load(itemId)
      if (record?.state === 'recorded') await enqueue(readItem, { itemId }, { id: `read-${itemId}-${period}` })
      if (record?.state === 'read') await enqueue(classifyItem, { itemId }, { id: `classify-${itemId}-${period}` })
    }

    const fresh = gathered(
      await store.events.logAfter(await store.windows.immediateCursor()),
      settings.digests.gather,
      now,
    ).at(-1)
    if (fresh !== undefined) await store.windows.callImmediate(fresh.seq)
    for (const subscriberId of isBusy(buildDigest) ? [] : await store.windows.ended(now, most)) {
      await enqueue(buildDigest, { subscriberId }, { id: `build-${subscriberId}-${period}` })
    }

    for (const deliveryId of isBusy(sendEmail) ? [] : await store.deliveries.due('pending', now, most)) {
      await enqueue(sendEmail, { deliveryId }, { id: `send-${deliveryId}-again-${period}` })
    }
    await settleUncertain(now)
    if (await store.duties.take('prune', dayMs, now)) await prune(now)
    await store.duties.done('sweep', now)

    async function settleUncertain(now: Date): Promise<void> {
      for (const deliveryId of await store.deliveries.due('sending', now, most)) {
        const delivery = await store.deliveries.load(deliveryId)
        if (delivery === null) continue
        const found = await store.deliveries.uncertain(
          deliveryId,
          delivery.attempts,
          'its sender stopped before the outcome was written',
          now,
        )
        if (found !== null) log.warn({ deliveryId }, 'delivery of unknown fate')
      }
      if (settings.mail.uncertain === 'hold') return
      for (const deliveryId of await store.deliveries.due('uncertain', new Date(now.getTime() - resendAfterMs), most)) {
        const delivery = await store.deliveries.load(deliveryId)
        if (delivery === null || delivery.resends >= mostResends) continue
        if ((await store.deliveries.resend(deliveryId, now)) !== null) {
          log.warn({ deliveryId }, 'sent again under the same Message-ID')
          await enqueue(sendEmail, { deliveryId }, { id: `send-${deliveryId}-resend-${delivery.resends}` })
        }
      }
    }

    async function prune(now: Date): Promise<void> {
      const { items, deliveries } = settings.retention
      const pruned = {
        items: await store.items.prune(new Date(now.getTime() - items), most),
        deliveries: await store.deliveries.prune(new Date(now.getTime() - deliveries), most),
      }
      log.info(pruned, 'forgot what was kept long enough')
      // A feed that was taken out of the configuration cannot heal.
      for (const { name } of await store.alarms.list()) {
        if (name.startsWith('feed:') && !enabled.some(({ id }) => name === `feed:${id}`)) await store.alarms.heal(name)
      }
    }
  }
