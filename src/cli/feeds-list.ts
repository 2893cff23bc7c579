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
  store: Pick<Store, 'feeds' | 'crawls' | 'files'>
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
  for (const { id, kind, enabled } of feeds)
    if (kind === 'ofsted-reports' && enabled) screen.print(`\n${id}: ${await progressOf(id, store)}`)
  return 0
}

/** How far the way through Ofsted's report site has come. */
async function progressOf(feedId: string, { crawls, files }: Pick<Store, 'crawls' | 'files'>): Promise<string> {
  const round = await crawls.round(feedId)
  if (round === null) return 'its listing was not read yet'
  const due = await crawls.due(feedId)
  const { listed, read, failed, 'not-a-report': unreadable } = await files.counts()
  const givenUp = failed + unreadable
  return [
    `${round.listed} providers`,
    `${read} of ${listed + read + givenUp} reports read`,
    ...(givenUp === 0 ? [] : [`${givenUp} could not be read`]),
    ...(due.length === 0 ? [] : [`${due.length} pages to be asked for in this round`]),
  ].join(', ')
}
