import type { Config } from '../config/load.ts'
import type { Subscriber, Subscription } from '../events/subscription.ts'
import { readMailAddress } from '../mail/mail-address.ts'
import { createWantsReader, isSuppressed, readPerson } from './read-subscriber-row.ts'
import { personColumns, type SubscriberRow } from './subscriber-columns.ts'
import type { ReadRow } from './subscriber-rows.ts'

/** Somebody of a list, with the line at which they begin; or what is wrong with a line. */
export type Listed =
  | { kind: 'subscriber'; line: number; subscriber: Subscriber; isIdGiven: boolean }
  | { kind: 'fault'; line: number; message: string }

type Deps = {
  config: Pick<Config, 'settings' | 'rules' | 'authorities'>
  /** Addresses in lower case that the list says are not to be mailed, with the line that does. */
  suppressed: ReadonlyMap<string, number>
  now: Date
  newId: () => string
}

/** Addresses in lower case that some row says are not to be mailed. Found first: such a row counts before any other of its address, wherever it stands. */
export async function suppressedIn(rows: AsyncIterable<ReadRow>): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for await (const row of rows) {
    if ('fault' in row || !isSuppressed(row.cells.state.toLowerCase())) continue
    const read = readMailAddress(row.cells.address)
    if (read.ok) found.set(read.address.toLowerCase(), row.line)
  }
  return found
}

/** The people of a list, in its order: rows of one address that stand together are one. */
export async function* listedSubscribers(rows: AsyncIterable<ReadRow>, deps: Deps): AsyncIterable<Listed> {
  const seen = new Map<string, number>()
  const reading = { ...deps, readWants: createWantsReader(deps.config) }
  let together: { address: string; rows: SubscriberRow[] } | null = null
  for await (const row of rows) {
    if ('fault' in row) {
      yield { kind: 'fault', line: row.line, message: row.fault }
      continue
    }
    const read = readMailAddress(row.cells.address)
    if (!read.ok) {
      const message = `address: expected an email address such as jo@example.org, found “${row.cells.address.slice(0, 100)}”`
      yield { kind: 'fault', line: row.line, message }
      continue
    }
    if (together?.address.toLowerCase() === read.address.toLowerCase()) together.rows.push(row)
    else {
      if (together !== null) yield* subscriberOf(together, seen, reading)
      together = { address: read.address, rows: [row] }
    }
  }
  if (together !== null) yield* subscriberOf(together, seen, reading)
}

function* subscriberOf(
  { address, rows }: { address: string; rows: SubscriberRow[] },
  seen: Map<string, number>,
  { readWants, suppressed, now, newId }: Omit<Deps, 'config'> & { readWants: ReturnType<typeof createWantsReader> },
): Iterable<Listed> {
  const key = address.toLowerCase()
  const fault = (line: number, message: string): Listed => ({ kind: 'fault', line, message })
  const line = suppressed.get(key)
  const speaking = rows.filter(({ cells }) => line === undefined || isSuppressed(cells.state.toLowerCase()))
  for (const row of rows)
    if (!speaking.includes(row))
      yield fault(row.line, `line ${line} says of the same address that it is not to be mailed: this one is left out`)
  const [first] = speaking
  if (first === undefined) return
  const earlier = seen.get(key)
  if (earlier !== undefined)
    return yield fault(first.line, `the address stands in line ${earlier} too: put the rows of one address together`)
  seen.set(key, first.line)

  const { person, faults } = readPerson(first.cells, now)
  for (const message of faults) yield fault(first.line, message)
  const keepsOut = isSuppressed(person.state)
  if (faults.length > 0 && !keepsOut) return
  const subscriptions: Subscription[] = []
  for (const { line: at, cells } of speaking) {
    const other = personColumns.find((name) => cells[name] !== first.cells[name])
    if (other !== undefined) {
      yield fault(
        at,
        `${other}: expected the same as in line ${first.line}, which has the same address, found “${cells[other]}”`,
      )
      continue
    }
    // Of those who get nothing it need not be said what.
    if (keepsOut && cells.cadence === '') continue
    const { wants, faults: wrong } = readWants(cells, newId())
    for (const message of wrong) yield fault(at, message)
    if (wrong.length === 0) subscriptions.push(wants)
  }
  if (subscriptions.length === 0 && !keepsOut) return
  const { id, ...rest } = person
  const isIdGiven = id !== null && !faults.some((message) => message.startsWith('id:'))
  const subscriber = { ...rest, id: isIdGiven ? id : newId(), address, subscriptions, left: null }
  yield { kind: 'subscriber', line: first.line, subscriber, isIdGiven }
}
