import type { Subscription } from '../events/subscription.ts'

/** What a subscription asks for, for people: "every rule for Sandwell, daily at 08:00 Europe/London". */
export function describeSubscription({ authorities, regions, rules, cadence, timeZone }: Subscription): string {
  const places = [...(authorities ?? []), ...(regions ?? [])]
  const about = `${rules === null ? 'every rule' : rules.join(', ')} for ${places.length === 0 ? 'every authority' : places.join(', ')}`
  if (cadence.kind === 'immediate') return `${about}, immediately`
  const day = cadence.kind === 'weekly' ? `weekly on ${cadence.on}` : 'daily'
  return `${about}, ${day} at ${cadence.at} ${timeZone}`
}
