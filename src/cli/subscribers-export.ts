import { stringify } from 'csv-stringify/sync'
import type { Subscriber, Subscription } from '../events/subscription.ts'
import { whyUnreadable } from '../config/why-unreadable.ts'
import type { Audit } from '../store/create-audit.ts'
import type { Store } from '../store/store.ts'
import { guardCell } from './csv-cell.ts'
import type { Sink } from './private-file.ts'
import { listSign, subscriberColumns, type SubscriberRow } from './subscriber-columns.ts'
import type { Screen } from './terminal.ts'

type Deps = {
  /** Absent: standard output. */
  file?: string | undefined
  stdout: Sink
  writeFile: (file: string, fill: (sink: Sink) => Promise<void>) => Promise<void>
  store: Pick<Store, 'subscribers'>
  audit: Audit
  screen: Screen
}

/** Loaded at once. */
const atOnce = 200

/** Writes everybody with their consent and what they asked for, as `subscribers import` reads it: those who left too, so that they stay left. */
export async function run({ file, stdout, writeFile, store, audit, screen }: Deps): Promise<number> {
  const fill = (sink: Sink) => writeAll(store, sink)
  const outcomeOf = (count: number) => `done: ${count} subscribers`
  try {
    const count = await audit({ did: 'subscribers export', on: [], outcomeOf }, async () => {
      let written = 0
      const counted = async (sink: Sink) => void (written = await fill(sink))
      await (file === undefined ? counted(stdout) : writeFile(file, counted))
      return written
    })
    if (file !== undefined) screen.print(`${count} subscribers are in ${file}, which this user alone may read.`)
    return 0
  } catch (error) {
    if (file === undefined || !(error instanceof Error) || !('syscall' in error)) throw error
    screen.complain(`${file}: expected a file that can be written; ${whyUnreadable(error)}`)
    return 1
  }
}

async function writeAll({ subscribers }: Pick<Store, 'subscribers'>, sink: Sink): Promise<number> {
  const ids = await subscribers.list()
  let count = 0
  await sink.write(`${subscriberColumns.join(',')}\n`)
  for (let from = 0; from < ids.length; from += atOnce) {
    const found = await Promise.all(ids.slice(from, from + atOnce).map((id) => subscribers.load(id)))
    const some = found.flatMap((record) => (record === null ? [] : [record.subscriber]))
    count += some.length
    const rows = some.flatMap(rowsOf).map((row) => subscriberColumns.map((column) => guardCell(row[column])))
    if (rows.length > 0) await sink.write(stringify(rows))
  }
  return count
}

type Cells = SubscriberRow['cells']

function rowsOf(subscriber: Subscriber): Cells[] {
  const { id, address, state, confirmed, origin, pausedUntil, created, subscriptions } = subscriber
  const person = {
    address,
    state,
    confirmed: confirmed ?? '',
    origin,
    paused_until: pausedUntil ?? '',
    created,
    id,
  }
  return subscriptions.length === 0
    ? [{ ...person, ...nothing }]
    : subscriptions.map((subscription) => ({ ...person, ...wantsOf(subscription) }))
}

const nothing = { authorities: '', regions: '', rules: '', cadence: '', at: '', on: '', time_zone: '' }

function wantsOf({ authorities, regions, rules, cadence, timeZone }: Subscription): typeof nothing {
  const list = (names: string[] | null) => (names ?? []).join(listSign)
  return {
    authorities: list(authorities),
    regions: list(regions),
    rules: list(rules),
    cadence: cadence.kind,
    at: cadence.kind === 'immediate' ? '' : cadence.at,
    on: cadence.kind === 'weekly' ? cadence.on : '',
    time_zone: timeZone,
  }
}
