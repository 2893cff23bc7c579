import type { Audit } from '../store/create-audit.ts'
import { decideDelivery } from '../store/decide-delivery.ts'
import type { Store } from '../store/store.ts'
import { findDelivery } from './find-delivery.ts'
import type { Screen } from './terminal.ts'

type Deps = { id: string; store: Pick<Store, 'deliveries'>; audit: Audit; clock: () => Date; screen: Screen }

/** Has a message sent once more that failed, or whose fate is unknown; the running worker takes it up with its next sweep. */
export async function run({ id: asked, store, audit, clock, screen }: Deps): Promise<number> {
  const id = await findDelivery(asked, store, screen)
  if (id === null) return 1
  const { deliveries } = store
  if (!(await decideDelivery({ deliveries, audit }, { id, decision: 'retry', reason: null, now: clock() }))) {
    const state = (await store.deliveries.load(id))?.state
    screen.complain(`Only what failed or is uncertain can be sent again; ${id} is ${state ?? 'gone'}.`)
    return 1
  }
  screen.print(`${id} will be sent again, under the same Message-ID.`)
  return 0
}
