import type { Config } from '../config/load.ts'
import { deliveryStates, endOfTime, type DeliveryState } from '../store/delivery-states.ts'
import type { Store } from '../store/store.ts'
import { mostDeliveries } from './find-delivery.ts'
import type { Screen } from './terminal.ts'
import { when } from './when.ts'

type Deps = { state?: DeliveryState | undefined; config: Config; store: Pick<Store, 'deliveries'>; screen: Screen }

/** Every message that was frozen and is still kept, in this state or in any; ids only, no addresses. */
export async function run({ state, config, store, screen }: Deps): Promise<number> {
  const rows: string[][] = []
  for (const one of state === undefined ? deliveryStates : [state]) {
    for (const id of await store.deliveries.due(one, endOfTime, mostDeliveries)) {
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
  else
    screen.table(
      ['Delivery', 'State', `Frozen, ${config.settings.time_zone}`, 'Events', 'Attempts', 'Reason'],
      rows,
      'Delivery',
    )
  return 0
}
