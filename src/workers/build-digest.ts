import type { Logger } from 'pino'
import type { Feed } from '../config/feeds.ts'
import type { Config } from '../config/load.ts'
import { assembleDigest } from '../events/assemble-digest.ts'
import { boundsAfter, endedWindows } from '../events/ended-windows.ts'
import { sendEmail, type buildDigest } from '../jobs/jobs.ts'
import type { Enqueue } from '../jobs/queues.ts'
import type { Store } from '../store/store.ts'
import { loadUntold } from '../store/untold.ts'
import type { Handler } from './work.ts'

type Deps = {
  store: Pick<Store, 'subscribers' | 'windows' | 'events' | 'digests' | 'feeds'>
  config: () => Config
  enqueue: Enqueue
  messageId: (deliveryId: string) => string
  clock: () => Date
  log: Logger
}

/**
 * Closes the windows of a subscriber that have ended, one digest after the other: freezes what each holds, marks its events as
 * told and opens the next windows, all in one step. Whoever else does the same at the same time finds nothing left to do.
 */
export const buildDigestHandler =
  (deps: Deps): Handler<typeof buildDigest.payload> =>
  async ({ subscriberId }, signal) => {
    while (!signal.aborted) {
      if ((await closeNext(deps, subscriberId)) === 'nothing left') return
    }
  }

async function closeNext(
  { store, config, enqueue, messageId, clock, log }: Deps,
  subscriberId: string,
): Promise<'more may follow' | 'nothing left'> {
  const record = await store.subscribers.load(subscriberId)
  const windows = await store.windows.load(subscriberId)
  // Only active subscribers have windows.
  if (record === null || windows.cursors.size === 0) return 'nothing left'
  const { subscriptions } = record.subscriber
  const { feeds, settings, rules, authorities } = config()
  const now = clock()
  const untold = await loadUntold(store, subscriberId, windows)
  const closing = endedWindows({ subscriptions, windows, log: untold.log, gatherMs: settings.digests.gather, now })
  const { digest, telling } =
    closing === null
      ? { digest: null, telling: [] }
      : assembleDigest({
          ...untold,
          subscriberId,
          closing,
          regionOf: authorities.regionOf,
          rules: rules.facts,
          most: settings.digests.most_events,
          failedFeeds: await store.feeds.failing(feeds.filter(isEnabled), settings.polling.failing_after, now),
          now,
        })
  const ended = closing?.ended ?? []
  const outcome = await store.digests.close({
    subscriberId,
    version: record.version,
    windows: ended.map(({ subscription, from, to, nextDue }) => ({
      subscriptionId: subscription.id,
      from,
      to,
      nextDue,
    })),
    ...boundsAfter(subscriptions, windows, ended),
    digest,
    telling,
    messageId,
    keepMs: settings.retention.deliveries,
    now,
  })
  if (outcome.kind === 'changed') return 'more may follow'
  if (outcome.deliveryId !== null) {
    log.info({ subscriberId, deliveryId: outcome.deliveryId, events: digest?.events.length }, 'digest frozen')
    await enqueue(sendEmail, { deliveryId: outcome.deliveryId }, { id: `send-${outcome.deliveryId}` })
  }
  return closing === null ? 'nothing left' : 'more may follow'
}

const isEnabled = ({ enabled }: Feed) => enabled
