import { z } from 'zod'
import { afterType, mayBeAddress, type RecipientStatus } from './delivery-status.ts'
import type { Fate } from './fate.ts'

const text = z.string().catch('')
const bare = { headers: { 'message-id': '' } }

/** `event-data` of a post of Mailgun's (documentation.mailgun.com, "Webhook payloads"); fields come and go, so that each is looked at by itself. */
const MailgunEvent = z.object({
  event: text,
  severity: text,
  reason: text,
  recipient: text,
  message: z.object({ headers: z.object({ 'message-id': text }).catch(bare.headers) }).catch(bare),
  'delivery-status': z
    .object({
      code: z.union([z.number(), z.string()]).catch(0).transform(Number),
      'enhanced-code': text,
      'bounce-code': text,
      message: text,
      description: text,
      'mx-host': text,
    })
    .optional()
    .catch(undefined),
})
type MailgunEvent = z.output<typeof MailgunEvent>

/** Reads what Mailgun says became of a message. */
export function readMailgunFate(said: unknown): Fate {
  const parsed = MailgunEvent.safeParse(said)
  if (!parsed.success) return { kind: 'other', why: 'it is no event of Mailgun' }
  const event = parsed.data
  const messageIds = messageIdsOf(event)
  switch (event.event) {
    case 'failed':
      return failed(event, messageIds)
    case 'complained':
      return { kind: 'complaint', messageIds, feedback: 'abuse' }
    // By Mailgun's own link, where that is switched on.
    case 'unsubscribed':
      return { kind: 'complaint', messageIds, feedback: 'opt-out' }
    case 'delivered':
      return { kind: 'delivered', messageIds, addresses: [event.recipient] }
    case 'rejected':
      return { kind: 'rejected', messageIds, reason: 'Mailgun would not send it' }
    default:
      return { kind: 'notice', action: /^[a-z_-]{1,40}/.exec(event.event)?.[0] ?? 'unknown' }
  }
}

/** It keeps our Message-ID, and tells it without its brackets. */
function messageIdsOf({ message }: MailgunEvent): string[] {
  const id = message.headers['message-id'].slice(0, 1000).trim().replace(/^<|>$/g, '')
  return /^[^<>\s]{1,250}$/.test(id) ? [`<${id}>`] : []
}

/** Mailgun keeps lists of whom it sends nothing to, and refuses messages to them so; with these codes in older events. */
const suppressions: readonly { reason: string; code: number; feedback: string | null }[] = [
  { reason: 'suppress-bounce', code: 605, feedback: null },
  { reason: 'suppress-unsubscribe', code: 606, feedback: 'opt-out' },
  { reason: 'suppress-complaint', code: 607, feedback: 'abuse' },
]

/** What Amazon SES gives for addresses on its list of the kind. */
const onBounceList = '5.1.1'

function failed(event: MailgunEvent, messageIds: string[]): Fate {
  const { severity, reason, recipient, 'delivery-status': told } = event
  const listed =
    suppressions.find((one) => one.reason === reason) ?? suppressions.find(({ code }) => code === told?.code)
  if (listed?.feedback != null) return { kind: 'complaint', messageIds, feedback: listed.feedback }
  // `old`: it was tried for as long as Mailgun does, and the last try is called temporary like the others (feedback.mailgun.com, 37219720).
  if (severity !== 'permanent' && reason !== 'old' && listed === undefined) return { kind: 'notice', action: 'delayed' }
  const reply = afterType((told?.message || told?.description || reason).slice(0, 4000))
  const found: RecipientStatus = {
    action: 'failed',
    status: listed === undefined ? told?.['enhanced-code'] || told?.['bounce-code'] || '' : onBounceList,
    addresses: [recipient.slice(0, 1000).trim()].filter(mayBeAddress),
    // The reply code stands apart from its text, and the enhanced code often in the text alone.
    diagnostic: /^\d{3}\b/.test(reply) || !told?.code ? reply : `${told.code} ${reply}`,
    remote: told?.['mx-host'] || null,
  }
  return { kind: 'failed', messageIds, recipients: [found] }
}
