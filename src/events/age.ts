import type { Item } from './item.ts'

/**
 * Whether an item is from before the time we report on. `reachMs` null: nothing is too old. Items without any date count as
 * old only on a feed's first poll, when nothing says that they are new. A date in the future is taken as now.
 */
export function isOld(
  item: Pick<Item, 'published' | 'updated'>,
  { now, reachMs, firstPoll }: { now: Date; reachMs: number | null; firstPoll: boolean },
): boolean {
  if (reachMs === null) return false
  const dates = [item.published, item.updated].flatMap((date) => (date === null ? [] : [Date.parse(date)]))
  if (dates.length === 0) return firstPoll
  return now.getTime() - Math.max(...dates) > reachMs
}
