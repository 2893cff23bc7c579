import type { Cadence, Subscription } from '../events/subscription.ts'
import type { RuleFacts } from '../rules/rule.ts'

/** The zone of those who read about England: its times need no name. */
const homeZone = 'Europe/London'

/** What a subscription asks for, as its reader would say it: "everything we watch in Sandwell and Wirral, on Mondays at 08:00". */
export function wantsOf(
  { authorities, regions, rules: ids, cadence, timeZone }: Subscription,
  rules: ReadonlyMap<string, Pick<RuleFacts, 'title'>>,
): string {
  const what = ids === null ? 'everything we watch' : listed(ids.map((id) => `“${rules.get(id)?.title ?? id}”`))
  const places = [...(authorities ?? []), ...(regions ?? []).map((region) => `the region ${region}`)]
  return `${what}${places.length === 0 ? '' : ` in ${listed(places)}`}, ${whenOf(cadence, timeZone)}`
}

function whenOf(cadence: Cadence, timeZone: string): string {
  if (cadence.kind === 'immediate') return 'as soon as something happens'
  const days = cadence.kind === 'daily' ? 'each day' : `on ${capital(cadence.on)}s`
  return `${days} at ${cadence.at}${timeZone === homeZone ? '' : ` (${timeZone} time)`}`
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

const listed = (names: string[]) => new Intl.ListFormat('en-GB').format(names)
