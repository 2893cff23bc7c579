import type { Logger } from 'pino'
import type { Config } from '../config/load.ts'
import { gathered } from '../events/log-entry.ts'
import { resumeIfDue } from '../events/pause.ts'
import { answerRequest, buildDigest, classifyItem, pollFeed, readItem, readReport, type sweep } from '../jobs/jobs.ts'
import type { Enqueue, QueueCounts } from '../jobs/queues.ts'
import { recordAt } from '../store/feeds.ts'
import type { Store } from '../store/store.ts'
import { isDue } from './poll-feed.ts'
import { prune } from './prune.ts'
import { settleDeliveries } from './settle-deliveries.ts'
import { mostPerRound, type SweepRound } from './sweep-round.ts'
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

/** What was lost behind a longer queue than this is late by as much as the queue is long. */
const mostWaiting = 1000

/** A last sweep that lies further ahead than this was done by a clock that was wrong. */
const clockToleranceMs = 60_000

/**
 * Asks the records what is due, overdue or missing, and queues it:
 * 1. feeds whose time has come; 2. files of Ofsted's that are still to be read; 3. items whose work was lost; 4. subscribers whose pause has ended;
 * 5. immediate subscribers for whom news has gathered; 6. subscribers whose window has ended; 7. what was asked for on the pages; 8. messages not yet sent, or whose sender died;
 * 9. once a day, what has been kept long enough.
 * It decides nothing itself: every job it queues finds its work done, or does it. A step that fails keeps none of the others from being done.
 */
export const sweepHandler =
  ({ store, config, enqueue, counts, clock, log }: Deps): Handler<typeof sweep.payload> =>
  async () => {
    const now = clock()
    const { feeds, settings } = config()
    const waiting = await counts()
    const swept: SweepRound = {
      store,
      enqueue,
      log,
      feeds: feeds.filter(({ enabled }) => enabled),
      settings,
      now,
      // Requests of one sweep fold with those of the next for a while, unless a failed job holds the id: then the next period's get through.
      period: Math.floor(now.getTime() / overdueMs),
      isIdle: ({ name }) => (waiting.get(name)?.waiting ?? 0) === 0,
      isBusy: ({ name }) => (waiting.get(name)?.waiting ?? 0) > mostWaiting,
    }
    const failures: unknown[] = []
    for (const step of [
      askFeeds,
      askFiles,
      askItems,
      resumePaused,
      callImmediate,
      askSubscribers,
      askRequests,
      settleDeliveries,
      prune,
    ]) {
      await step(swept).catch((error: unknown) => failures.push(error))
    }
    await store.duties.done('sweep', now).catch((error: unknown) => failures.push(error))
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} steps of the sweep failed`)
  }

async function askFeeds({ store, enqueue, feeds, now, period }: SweepRound): Promise<void> {
  const records = await store.feeds.loadAll(feeds.map(({ id }) => id))
  for (const [index, { id, url }] of feeds.entries()) {
    const record = records[index]
    if (record !== undefined && isDue(recordAt(url, record), now))
      await enqueue(pollFeed, { feedId: id }, { id: `poll-${id}-${period}` })
  }
}

async function askFiles({ store, enqueue, now, period, isIdle }: SweepRound): Promise<void> {
  // Those that were listed together are read one after the other, for an hour perhaps: what waits in the queue was not lost.
  if (!isIdle(readReport)) return
  for (const fileNumber of await store.files.overdue(now, mostPerRound))
    await enqueue(readReport, { fileNumber }, { id: `report-${fileNumber}-${period}` })
}

async function askItems({ store, enqueue, log, now, period, isBusy }: SweepRound): Promise<void> {
  if (isBusy(readItem) || isBusy(classifyItem)) return
  for (const itemId of await store.items.overdue(new Date(now.getTime() - overdueMs), now, mostPerRound)) {
    try {
      const record = await store.items.load(itemId)
      if (record?.state === 'recorded') await enqueue(readItem, { itemId }, { id: `read-${itemId}-${period}` })
      if (record?.state === 'read') await enqueue(classifyItem, { itemId }, { id: `classify-${itemId}-${period}` })
    } catch (error) {
      log.error({ itemId, err: error }, 'an item could not be asked for again')
    }
  }
}

async function resumePaused({ store, now }: SweepRound): Promise<void> {
  for (const subscriberId of await store.subscribers.pauseEnded(now, mostPerRound))
    await store.subscribers.update(subscriberId, now, (subscriber) => resumeIfDue(subscriber, now))
}

async function callImmediate({ store, settings, now }: SweepRound): Promise<void> {
  const log = await store.events.logAfter(await store.windows.immediateCursor())
  const fresh = gathered(log, settings.digests.gather, now).at(-1)
  if (fresh !== undefined) await store.windows.callImmediate(fresh.seq)
}

async function askSubscribers({ store, enqueue, now, period, isBusy }: SweepRound): Promise<void> {
  const last = await store.duties.last('sweep')
  // Windows opened while the clock was ahead end when it was; whoever builds the digest sets them right.
  const isSetBack = last !== null && last.getTime() > now.getTime() + clockToleranceMs
  const misplaced = isSetBack ? await store.windows.endingAfter(now) : []
  const ended = isBusy(buildDigest) ? [] : await store.windows.ended(now, mostPerRound)
  for (const subscriberId of new Set([...ended, ...misplaced]))
    await enqueue(buildDigest, { subscriberId }, { id: `build-${subscriberId}-${period}` })
}

async function askRequests({ store, enqueue, now, period, isBusy }: SweepRound): Promise<void> {
  for (const requestId of isBusy(answerRequest) ? [] : await store.requests.due(now, mostPerRound))
    await enqueue(answerRequest, { requestId }, { id: `answer-${requestId}-${period}` })
}
