import type { Logger } from 'pino'
import type { Feed } from '../config/feeds.ts'
import type { Config } from '../config/load.ts'
import { mostThatFit } from '../emails/digest.ts'
import { assembleDigest } from '../events/assemble-digest.ts'
import { boundsAfter, endedWindows, misplacedWindows } from '../events/ended-windows.ts'
import { sendEmail, type buildDigest } from '../jobs/jobs.ts'
import type { Enqueue } from '../jobs/queues.ts'
import type { Links } from '../links.ts'
import type { Store } from '../store/store.ts'
import { loadUntold } from '../store/untold.ts'
import type { Handler } from './work.ts'

type Deps = {
  store: Pick<Store, 'subscribers' | 'windows' | 'events' | 'digests' | 'feeds'>
  config: () => Config
  enqueue: Enqueue
  messageId: (deliveryId: string) => string
  links: Pick<Links, 'ofDigest'>
  serviceName: string
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
  { store, config, enqueue, messageId, links, serviceName, clock, log }: Deps,
  subscriberId: string,
): Promise<'more may follow' | 'nothing left'> {
  const record = await store.subscribers.load(subscriberId)
  const windows = await store.windows.load(subscriberId)
  // Only active subscribers have windows.
  if (record === null || windows.cursors.size === 0) {
    await store.windows.forget(subscriberId)
    return 'nothing left'
  }
  const { subscriptions } = record.subscriber
  const { feeds, settings, rules, authorities } = config()
  const now = clock()
  const untold = await loadUntold(store, subscriberId, windows)
  const closing = endedWindows({ subscriptions, windows, log: untold.log, gatherMs: settings.digests.gather, now })
  const failedFeeds =
    closing === null ? [] : await store.feeds.failing(feeds.filter(isEnabled), settings.polling.failing_after, now)
  const assemble = (most: number) =>
    closing === null
      ? { digest: null, telling: [] }
      : assembleDigest({
          ...untold,
          subscriberId,
          closing,
          regionOf: authorities.regionOf,
          rules: rules.facts,
          most,
          failedFeeds,
          now,
        })
  let assembled = assemble(settings.digests.most_events)
  if (assembled.digest !== null) {
    const mail = { digest: assembled.digest, rules: rules.facts, serviceName }
    const room = mostThatFit({
      ...mail,
      links: links.ofDigest(assembled.digest),
    })
    if (room < assembled.digest.events.length) assembled = assemble(room)
  }
  const { digest, telling } = assembled
  // What had no room is what the same windows still hold: they stay open, and it makes the next digest.
  const ended = [
    ...(digest !== null && digest.more > 0 ? [] : (closing?.ended ?? [])),
    ...misplacedWindows(subscriptions, windows, now),
  ]
  const outcome = await store.digests.close({
    subscriberId,
    version: record.version,
    closings: windows.closings,
    windows: ended.map(({ subscription, to, nextDue }) => ({ subscriptionId: subscription.id, to, nextDue })),
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
