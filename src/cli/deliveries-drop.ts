import type { Store } from '../store/store.ts'
import { findDelivery } from './find-delivery.ts'
import type { Screen } from './terminal.ts'

type Deps = { id: string; reason: string; store: Pick<Store, 'deliveries'>; clock: () => Date; screen: Screen }

/** Decides that a message is not sent: one that waits, or one whose fate is unknown. It counts as suppressed, with the reason. */
export async function run({ id: asked, reason, store, clock, screen }: Deps): Promise<number> {
  const id = await findDelivery(asked, store, screen)
  if (id === null) return 1
  if ((await store.deliveries.drop(id, `dropped by the operator: ${reason}`, clock())) === null) {
    const state = (await store.deliveries.load(id))?.state
    screen.complain(`Only what is pending or uncertain can be dropped; ${id} is ${state ?? 'gone'}.`)
    return 1
  }
  screen.print(`${id} will not be sent: ${reason}`)
  return 0
}
