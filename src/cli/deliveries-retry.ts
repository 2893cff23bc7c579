import type { Store } from '../store/store.ts'
import type { Screen } from './terminal.ts'

type Deps = { id: string; store: Pick<Store, 'deliveries'>; clock: () => Date; screen: Screen }

/** Has a message sent once more that failed, or whose fate is unknown; the running worker takes it up with its next sweep. */
export async function run({ id, store, clock, screen }: Deps): Promise<number> {
  if ((await store.deliveries.retry(id, clock())) === null) {
    const state = (await store.deliveries.load(id))?.state
    screen.complain(
      state === undefined
        ? `There is no delivery ${id}. "ofsted-alerts deliveries list" shows those there are.`
        : `Only what failed or is uncertain can be sent again; ${id} is ${state}.`,
    )
    return 1
  }
  screen.print(`${id} will be sent again, under the same Message-ID.`)
  return 0
}
