import { renderConfirmation } from '../emails/confirmation.ts'
import { momentOf } from '../emails/moment-of.ts'
import { wantsOf } from '../emails/wants-of.ts'
import type { Subscriber } from '../events/subscription.ts'
import type { MailIdentity } from './identity.ts'
import { composeMessage } from './message.ts'
import type { SendAnswer, Sender } from './sender.ts'
import type { RuleFacts } from '../rules/rule.ts'

const dayMs = 86_400_000

type Asked = {
  subscriber: Subscriber
  confirmLink: string
  /** When the link runs out. */
  until: Date
  rules: ReadonlyMap<string, RuleFacts>
  sender: Sender
  identity: MailIdentity
  timeZone: string
  /** Which network asked; null where the operator did. */
  network?: string | null
  now: Date
  signal?: AbortSignal
}

/** Mails the link that confirms, once; whoever had it sent decides by the answer whether to try again. */
export async function sendConfirmation(asked: Asked): Promise<SendAnswer> {
  const { subscriber, confirmLink, until, rules, sender, identity, timeZone, network = null, now, signal } = asked
  const mail = renderConfirmation({
    confirmLink,
    serviceName: identity.serviceName,
    wants: subscriber.subscriptions.map((subscription) => wantsOf(subscription, rules)).join('; '),
    asked: `${momentOf(now.toISOString(), timeZone)}${network === null ? '' : `, from the network ${network},`}`,
    good: `${Math.round((until.getTime() - now.getTime()) / dayMs)} days, until ${momentOf(until.toISOString(), timeZone)}`,
  })
  const message = composeMessage({
    from: identity.from,
    to: subscriber.address,
    mail,
    messageId: identity.messageId(`confirm ${subscriber.id} ${now.toISOString()}`),
    unsubscribe: null,
    listId: identity.listId,
    date: now,
  })
  return await sender.send(message, signal ?? new AbortController().signal)
}
