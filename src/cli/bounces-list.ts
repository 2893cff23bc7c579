import type { Config } from '../config/load.ts'
import type { Store } from '../store/store.ts'
import { jsonLine, type Screen } from './terminal.ts'
import { when } from './when.ts'

type Deps = {
  sinceMs: number
  json?: boolean | undefined
  config: Config
  store: Pick<Store, 'bounces'>
  clock: () => Date
  screen: Screen
}

const mostShown = 10_000

/** Each bounce and complaint, and what was done. */
export async function run({ sinceMs, json, config, store, clock, screen }: Deps): Promise<number> {
  const bounces = await store.bounces.list(new Date(clock().getTime() - sinceMs), mostShown)
  if (json === true) {
    for (const bounce of bounces) screen.print(jsonLine(bounce))
    return 0
  }
  const zone = config.settings.time_zone
  const rows = bounces.map(({ at, kind, status, outcome, source, deliveryId, reason }) => [
    when(at, zone),
    kind,
    status ?? '-',
    outcome,
    source ?? '-',
    deliveryId,
    reason,
  ])
  if (rows.length === 0) screen.print('Nothing came back.')
  else screen.table([`Came, ${zone}`, 'Kind', 'Status', 'Outcome', 'Told by', 'Delivery', 'Reason'], rows, 'Delivery')
  return 0
}
