import { renderManageLink } from '../emails/manage-link.ts'
import type { MailIdentity } from './identity.ts'
import { composeMessage } from './message.ts'
import type { SendAnswer, Sender } from './sender.ts'

type Asked = {
  address: string
  manageLink: string
  /** False: they left, or their mail came back. */
  isSubscribed: boolean
  /** As people say them. */
  asked: string
  good: string
  /** What the Message-ID is made of. */
  requestId: string
  sender: Sender
  identity: MailIdentity
  now: Date
  signal: AbortSignal
}

/** Mails a subscriber the link with which they change what they get. */
export async function sendManageLink(given: Asked): Promise<SendAnswer> {
  const { address, manageLink, isSubscribed, asked, good, requestId, sender, identity, now, signal } = given
  const message = composeMessage({
    from: identity.from,
    to: address,
    mail: renderManageLink({ manageLink, isSubscribed, serviceName: identity.serviceName, asked, good }),
    messageId: identity.messageId(`manage ${requestId}`),
    unsubscribe: null,
    listId: identity.listId,
    date: now,
  })
  return await sender.send(message, signal)
}
