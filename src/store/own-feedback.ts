import type { Links } from '../links.ts'
import type { Store } from './store.ts'

/** Under what a subscriber's feedback may be kept: it is on events that they were told of, and bears no other name of theirs. */
export async function ownFeedbackNames(
  { windows }: { windows: Pick<Store['windows'], 'allTold'> },
  { feedbackNames }: Pick<Links, 'feedbackNames'>,
  subscriberId: string,
): Promise<string[]> {
  const told = await windows.allTold(subscriberId)
  return Object.keys(told).flatMap((eventId) => feedbackNames(subscriberId, eventId))
}
