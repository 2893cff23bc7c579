import type { Audit } from '../store/create-audit.ts'
import type { Store } from '../store/store.ts'
import { findSubscriber } from './find-subscriber.ts'
import type { Screen } from './terminal.ts'

type Deps = { who: string; store: Pick<Store, 'subscribers'>; audit: Audit; screen: Screen }

/** Forgets somebody: address, what they asked for and were told. Also that they left, so that they can be added as if never known. */
export async function run({ who, store, audit, screen }: Deps): Promise<number> {
  const record = await findSubscriber(who, store, screen)
  if (record === null) return 1
  const { id, address } = record.subscriber
  const outcomeOf = (erased: boolean) => (erased ? 'done' : 'refused: there is none any more')
  await audit({ did: 'subscribers erase', on: [id], outcomeOf }, () => store.subscribers.erase(id))
  screen.print(`${address} is forgotten, and all that was known of them. What waits to be sent to them is not sent.`)
  return 0
}
