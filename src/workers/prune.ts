import type { Pruned } from '../store/prune-items.ts'
import { isOutOfMemory } from '../store/script.ts'
import { mostPerRound, type SweepRound } from './sweep-round.ts'

const dayMs = 86_400_000

/** Whoever was asked to confirm and did not is forgotten when the link that they were sent runs out. */
const pendingMs = 7 * dayMs

/** Alarms that are named after a feed. */
const ofFeeds = new Set(['feed', 'silent', 'renewed', 'crawl', 'reports'])

/** Once a day, and whenever Redis is full, forgets what has been kept long enough. */
export async function prune(round: SweepRound): Promise<void> {
  const { store, feeds, settings, now, log } = round
  const isDue = await store.duties.take('prune', dayMs, now).catch((error: unknown) => {
    // A full Redis refuses the note that it is being done, and takes away what is done.
    if (isOutOfMemory(error)) return true
    throw error
  })
  if (!isDue) return
  const items = await pruneItems(round)
  const deliveries = await untilDone(async () => {
    const forgotten = await store.deliveries.prune(
      new Date(now.getTime() - settings.retention.deliveries),
      mostPerRound,
    )
    return { forgotten, isDone: forgotten < mostPerRound }
  })
  const pending = await untilDone(async () => {
    const forgotten = await store.subscribers.forgetPending(new Date(now.getTime() - pendingMs), mostPerRound)
    return { forgotten, isDone: forgotten < mostPerRound }
  })
  await store.bounces.prune(new Date(now.getTime() - settings.retention.deliveries))
  await store.audit.prune(new Date(now.getTime() - settings.retention.audit))
  log.info({ items, deliveries, pending }, 'forgot what was kept long enough')
  await healRefusals(round)
  // A feed that was taken out of the configuration cannot heal.
  for (const { name } of await store.alarms.list()) {
    const [kind, id] = name.split(/:(.*)/s)
    if (id !== undefined && ofFeeds.has(kind ?? '') && !feeds.some((feed) => feed.id === id))
      await store.alarms.heal(name)
  }
}

/** Refusals as a matter of policy are over when there was none for this long. */
const refusedMs = 3 * dayMs

async function healRefusals({ store, now, log }: SweepRound): Promise<void> {
  const latest = await store.bounces.list(new Date(now.getTime() - refusedMs), mostPerRound)
  if (latest.some(({ kind }) => kind === 'policy')) return
  if (await store.alarms.heal('refused')) log.info('no mail was refused as a matter of policy for three days')
}

async function pruneItems({ store, feeds, settings: { retention }, now }: SweepRound): Promise<number> {
  const records = await store.feeds.loadAll(feeds.map(({ id }) => id))
  const lastShown = new Map(
    feeds.flatMap(({ id }, index) => {
      const shown = records[index]?.lastShown ?? null
      return shown === null ? [] : [[id, new Date(shown)]]
    }),
  )
  const before = new Date(now.getTime() - retention.items)
  return await untilDone(() => store.items.prune(before, mostPerRound, lastShown, now))
}

async function untilDone(some: () => Promise<Pruned>): Promise<number> {
  for (let all = 0; ;) {
    const { forgotten, isDone } = await some()
    all += forgotten
    if (isDone) return all
  }
}
