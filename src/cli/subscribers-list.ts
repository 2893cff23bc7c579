import type { Config } from '../config/load.ts'
import type { Store } from '../store/store.ts'
import { describeSubscription } from './describe-subscription.ts'
import type { Screen } from './terminal.ts'
import { when } from './when.ts'

type Deps = { json?: boolean | undefined; config: Config; store: Pick<Store, 'subscribers'>; screen: Screen }

/** Everybody who was ever added, with what they asked for; their addresses are shown to the operator, and logged nowhere. */
export async function run({ json, config, store, screen }: Deps): Promise<number> {
  const rows: string[][] = []
  for (const id of await store.subscribers.list()) {
    const record = await store.subscribers.load(id)
    if (record === null) continue
    const { address, state, subscriptions, created } = record.subscriber
    if (json === true) screen.print(JSON.stringify(record.subscriber))
    rows.push([
      address,
      state,
      when(created, config.settings.time_zone),
      subscriptions.map(describeSubscription).join('; '),
      id,
    ])
  }
  if (json === true) return 0
  if (rows.length === 0) screen.print('No subscribers. "ofsted-alerts subscribers add ADDRESS" adds one.')
  else screen.table(['Address', 'State', `Added, ${config.settings.time_zone}`, 'Gets', 'Id'], rows, 'Id')
  return 0
}
