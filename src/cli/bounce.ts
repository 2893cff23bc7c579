import type { Config } from '../config/load.ts'
import { judgeFailures, type JudgedFailure } from '../mail/judge-failures.ts'
import { mostCharacters, readReturnedMail, type ReturnedMail } from '../mail/returned-mail.ts'
import { actOnComplaint, actOnFailure, type Acted } from '../store/act-on-bounce.ts'
import { findReturned } from '../store/find-returned.ts'
import type { Store } from '../store/store.ts'
import type { Screen } from './terminal.ts'
import { when } from './when.ts'

type Deps = {
  /** The message, line by line. */
  lines: AsyncIterable<string>
  config: Pick<Config, 'settings'>
  store: Pick<Store, 'subscribers' | 'deliveries' | 'bounces' | 'alarms'>
  clock: () => Date
  screen: Pick<Screen, 'print' | 'complain'>
}

/** Acts on a message that came back, on the subscriber whose delivery it was, whatever address it names; says what was done. */
export async function run(deps: Deps): Promise<number> {
  const { store, clock, screen } = deps
  const read = await readReturnedMail(await wholeOf(deps.lines))
  if (read.kind === 'other') {
    screen.complain(`This is no bounce and no complaint: ${read.why}. Nothing was done; a person should look at it.`)
    return 1
  }
  if (read.kind !== 'failed' && read.kind !== 'complaint') {
    screen.print(nothingToDo(read))
    return 0
  }
  const returned = await findReturned(store, read.messageIds)
  if (returned === null) {
    screen.print(
      'It is about a message that is not among our deliveries: one of somebody else, a confirmation, or one that is no longer kept. Nothing was done.',
    )
    return 0
  }
  const { bounces: patience, retention, time_zone: zone } = deps.config.settings
  const { delivery, subscriber } = returned
  const happened = { delivery, source: 'mail' as const, patience, keepMs: retention.deliveries, now: clock() }
  const { id, address } = subscriber
  if (read.kind === 'complaint') {
    const acted = await actOnComplaint(store, read.feedback, happened)
    screen.print(describe(acted, `A complaint (${read.feedback})`, id, zone))
    return 0
  }
  const failure = judgeFailures(read.recipients, address)
  const acted = await actOnFailure(store, failure, happened)
  screen.print(describe(acted, `${names[failure.kind]} (${failure.status ?? 'no status'})`, id, zone))
  return 0
}

/** All that is looked at of a message; the rest is read and forgotten, so that whoever writes it is heard out. */
async function wholeOf(lines: AsyncIterable<string>): Promise<string> {
  const kept: string[] = []
  let length = 0
  try {
    for await (const line of lines) {
      if (length < mostCharacters) kept.push(line.slice(0, mostCharacters - length))
      length += line.length + 1
    }
  } catch {
    // A line without end: no message has one, and what came before it is enough to judge by.
  }
  return `${kept.join('\n')}\n`
}

function nothingToDo(read: Extract<ReturnedMail, { kind: 'notice' | 'feedback' | 'automatic' }>): string {
  if (read.kind === 'automatic') return 'It is an automatic reply: nothing to do.'
  if (read.kind === 'feedback') return `It is feedback of the kind “${read.feedback}”, and no complaint: nothing to do.`
  return read.action === 'delayed'
    ? 'The message is late and is tried further: nothing is decided yet.'
    : `It says “${read.action}”, and of no failure: nothing to do.`
}

const names: Record<JudgedFailure['kind'], string> = {
  hard: 'A hard bounce',
  soft: 'A soft bounce',
  policy: 'A refusal as a matter of policy',
  behind: 'A bounce of another address',
}

function describe(acted: Acted, what: string, subscriberId: string, zone: string): string {
  const who = `subscriber ${subscriberId}`
  switch (acted.kind) {
    case 'counted-before':
      return 'This was counted before: nothing more to do.'
    case 'policy':
      return `${what}: this is the operator’s to mend, and no subscriber’s; the alarm “refused” is raised.`
    case 'behind':
      return `${what}: ${who} passes mail on to it, and nothing is done; ask them if it goes on.`
    case 'confirmed-since':
      return `${what}: ${who} confirmed after it was sent, so it says nothing of them now.`
    case 'inactive':
      return `${what}: ${who} is ${acted.state} already.`
    case 'held':
      return `${what}: ${acted.inARow} in a row; nothing is sent to ${who} until ${when(acted.until, zone)}, ${zone}.`
    case 'suspended':
      return `${what}: ${who} is suspended until they confirm again.`
    case 'unsubscribed':
      return `${what}: ${who} is unsubscribed.`
  }
}
