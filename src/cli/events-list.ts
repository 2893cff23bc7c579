import type { Config } from '../config/load.ts'
import type { Event } from '../events/event.ts'
import { headline } from '../events/headline.ts'
import type { Store } from '../store/store.ts'
import { chooseNames } from '../rules/choose-names.ts'
import type { Screen } from './terminal.ts'
import { when } from './when.ts'

type Deps = {
  wanted: {
    sinceMs?: number | undefined
    authority?: string | undefined
    rule?: string | undefined
    json?: boolean | undefined
  }
  config: Config
  store: Pick<Store, 'events'>
  clock: () => Date
  screen: Screen
}

/** More are not shown: the terminal is no place for them. */
export const mostEvents = 10_000

/** The events that were opened since, those that happened last first; as JSON Lines with `json`. Resolves to 1 where an authority or rule is not known. */
export async function run({ wanted, config, store, clock, screen }: Deps): Promise<number> {
  const { sinceMs, json } = wanted
  const { authorities, rules } = config
  const authority = chooseNames(
    'authority',
    wanted.authority === undefined ? [] : [wanted.authority],
    authorities.names,
  )
  const rule = chooseNames('rule', wanted.rule === undefined ? [] : [wanted.rule], [...rules.facts.keys()])
  const faults = [...authority.faults, ...rule.faults]
  for (const fault of faults) screen.complain(fault)
  if (faults.length > 0) return 1

  const from = sinceMs === undefined ? -Infinity : clock().getTime() - sinceMs
  const events = (await store.events.latest(mostEvents))
    .filter(
      (event) =>
        Date.parse(event.opened) >= from &&
        (authority.chosen?.includes(event.authority) ?? true) &&
        (rule.chosen?.includes(event.rule) ?? true),
    )
    .toSorted((a, b) => Date.parse(b.date) - Date.parse(a.date))
  if (json === true) for (const event of events) screen.print(JSON.stringify(event))
  else if (events.length === 0) screen.print('No events.')
  else
    screen.table(
      ['Event', `Date, ${config.settings.time_zone}`, 'Rule', 'What happened', 'Sources'],
      events.map((event) => rowOf(event, config)),
      'Event',
    )
  return 0
}

const rowOf = (event: Event, { rules, settings }: Config): string[] => {
  const facts = rules.facts.get(event.rule)
  const said = facts === undefined ? event.authority : headline(facts, event.authority, event.fields)
  return [event.id, when(event.date, settings.time_zone), event.rule, said, String(event.sources.length)]
}
