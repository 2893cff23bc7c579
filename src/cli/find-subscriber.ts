import type { Store } from '../store/store.ts'
import type { SubscriberRecord } from '../store/subscribers.ts'
import { findId } from './find-id.ts'
import type { Screen } from './terminal.ts'

/** The subscriber with this address, id or beginning of an id; null, and says so, where there is none. */
export async function findSubscriber(
  who: string,
  store: Pick<Store, 'subscribers'>,
  screen: Screen,
): Promise<SubscriberRecord | null> {
  const list = 'subscribers list'
  if (!who.includes('@')) {
    const id = findId('subscriber', who, await store.subscribers.list(), { list, screen })
    return id === null ? null : await store.subscribers.load(id)
  }
  const record = await store.subscribers.findByAddress(who)
  if (record === null) screen.complain(`There is no subscriber ${who}. "ofsted-alerts ${list}" shows those there are.`)
  return record
}
