import { z } from 'zod'
import { afterType, mayBeAddress, type RecipientStatus } from './delivery-status.ts'
import { statusOf } from './enhanced-status.ts'
import type { Fate } from './fate.ts'
import { deliveryHeader } from './message.ts'
import { isComplaint } from './returned-mail.ts'
import { parseJson } from './parse-json.ts'

/** Text that may be missing, or be something else. */
const text = z.string().catch('')
const list = <T extends z.ZodType>(of: T) => z.array(of).catch([])

/**
 * What Amazon SES publishes, both to the topics of an identity (`notificationType`) and to those of a configuration set (`eventType`). Fields come and go
 * (docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html), so that each is looked at by itself.
 */
const SesEvent = z.object({
  notificationType: text,
  eventType: text,
  mail: z
    .object({
      messageId: text,
      headers: list(z.object({ name: text, value: text })),
      commonHeaders: z.object({ messageId: text }).catch({ messageId: '' }),
    })
    .catch({ messageId: '', headers: [], commonHeaders: { messageId: '' } }),
  bounce: z
    .object({
      bounceType: text,
      bounceSubType: text,
      bouncedRecipients: list(z.object({ emailAddress: text, action: text, status: text, diagnosticCode: text })),
      remoteMtaIp: text,
    })
    .optional()
    .catch(undefined),
  complaint: z.object({ complaintFeedbackType: text }).optional().catch(undefined),
  delivery: z
    .object({ recipients: list(z.string()) })
    .optional()
    .catch(undefined),
  reject: z.object({ reason: text }).optional().catch(undefined),
})
type SesEvent = z.output<typeof SesEvent>
type SesBounce = NonNullable<SesEvent['bounce']>

/** A message of ours has one recipient; what stands behind it may be a few. */
const mostRecipients = 50

/** Reads what Amazon SES says in a message of Amazon SNS. */
export function readSesFate(said: string): Fate {
  const parsed = SesEvent.safeParse(parseJson(said))
  // "Successfully validated SNS topic for Amazon SES event publishing.", and whatever else is published to the topic.
  if (!parsed.success) return { kind: 'other', why: 'it is nothing of Amazon SES about a message' }
  const event = parsed.data
  const kind = event.eventType === '' ? event.notificationType : event.eventType
  const messageIds = messageIdsOf(event)
  if (kind === 'Bounce' && event.bounce !== undefined) return bounced(event.bounce, messageIds)
  if (kind === 'Complaint' && event.complaint !== undefined) {
    // Many mailbox providers say no more than that there was one.
    const said = /^[a-z-]{1,40}/.exec(event.complaint.complaintFeedbackType.toLowerCase())?.[0] ?? ''
    if (said === '' || isComplaint(said)) return { kind: 'complaint', messageIds, feedback: said || 'abuse' }
    return { kind: 'feedback', feedback: said }
  }
  if (kind === 'Delivery' && event.delivery !== undefined)
    return { kind: 'delivered', messageIds, addresses: event.delivery.recipients.slice(0, mostRecipients) }
  if (kind === 'Reject')
    return { kind: 'rejected', messageIds, reason: `Amazon SES would not send it: ${event.reject?.reason ?? ''}` }
  return { kind: 'notice', action: kind === '' ? 'unknown' : kind.toLowerCase().slice(0, 40) }
}

/** The surest first. Its own name of a message is all that it tells where it was not asked to include the headers. */
function messageIdsOf({ mail: { headers, commonHeaders, messageId } }: SesEvent): string[] {
  const header = (name: string) => headers.find((one) => one.name.toLowerCase() === name.toLowerCase())?.value ?? ''
  const ours = [header(deliveryHeader), commonHeaders.messageId, header('Message-ID')].flatMap(
    (text) => /<[^<>\s]{1,250}>/.exec(text.slice(0, 1000))?.[0] ?? [],
  )
  return [...new Set([...ours, ...(/^[\w-]{1,100}$/.test(messageId) ? [messageId] : [])])]
}

function bounced({ bounceType, bounceSubType, bouncedRecipients, remoteMtaIp }: SesBounce, messageIds: string[]): Fate {
  const recipients = bouncedRecipients.slice(0, mostRecipients)
  const isBare = recipients.every(({ action, status, diagnosticCode }) => action + status + diagnosticCode === '')
  // Amazon SES reports out-of-office replies so, and says that it does not count them as bounces.
  if (bounceType === 'Transient' && bounceSubType === 'General' && isBare) return { kind: 'automatic' }
  const found = recipients.map(({ emailAddress, status, diagnosticCode }): RecipientStatus => ({
    action: 'failed',
    status: statusOf(status, diagnosticCode) ?? ofSubType[bounceSubType] ?? '',
    addresses: [afterType(emailAddress.slice(0, 1000))].filter(mayBeAddress),
    diagnostic: afterType(diagnosticCode.slice(0, 4000)) || `${bounceType} ${bounceSubType}`,
    remote: remoteMtaIp === '' ? null : remoteMtaIp,
  }))
  return { kind: 'failed', messageIds, recipients: found }
}

/** What a kind of bounce is about where no server gave a code for it (RFC 3463). "General" says nothing. */
const ofSubType: Partial<Record<string, string>> = {
  NoEmail: '5.1.1',
  // On a list of addresses that Amazon SES sends nothing to; it gives this code itself most times.
  Suppressed: '5.1.1',
  OnAccountSuppressionList: '5.1.1',
  MailboxFull: '4.2.2',
  MessageTooLarge: '4.3.4',
  ContentRejected: '4.7.0',
  AttachmentRejected: '4.7.0',
}
