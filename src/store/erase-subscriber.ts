import type { Links } from '../links.ts'
import { ownFeedbackNames } from './own-feedback.ts'
import type { Store } from './store.ts'

type Erasing = {
  store: Pick<Store, 'subscribers' | 'feedback'> & { windows: Pick<Store['windows'], 'allTold'> }
  links: Pick<Links, 'feedbackNames'>
}

/** Forgets the person and what they said; false where there is none. Feedback goes first: what they were told leads to it, and is gone with the rest. */
export async function eraseSubscriber({ store, links }: Erasing, subscriberId: string): Promise<boolean> {
  await store.feedback.remove(await ownFeedbackNames(store, links, subscriberId))
  return await store.subscribers.erase(subscriberId)
}
