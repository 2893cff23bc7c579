import type { Config } from '../config/load.ts'
import type { Store } from '../store/store.ts'
import type { Screen } from './terminal.ts'
import { when } from './when.ts'

/** The feeds of the configuration and how each fares. */
export async function run({
  config,
  store,
  now,
  screen,
}: {
  config: Config
  store: Pick<Store, 'feeds' | 'crawls' | 'files'>
  now: Date
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
  for (const [index, { id, kind, enabled }] of feeds.entries()) {
    if (kind !== 'ofsted-reports' || !enabled) continue
    screen.print(`\n${id}: ${await progressOf(id, store)}`)
    const quiet = quietOf(records[index]?.lastNew ?? null, now, zone)
    if (quiet !== null) screen.print(quiet)
  }
  return 0
}

/** Ofsted publishes about one inspection a week for all England: nothing in three weeks is worth a word. */
const quietMs = 21 * 86_400_000

/**
 * What is to be said of a report site on which nothing is new: that it is so, and that this alone is no fault. Ofsted publishes no reports or letters on
 * authorities in the weeks before elections, and few in August and around Christmas. Null where something was new lately.
 */
function quietOf(lastNew: string | null, now: Date, zone: string): string | null {
  if (lastNew === null || now.getTime() - Date.parse(lastNew) < quietMs) return null
  return `Nothing new there since ${when(lastNew, zone)}. Its pages are read all the same: before elections, in August and around Christmas Ofsted publishes few reports or none.`
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
