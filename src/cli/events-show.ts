import type { Config } from '../config/load.ts'
import type { Event } from '../events/event.ts'
import { headline } from '../events/headline.ts'
import type { Store } from '../store/store.ts'
import { mostEvents } from './events-list.ts'
import { findId } from './find-id.ts'
import { plain, type Screen } from './terminal.ts'
import { when } from './when.ts'

type Deps = { id: string; json?: boolean | undefined; config: Config; store: Pick<Store, 'events'>; screen: Screen }

/** All that is known of one event: fields, sources, and the sentences that count. */
export async function run({ id: asked, json, config, store, screen }: Deps): Promise<number> {
  const event = await eventWith(asked, store, screen)
  if (event === null) return 1
  if (json === true) screen.print(JSON.stringify(event, null, 2))
  else show(event, config, screen)
  return 0
}

async function eventWith(asked: string, store: Deps['store'], screen: Screen): Promise<Event | null> {
  const [event] = await store.events.loadMany([asked])
  if (event !== undefined) return event
  const events = await store.events.latest(mostEvents)
  const id = findId(
    'event',
    asked,
    events.map((one) => one.id),
    { list: 'events list', screen },
  )
  return events.find((one) => one.id === id) ?? null
}

function show(
  { id, rule, authority, fields, date, opened, revision, sources }: Event,
  { rules, settings }: Config,
  screen: Screen,
): void {
  const zone = settings.time_zone
  const facts = rules.facts.get(rule)
  screen.print(screen.paint.bold(facts === undefined ? authority : headline(facts, authority, fields)))
  screen.print(`${facts?.title ?? rule} · ${authority} · ${when(date, zone)} (${zone})`)
  screen.print(`Event ${id}, opened ${when(opened, zone)}, revision ${revision}`)
  for (const [name, value] of Object.entries(fields)) {
    screen.print(
      `  ${name}: ${value === null ? 'not said' : plain(typeof value === 'object' ? JSON.stringify(value) : String(value))}`,
    )
  }
  for (const { outlet, title, url, published, joined, score, evidence } of sources) {
    screen.print(`\n${screen.paint.bold(plain(outlet))}, ${when(published ?? joined, zone)}: ${plain(title)}`)
    if (url !== null) screen.print(`  ${plain(url)}`)
    screen.print(`  score ${score}`)
    for (const { sentence, why } of evidence)
      screen.print(`  “${plain(sentence)}”\n    ${screen.paint.dim(plain(why))}`)
  }
}
