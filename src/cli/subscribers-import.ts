import path from 'node:path'
import type { Config } from '../config/load.ts'
import { whyUnreadable } from '../config/why-unreadable.ts'
import { perInbox } from '../events/ask-limits.ts'
import { subscriberStates, type Subscriber } from '../events/subscription.ts'
import { answerRequest } from '../jobs/jobs.ts'
import type { Queues } from '../jobs/queues.ts'
import { inboxOf } from '../mail/mail-address.ts'
import { formatFault } from '../rules/fault.ts'
import type { Audit } from '../store/create-audit.ts'
import type { Store } from '../store/store.ts'
import { listedSubscribers, suppressedIn, type Listed } from './listed-subscribers.ts'
import { isSuppressed } from './read-subscriber-row.ts'
import { subscriberRows } from './subscriber-rows.ts'
import type { Screen } from './terminal.ts'

type Deps = {
  file: string
  /** Read twice: who is not to be mailed is looked for first. */
  linesOfFile: (file: string) => AsyncIterable<string>
  /** Mails those without proof of consent the question whether they want it. */
  ask?: boolean | undefined
  /** Writes nothing. */
  dryRun?: boolean | undefined
  config: Config
  store: Pick<Store, 'subscribers' | 'requests' | 'limits'>
  queues: Pick<Queues, 'enqueue'>
  audit: Audit
  clock: () => Date
  newId: () => string
  screen: Screen
}

type Counts = Record<Subscriber['state'], number> & { kept: number; asked: number; faults: number }
type Someone = Extract<Listed, { kind: 'subscriber' }>

/** Written at once: one wait for the disk for all of them. */
const atOnce = 200

/** More faults are counted. */
const mostTold = 1000

/**
 * Adds the people of a list who are not known yet, with the consent that it tells of. Whoever is known stays as they are. Lines at fault are named and left
 * out, and the rest is taken; resolves to 1 if there was one.
 */
export async function run(deps: Deps): Promise<number> {
  const { file, dryRun, audit, screen } = deps
  const on = [path.basename(file).replaceAll('@', ' at ')]
  const taken =
    dryRun === true
      ? await takeList(deps)
      : await audit(
          {
            did: 'subscribers import',
            on,
            outcomeOf: (done) =>
              done.fault === null ? `done: ${summary(done.counts)}` : 'broken off: the file could not be read',
          },
          () => takeList(deps),
        )
  const { counts, fault } = taken
  if (fault !== null) screen.complain(fault)
  if (counts.faults > mostTold) screen.complain(`${file}: ${counts.faults - mostTold} more faults`)
  screen.print(`${dryRun === true ? 'Would be done, and was not: ' : ''}${summary(counts)}.`)
  if (counts.pending > 0)
    screen.print(
      deps.ask === true
        ? `${counts.asked} of those who are pending ${dryRun === true ? 'would be' : 'are'} asked by mail whether they want it; whoever does not confirm is forgotten in a week.`
        : 'Those who are pending are sent nothing, since the list does not tell when and how they consented, and are forgotten in a week. With --ask they are asked by mail.',
    )
  return counts.faults > 0 || fault !== null ? 1 : 0
}

async function takeList(deps: Deps): Promise<{ counts: Counts; fault: string | null }> {
  const { file, linesOfFile, config, clock, newId, screen } = deps
  const counts: Counts = {
    active: 0,
    paused: 0,
    pending: 0,
    suspended: 0,
    unsubscribed: 0,
    kept: 0,
    asked: 0,
    faults: 0,
  }
  const complain = (line: number, message: string) => {
    counts.faults += 1
    if (counts.faults <= mostTold) screen.complain(formatFault({ file, line, column: 1, message }))
  }
  const rows = () => subscriberRows(linesOfFile(file))
  try {
    const listing = { config, suppressed: await suppressedIn(rows()), now: clock(), newId }
    let some: Someone[] = []
    for await (const listed of listedSubscribers(rows(), listing)) {
      if (listed.kind === 'fault') complain(listed.line, listed.message)
      else some.push(listed)
      if (some.length < atOnce) continue
      await Promise.all(some.map((one) => take(one, counts, complain, deps)))
      some = []
    }
    await Promise.all(some.map((one) => take(one, counts, complain, deps)))
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) throw error
    return { counts, fault: `${file}: expected a file that can be read; ${whyUnreadable(error)}` }
  }
  return { counts, fault: null }
}

async function take(
  { line, subscriber, isIdGiven }: Someone,
  counts: Counts,
  complain: (line: number, message: string) => void,
  { file, store, dryRun, ask, clock, screen, ...deps }: Deps,
): Promise<void> {
  const { subscribers } = store
  const known = (await subscribers.findByAddress(subscriber.address))?.subscriber
  if (known !== undefined) {
    counts.kept += 1
    if (isSuppressed(subscriber.state) && (known.state === 'active' || known.state === 'paused'))
      screen.complain(
        `${file}:${line}:1  ${subscriber.address} is ${subscriber.state} in the list and ${known.state} here, and stays so: if the list is right, run: ofsted-alerts subscribers remove ${known.id}`,
      )
    return
  }
  if (isIdGiven && (await subscribers.load(subscriber.id)) !== null)
    return complain(line, `id: expected one that nobody has here, found ${subscriber.id}: empty the cell`)
  if (dryRun !== true) {
    const outcome = await subscribers.save(subscriber, 0, clock())
    if (outcome !== 'written') {
      // Somebody else wrote them at this very moment: known by now.
      counts.kept += 1
      return
    }
  }
  counts[subscriber.state] += 1
  if (ask === true && subscriber.state === 'pending' && (await isAsked(subscriber, { ...deps, store, dryRun, clock })))
    counts.asked += 1
}

/** Has the question mailed by the job that answers what is asked for on the pages, within its limits. */
async function isAsked(
  { address }: Subscriber,
  { store, queues, dryRun, clock, newId }: Pick<Deps, 'store' | 'queues' | 'dryRun' | 'clock' | 'newId'>,
): Promise<boolean> {
  if (dryRun === true) return true
  const now = clock()
  if ((await store.limits.count([{ of: `inbox ${inboxOf(address)}`, ...perInbox }], now)) !== null) return false
  const request = { id: newId(), address, wants: null, asked: now.toISOString(), network: null }
  await store.requests.add(request, now)
  await queues.enqueue(answerRequest, { requestId: request.id }, { id: `answer-${request.id}` })
  return true
}

function summary(counts: Counts): string {
  const { kept, faults } = counts
  const states = subscriberStates.map((state) => [state, counts[state]] as const)
  const added = states.reduce((sum, [, count]) => sum + count, 0)
  const each = states.flatMap(([state, count]) => (count === 0 ? [] : [`${count} ${state}`]))
  return `${added} added${added === 0 ? '' : ` (${each.join(', ')})`}, ${kept} known here and kept as they are, ${faults} ${faults === 1 ? 'fault' : 'faults'}`
}
