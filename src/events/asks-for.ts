import type { Event } from './event.ts'
import type { Subscription } from './subscription.ts'

/** Whether a subscription asks for this event: its rule, and its authority by name or by region; nothing named means all. */
export function asksFor(
  { authorities, regions, rules }: Subscription,
  { authority, rule }: Pick<Event, 'authority' | 'rule'>,
  regionOf: (authority: string) => string | null,
): boolean {
  if (rules !== null && !rules.includes(rule)) return false
  if (authorities === null && regions === null) return true
  if (authorities?.includes(authority)) return true
  const region = regionOf(authority)
  return region !== null && regions !== null && regions.includes(region)
}
