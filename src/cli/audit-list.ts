import type { Config } from '../config/load.ts'
import type { Store } from '../store/store.ts'
import { jsonLine, type Screen } from './terminal.ts'
import { when } from './when.ts'

type Deps = {
  sinceMs: number
  format: 'table' | 'json'
  config: Config
  store: Pick<Store, 'audit'>
  clock: () => Date
  screen: Screen
}

const mostShown = 10_000

/** What operators did, the latest first. */
export async function run({ sinceMs, format, config, store, clock, screen }: Deps): Promise<number> {
  const entries = await store.audit.list(new Date(clock().getTime() - sinceMs), mostShown)
  if (format === 'json') {
    for (const entry of entries) screen.print(jsonLine(entry))
    return 0
  }
  const zone = config.settings.time_zone
  const rows = entries.map(({ at, who, by, did, on, reason, outcome }) => [
    when(at, zone),
    `${who}, ${by}`,
    did,
    outcome,
    on.join(' '),
    reason ?? '',
  ])
  if (rows.length === 0) screen.print('Nothing was changed by an operator.')
  else screen.table([`When, ${zone}`, 'Who', 'Did', 'Outcome', 'On', 'Reason'], rows, 'On')
  return 0
}
