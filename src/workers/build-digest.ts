import type { Logger } from 'pino'
import type { Config } from '../config/load.ts'
import { chooseEvents } from '../events/choose-events.ts'
import type { Digest, FailedFeed } from '../events/digest.ts'
import { boundsAfter, endedWindows } from '../events/ended-windows.ts'
import { sendEmail, type buildDigest } from '../jobs/jobs.ts'
import type { Enqueue } from '../jobs/queues.ts'
import type { Store } from '../store/store.ts'
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
  const { settings, rules, authorities } = config()
  const entries = await store.events.logAfter(Math.min(...windows.cursors.values()))
  const now = clock()
  const closing = endedWindows({ subscriptions, windows, log: entries, gatherMs: settings.digests.gather, now })
  const ended = closing?.ended ?? []
  const eventIds = [...new Set(entries.map(({ eventId }) => eventId))]
  const { chosen, more, telling } = chooseEvents({
    log: entries,
    events: new Map((await store.events.loadMany(eventIds)).map((event) => [event.id, event])),
    told: await store.windows.told(subscriberId, eventIds),
    ended,
    regionOf: authorities.regionOf,
    rules: rules.facts,
    most: settings.digests.most_events,
  })
  const digest: Digest | null =
    closing === null || chosen.length === 0
      ? null
      : {
          subscriberId,
          window: closing.window,
          cadence: closing.cadence,
          timeZone: ended[0]?.subscription.timeZone ?? settings.time_zone,
          frozen: now.toISOString(),
          events: chosen,
          more,
          failedFeeds: await failedFeeds(store.feeds, config(), now),
        }
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
    log.info({ subscriberId, deliveryId: outcome.deliveryId, events: chosen.length, more }, 'digest frozen')
    await enqueue(sendEmail, { deliveryId: outcome.deliveryId }, { id: `send-${outcome.deliveryId}` })
  }
  return closing === null ? 'nothing left' : 'more may follow'
}

/** Feeds whose news may be missing from a digest, because they have failed for long. */
async function failedFeeds(store: Store['feeds'], { feeds, settings }: Config, now: Date): Promise<FailedFeed[]> {
  const enabled = feeds.filter((feed) => feed.enabled)
  const records = await store.loadAll(enabled.map(({ id }) => id))
  return enabled.flatMap(({ name }, index) => {
    const record = records[index]
    if (
      record?.failingSince == null ||
      now.getTime() - Date.parse(record.failingSince) < settings.polling.failing_after
    )
      return []
    return [{ name, lastOk: record.lastOk }]
  })
}
