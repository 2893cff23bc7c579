import type { Config } from '../config/load.ts'
import type { Event } from '../events/event.ts'
import { headline } from '../events/headline.ts'
import type { Store } from '../store/store.ts'
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
const most = 10_000

/** The events that were opened since, the newest first; as JSON Lines with `json`. */
export async function run({ wanted, config, store, clock, screen }: Deps): Promise<number> {
  const { sinceMs, authority, rule, json } = wanted
  const from = sinceMs === undefined ? -Infinity : clock().getTime() - sinceMs
  const events = (await store.events.latest(most)).filter(
    (event) =>
      Date.parse(event.opened) >= from &&
      (authority === undefined || event.authority.toLowerCase() === authority.toLowerCase()) &&
      (rule === undefined || event.rule === rule),
  )
  if (json === true) for (const event of events) screen.print(JSON.stringify(event))
  else if (events.length === 0) screen.print('No events.')
  else
    screen.table(
      ['Event', 'Date', 'Rule', 'What happened', 'Sources'],
      events.map((event) => rowOf(event, config)),
    )
  return 0
}

const rowOf = (event: Event, { rules, settings }: Config): string[] => {
  const facts = rules.facts.get(event.rule)
  const said = facts === undefined ? event.authority : headline(facts, event.authority, event.fields)
  return [event.id, when(event.date, settings.time_zone), event.rule, said, String(event.sources.length)]
}
