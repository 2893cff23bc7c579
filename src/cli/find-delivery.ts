import { deliveryStates, endOfTime } from '../store/delivery-states.ts'
import type { Store } from '../store/store.ts'
import { findId } from './find-id.ts'
import type { Screen } from './terminal.ts'

/** Of each state; what ended is forgotten after retention.deliveries. */
export const mostDeliveries = 1000

/** The id of the delivery that was meant, by it or by its beginning; null, and says so, where there is none. */
export async function findDelivery(
  asked: string,
  store: Pick<Store, 'deliveries'>,
  screen: Screen,
): Promise<string | null> {
  if ((await store.deliveries.load(asked)) !== null) return asked
  const ids: string[] = []
  for (const state of deliveryStates) ids.push(...(await store.deliveries.due(state, endOfTime, mostDeliveries)))
  return findId('delivery', asked, ids, { list: 'deliveries list', screen })
}
