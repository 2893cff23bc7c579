import type { Audit } from '../store/create-audit.ts'
import { decideDelivery } from '../store/decide-delivery.ts'
import type { Store } from '../store/store.ts'
import { findDelivery } from './find-delivery.ts'
import type { Screen } from './terminal.ts'

type Deps = {
  id: string
  reason: string
  store: Pick<Store, 'deliveries'>
  audit: Audit
  clock: () => Date
  screen: Screen
}

/** Decides that a message is not sent: one that waits, or one whose fate is unknown. It counts as suppressed, with the reason. */
export async function run({ id: asked, reason, store, audit, clock, screen }: Deps): Promise<number> {
  const id = await findDelivery(asked, store, screen)
  if (id === null) return 1
  const { deliveries } = store
  if (!(await decideDelivery({ deliveries, audit }, { id, decision: 'drop', reason, now: clock() }))) {
    const state = (await store.deliveries.load(id))?.state
    screen.complain(`Only what is pending or uncertain can be dropped; ${id} is ${state ?? 'gone'}.`)
    return 1
  }
  screen.print(`${id} will not be sent: ${reason}`)
  return 0
}
