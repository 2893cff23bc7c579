import { isOutOfMemory } from '../store/script.ts'
import { mostPerRound, type SweepRound } from './sweep-round.ts'

const dayMs = 86_400_000

/** Once a day, and whenever Redis is full, forgets what has been kept long enough. */
export async function prune({ store, feeds, settings: { retention }, now, log }: SweepRound): Promise<void> {
  const isDue = await store.duties.take('prune', dayMs, now).catch((error: unknown) => {
    // A full Redis refuses the note that it is being done, and takes away what is done.
    if (isOutOfMemory(error)) return true
    throw error
  })
  if (!isDue) return
  const items = await untilDone(() => store.items.prune(new Date(now.getTime() - retention.items), mostPerRound))
  const deliveries = await untilDone(() =>
    store.deliveries.prune(new Date(now.getTime() - retention.deliveries), mostPerRound),
  )
  log.info({ items, deliveries }, 'forgot what was kept long enough')
  // A feed that was taken out of the configuration cannot heal.
  for (const { name } of await store.alarms.list()) {
    const [kind, id] = name.split(/:(.*)/s)
    if (id !== undefined && (kind === 'feed' || kind === 'silent') && !feeds.some((feed) => feed.id === id))
      await store.alarms.heal(name)
  }
}

async function untilDone(some: () => Promise<number>): Promise<number> {
  for (let all = 0; ;) {
    const pruned = await some()
    all += pruned
    if (pruned < mostPerRound) return all
  }
}
