import type { Config } from '../config/load.ts'
import { deliveryStates, type DeliveryState } from '../store/delivery.ts'
import type { Store } from '../store/store.ts'
import type { Screen } from './terminal.ts'
import { when } from './when.ts'

type Deps = { state?: DeliveryState | undefined; config: Config; store: Pick<Store, 'deliveries'>; screen: Screen }

/** Of each state; what ended is forgotten after retention.deliveries. */
const most = 1000

/** Pending ones may have their next try ahead of them. */
const endOfTime = new Date(8.64e15)

/** Every message that was frozen and is still kept, in this state or in any; ids only, no addresses. */
export async function run({ state, config, store, screen }: Deps): Promise<number> {
  const rows: string[][] = []
  for (const one of state === undefined ? deliveryStates : [state]) {
    for (const id of await store.deliveries.due(one, endOfTime, most)) {
      const delivery = await store.deliveries.load(id)
      if (delivery === null) continue
      const { digest, attempts, reason } = delivery
      rows.push([
        id,
        delivery.state,
        when(digest.frozen, config.settings.time_zone),
        String(digest.lines.length),
        String(attempts),
        reason ?? '',
      ])
    }
  }
  if (rows.length === 0) screen.print(state === undefined ? 'No deliveries.' : `No deliveries are ${state}.`)
  else screen.table(['Delivery', 'State', 'Frozen', 'Events', 'Attempts', 'Reason'], rows)
  return 0
}
