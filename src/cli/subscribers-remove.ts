import type { Audit } from '../store/create-audit.ts'
import type { Store } from '../store/store.ts'
import { findSubscriber } from './find-subscriber.ts'
import type { Screen } from './terminal.ts'

type Deps = { who: string; store: Pick<Store, 'subscribers'>; audit: Audit; clock: () => Date; screen: Screen }

/** Unsubscribes somebody at once. The record stays, as a note that they are not to be mailed. */
export async function run({ who, store, audit, clock, screen }: Deps): Promise<number> {
  const record = await findSubscriber(who, store, screen)
  if (record === null) return 1
  const { id, address } = record.subscriber
  await audit({ did: 'subscribers remove', on: [id], outcomeOf: () => 'done' }, () =>
    store.subscribers.update(id, clock(), (subscriber) =>
      subscriber.state === 'unsubscribed' ? subscriber : { ...subscriber, state: 'unsubscribed' },
    ),
  )
  screen.print(
    record.subscriber.state === 'unsubscribed'
      ? `${address} was unsubscribed already.`
      : `${address} is unsubscribed: nothing more is sent.`,
  )
  return 0
}
