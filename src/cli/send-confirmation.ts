import { renderConfirmation } from '../emails/confirmation.ts'
import type { Subscriber } from '../events/subscription.ts'
import type { MailIdentity } from '../mail/identity.ts'
import { composeMessage } from '../mail/message.ts'
import type { SendAnswer, Sender } from '../mail/sender.ts'
import { describeSubscription } from './describe-subscription.ts'
import { when } from './when.ts'

type Asked = {
  subscriber: Subscriber
  confirmLink: string
  sender: Sender
  identity: MailIdentity
  timeZone: string
  now: Date
}

/** Mails the link that confirms, once; the operator sees what became of it, so nothing tries again. */
export async function sendConfirmation(asked: Asked): Promise<SendAnswer> {
  const { subscriber, confirmLink, sender, identity, timeZone, now } = asked
  const mail = renderConfirmation({
    confirmLink,
    serviceName: identity.serviceName,
    wants: subscriber.subscriptions.map(describeSubscription).join('; '),
    asked: when(now.toISOString(), timeZone),
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
  return await sender.send(message, new AbortController().signal)
}
