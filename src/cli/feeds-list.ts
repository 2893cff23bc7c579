import type { Config } from '../config/load.ts'
import type { Store } from '../store/store.ts'
import type { Screen } from './terminal.ts'
import { when } from './when.ts'

/** The feeds of the configuration and how each fares. */
export async function run({
  config,
  store,
  screen,
}: {
  config: Config
  store: Pick<Store, 'feeds'>
  screen: Screen
}): Promise<number> {
  const { feeds, settings } = config
  const records = await store.feeds.loadAll(feeds.map(({ id }) => id))
  const rows = feeds.map(({ id, kind, enabled }, index) => {
    const record = records[index]
    const time = (instant: string | null | undefined) => when(instant ?? null, settings.time_zone)
    return [
      id,
      kind,
      enabled ? 'yes' : 'no',
      time(record?.lastOk),
      enabled ? time(record?.nextPoll) : '-',
      String(record?.failures ?? 0),
      String(record?.items ?? 0),
      record?.lastError ?? (record?.movedTo == null ? '' : `has moved to ${record.movedTo}`),
    ]
  })
  const zone = settings.time_zone
  screen.table(
    ['Feed', 'Kind', 'Enabled', `Last answer, ${zone}`, `Next poll, ${zone}`, 'Failures', 'Items', 'Fault'],
    rows,
    'Feed',
  )
  return 0
}
