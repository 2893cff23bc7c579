import type { Store } from '../store/store.ts'
import type { SubscriberRecord } from '../store/subscribers.ts'
import type { Screen } from './terminal.ts'

/** The subscriber with this address or id; null, and says so, where there is none. */
export async function findSubscriber(
  who: string,
  store: Pick<Store, 'subscribers'>,
  screen: Screen,
): Promise<SubscriberRecord | null> {
  const record = who.includes('@') ? await store.subscribers.findByAddress(who) : await store.subscribers.load(who)
  if (record === null)
    screen.complain(`There is no subscriber ${who}. "ofsted-alerts subscribers list" shows those there are.`)
  return record
}
