import type { Config } from '../config/load.ts'
import { TimeZone } from '../config/settings.ts'
import type { Cadence, Subscriber, Subscription } from '../events/subscription.ts'
import type { Links } from '../links.ts'
import type { MailIdentity } from '../mail/identity.ts'
import { readMailAddress } from '../mail/mail-address.ts'
import type { Sender } from '../mail/sender.ts'
import type { Audit } from '../store/create-audit.ts'
import type { Store } from '../store/store.ts'
import { chooseNames } from '../rules/choose-names.ts'
import { sendConfirmation } from '../mail/send-confirmation.ts'
import type { Screen } from './terminal.ts'

export type Asked = {
  authority: string[]
  region: string[]
  rule: string[]
  cadence: Cadence['kind']
  at?: string | undefined
  on?: Extract<Cadence, { kind: 'weekly' }>['on'] | undefined
  timeZone?: string | undefined
  confirmed?: boolean | undefined
}

type Deps = {
  address: string
  asked: Asked
  config: Config
  store: Pick<Store, 'subscribers'>
  audit: Audit
  links: Pick<Links, 'confirm'>
  mail: { sender: Sender; identity: MailIdentity }
  clock: () => Date
  newId: () => string
  screen: Screen
}

const dayMs = 86_400_000

/** How long a confirmation link is good. */
const confirmWithinMs = 7 * dayMs

/**
 * Adds a subscriber: pending until the person confirms by the link that is mailed to them, or active if the operator holds their consent. Somebody who
 * unsubscribed, or whose mail came back, may be added again under the same conditions. Resolves to 1 if the address is in use, a name is not known, or the message could not be sent.
 */
export async function run({
  address: given,
  asked,
  config,
  store,
  audit,
  links,
  mail,
  clock,
  newId,
  screen,
}: Deps): Promise<number> {
  const now = clock()
  const { subscription, faults } = readAsked(asked, config, newId())
  const read = readMailAddress(given)
  const address = read.ok ? read.address : given
  if (!read.ok) faults.unshift(`Expected an email address such as jo@example.org, got “${given}”.`)
  for (const fault of faults) screen.complain(fault)
  if (faults.length > 0) return 1

  const found = await store.subscribers.findByAddress(address)
  if (found !== null && (found.subscriber.state === 'pending' || found.subscriber.state === 'active')) {
    screen.complain(
      `${address} is a subscriber already (${found.subscriber.state}). To change what is sent, first run: ofsted-alerts subscribers remove ${address}`,
    )
    return 1
  }
  const subscriber: Subscriber = {
    id: found?.subscriber.id ?? newId(),
    address,
    state: asked.confirmed === true ? 'active' : 'pending',
    subscriptions: [subscription],
    created: found?.subscriber.created ?? now.toISOString(),
    confirmed: asked.confirmed === true ? now.toISOString() : null,
    origin: asked.confirmed === true ? 'operator, with consent' : 'operator, command line',
    pausedUntil: null,
    left: null,
  }
  const outcome = await audit(
    {
      did: 'subscribers add',
      on: [subscriber.id],
      reason: subscriber.origin,
      outcomeOf: (saved) => (saved === 'written' ? `done: ${subscriber.state}` : 'refused: somebody else wrote it'),
    },
    () => store.subscribers.save(subscriber, found?.version ?? 0, now),
  )
  if (outcome !== 'written') {
    screen.complain(
      `${address} was added by somebody else at the same moment. "ofsted-alerts subscribers list" shows how.`,
    )
    return 1
  }
  if (subscriber.state === 'active') screen.print(`${address} is subscribed and gets digests from now on.`)
  else {
    const until = new Date(now.getTime() + confirmWithinMs)
    const link = links.confirm(subscriber.id, until)
    const answer = await sendConfirmation({
      subscriber,
      confirmLink: link,
      until,
      rules: config.rules.facts,
      ...mail,
      timeZone: config.settings.time_zone,
      now,
    })
    screen.print(
      answer.kind === 'sent'
        ? `${address} is pending: nothing is sent until they confirm. A message with the link has gone to them; it is good for 7 days:`
        : `${address} is pending, but the message with the link could not be sent (${answer.reason}). Pass the link on to them; it is good for 7 days:`,
    )
    screen.print(link)
    if (answer.kind !== 'sent') return 1
  }
  return 0
}

function readAsked(
  asked: Asked,
  { authorities, rules, settings }: Config,
  id: string,
): { subscription: Subscription; faults: string[] } {
  const names = chooseNames('authority', asked.authority, authorities.names)
  const regions = chooseNames('region', asked.region, authorities.regions)
  const ruleIds = chooseNames('rule', asked.rule, [...rules.facts.keys()])
  const faults = [...names.faults, ...regions.faults, ...ruleIds.faults]
  const timeZone = asked.timeZone ?? settings.time_zone
  if (!TimeZone.safeParse(timeZone).success)
    faults.push(`Expected a time zone such as Europe/London, got “${timeZone}”.`)
  if (asked.cadence === 'immediate' && asked.at !== undefined)
    faults.push('--at goes with daily or weekly digests: immediate ones come when there is news.')
  if (asked.cadence !== 'weekly' && asked.on !== undefined) faults.push('--on goes with --cadence weekly.')
  const at = asked.at ?? settings.digests.at
  const cadence: Cadence =
    asked.cadence === 'immediate'
      ? { kind: 'immediate' }
      : asked.cadence === 'daily'
        ? { kind: 'daily', at }
        : { kind: 'weekly', at, on: asked.on ?? settings.digests.weekly_on }
  return {
    subscription: { id, authorities: names.chosen, regions: regions.chosen, rules: ruleIds.chosen, cadence, timeZone },
    faults,
  }
}
