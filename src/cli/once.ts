import type { Config } from '../config/load.ts'
import { pollFeed } from '../jobs/jobs.ts'
import { aborted } from './aborted.ts'
import type { Records } from './context.ts'
import type { Screen } from './terminal.ts'

type Worker = Pick<Records, 'store' | 'queues'> & AsyncDisposable & { drain: () => Promise<void> }

type Deps = {
  config: Config
  startWorker: (config: () => Config) => Promise<Worker>
  clock: () => Date
  stopping: AbortSignal
  screen: Screen
}

const lookMs = 250

/**
 * Polls every feed whether it is due or not, reads and classifies what is new, sends what is due, and ends: for cron.
 * Resolves to 1 when no feed answered, or when mail could not be sent; one feed that fails is only named.
 */
export async function run({ config, startWorker, clock, stopping, screen }: Deps): Promise<number> {
  const drainSeconds = Math.round(config.settings.worker.drain / 1000)
  void aborted(stopping).then(() => {
    screen.progress(null)
    screen.complain(
      `Stopping before everything is done: jobs that run get ${drainSeconds} s to end. The next run goes on from here.`,
    )
  })
  // The next run may be a day away: news does not wait for more sources.
  const settings = { ...config.settings, digests: { ...config.settings.digests, gather: 0 } }
  await using worker = await startWorker(() => ({ ...config, settings }))
  const { store, queues } = worker
  const enabled = config.feeds.filter((feed) => feed.enabled)
  const ids = enabled.map(({ id }) => id)
  const before = {
    items: await store.items.counts(),
    seq: await store.events.lastSeq(),
    ledger: await store.deliveries.ledger(),
  }

  const started = clock()
  for (const feedId of ids)
    await queues.enqueue(pollFeed, { feedId, force: true }, { id: `once-${feedId}-${started.getTime()}` })
  if (!(await drainWithProgress(worker, stopping, screen))) return 1

  const items = await store.items.counts()
  const news = (await store.events.lastSeq()) - before.seq
  const ledger = await store.deliveries.ledger()
  const sent = ledger.sent - before.ledger.sent
  const failed = ledger.failed - before.ledger.failed
  const records = await store.feeds.loadAll(ids)
  const failing = enabled.flatMap((feed, index) =>
    records[index]?.lastError == null ? [] : [{ feed, reason: records[index].lastError }],
  )
  for (const { feed, reason } of failing) screen.complain(`${feed.id}: ${reason}`)

  screen.print(
    `Feeds: ${ids.length - failing.length} of ${ids.length} answered. Items: ${items.all - before.items.all} new, ${items.pending} still to be dealt with. Events: ${news} new or changed.`,
  )
  screen.print(
    `Mail: ${sent} sent, ${failed} failed, ${ledger.pending + ledger.sending} waiting, ${ledger.uncertain} of unknown fate.`,
  )
  const alarm = (await store.alarms.list()).find(({ name }) => name === 'mail')
  if (alarm !== undefined) screen.complain(`No mail can be sent since ${alarm.since}: ${alarm.message}`)
  const isDeaf = ids.length > 0 && failing.length === ids.length
  return isDeaf || failed > 0 || alarm !== undefined ? 1 : 0
}

/** False if it was stopped first. */
async function drainWithProgress({ queues, drain }: Worker, stopping: AbortSignal, screen: Screen): Promise<boolean> {
  const look = setInterval(() => {
    queues.counts().then(
      (counts) =>
        screen.progress([...counts].map(([name, { waiting, active }]) => `${name} ${waiting + active}`).join('  ')),
      () => undefined,
    )
  }, lookMs)
  try {
    return await Promise.race([drain().then(() => true), aborted(stopping).then(() => false)])
  } finally {
    clearInterval(look)
    screen.progress(null)
  }
}
