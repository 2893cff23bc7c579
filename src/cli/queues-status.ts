import type { Config } from '../config/load.ts'
import type { Records } from './context.ts'
import { deliveryStates } from '../store/delivery-states.ts'
import type { Screen } from './terminal.ts'
import { when } from './when.ts'

type Deps = Pick<Records, 'store' | 'queues'> & { config: Config; screen: Screen }

/** What waits, what failed, whether the ledger adds up, and what the operator must know. Resolves to 1 if the ledger does not. */
export async function run({ store, queues, config, screen }: Deps): Promise<number> {
  const zone = config.settings.time_zone
  const counts = [...(await queues.counts())]
  screen.table(
    ['Queue', 'Waiting', 'Active', 'Delayed', 'Failed'],
    counts.map(([name, { waiting, active, delayed, failed }]) => [
      name,
      ...[waiting, active, delayed, failed].map(String),
    ]),
  )
  const items = await store.items.counts()
  screen.print(`\nItems: ${items.all} known, ${items.pending} pending, ${items.failed} failed`)

  const ledger = await store.deliveries.ledger()
  const sum = deliveryStates.reduce((total, state) => total + ledger[state], 0)
  screen.print(
    `Deliveries: ${ledger.due} due = ${deliveryStates.map((state) => `${ledger[state]} ${state}`).join(' + ')}`,
  )
  if (sum !== ledger.due)
    screen.complain(
      `The ledger does not add up: ${ledger.due} were due and ${sum} are accounted for. This is a fault of the program: please report it.`,
    )

  const lastSweep = await store.duties.last('sweep')
  screen.print(
    `Last sweep: ${lastSweep === null ? 'never, is a worker running?' : `${when(lastSweep, zone)} (${zone})`}`,
  )
  const alarms = await store.alarms.list()
  screen.print(alarms.length === 0 ? 'Alarms: none' : `Alarms, times of ${zone}:`)
  for (const { name, since, message } of alarms)
    screen.print(`  ${screen.paint.red(name)} since ${when(since, zone)}: ${message}`)
  return sum === ledger.due ? 0 : 1
}
