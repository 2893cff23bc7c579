import PostalMime, { type Email } from 'postal-mime'
import { fieldsOf, parseDeliveryStatus, type RecipientStatus } from './delivery-status.ts'
import { deliveryHeader } from './message.ts'

/** What came back. `messageIds`: by what the message that it is about may be known, the surest first; none where it says nothing of it. */
export type ReturnedMail =
  | { kind: 'failed'; messageIds: string[]; recipients: RecipientStatus[] }
  /** Nothing final, or good news. */
  | { kind: 'notice'; action: string }
  /** Somebody pressed "this is spam". */
  | { kind: 'complaint'; messageIds: string[]; feedback: string }
  /** A feedback report of another kind. */
  | { kind: 'feedback'; feedback: string }
  /** An out-of-office note and the like, written by a program (RFC 3834). */
  | { kind: 'automatic' }
  /** For a person to look at. */
  | { kind: 'other'; why: string }

/** Longer than any bounce: our own messages have 100 kB. What is cut off is the end of the message that came back. */
export const mostCharacters = 1_000_000

/** Each line costs the parser about 20 µs, however short. */
const mostLines = 20_000

/** A report has one level of parts. */
const deepest = 8
const mostHeaderBytes = 256 * 1024

/** Reads a message that came to the address which mails are sent from: is it a delivery status notification (RFC 3464), a feedback report (RFC 5965), or neither? */
export async function readReturnedMail(message: string): Promise<ReturnedMail> {
  const lines = message.slice(0, mostCharacters).split('\n', mostLines)
  // The line with which mailboxes begin a message.
  const email = await parse(lines.slice(lines[0]?.startsWith('From ') === true ? 1 : 0).join('\n'))
  if (email === null) return { kind: 'other', why: 'it is no message that can be taken apart' }
  const type = (headerOf(email, 'content-type') ?? '').toLowerCase()
  if (type.startsWith('multipart/report')) {
    const found = (await readStatus(email)) ?? (await readFeedback(email))
    if (found !== null) return found
    if (/report-type\s*=\s*"?disposition-notification/.test(type)) return { kind: 'automatic' }
    return { kind: 'other', why: 'it is a report, and holds neither a delivery status nor feedback' }
  }
  if (isFromMailer(email)) return { kind: 'other', why: 'a mail server wrote it, but not as a report (RFC 3464)' }
  if (isAutomatic(email)) return { kind: 'automatic' }
  return { kind: 'other', why: 'it is no report (RFC 3464, RFC 5965)' }
}

async function parse(message: string): Promise<Email | null> {
  try {
    return await PostalMime.parse(message, {
      forceRfc822Attachments: true,
      attachmentEncoding: 'utf8',
      maxNestingDepth: deepest,
      maxHeadersSize: mostHeaderBytes,
    })
  } catch {
    // Parts within parts without end, or headers without end.
    return null
  }
}

async function readStatus(email: Email): Promise<ReturnedMail | null> {
  const text = partOf(email, /^message\/(?:global-)?delivery-status$/)
  if (text === null) return null
  const { recipients, messageId } = parseDeliveryStatus(text)
  const failed = recipients.filter(({ action }) => action === 'failed')
  if (failed.length > 0)
    return { kind: 'failed', messageIds: await messageIdsOf(email, [messageId]), recipients: failed }
  const [first] = recipients
  if (first === undefined) return { kind: 'other', why: 'its delivery status names no recipient' }
  return { kind: 'notice', action: first.action === '' ? 'unknown' : first.action }
}

/** Kinds of feedback by which a reader says: no more (RFC 5965, 7.3; `opt-out` is in use). The others are reports of programs. */
const complaints = new Set(['abuse', 'fraud', 'opt-out', 'opt-out-list'])

/** Whether this kind of feedback says that a reader wants no more. */
export const isComplaint = (feedback: string): boolean => complaints.has(feedback)

async function readFeedback(email: Email): Promise<ReturnedMail | null> {
  const text = partOf(email, /^message\/feedback-report$/)
  if (text === null) return null
  const said = fieldsOf(text).get('feedback-type') ?? ''
  const feedback = /^[a-z-]{1,40}/.exec(said.toLowerCase())?.[0] ?? 'unknown'
  return isComplaint(feedback)
    ? { kind: 'complaint', messageIds: await messageIdsOf(email, []), feedback }
    : { kind: 'feedback', feedback }
}

/** Characters of the message that came back in which its headers are looked for. */
const mostOriginal = 64 * 1024

/** Of the message that came back; where a server left it out, what its report says that it answers. */
async function messageIdsOf(email: Email, others: (string | null)[]): Promise<string[]> {
  const returned = partOf(email, /^(?:message\/(?:rfc822|global|global-headers|rfc822-headers)|text\/rfc822-headers)$/)
  const headers = returned === null ? null : await parse(`${headersIn(returned)}\r\n\r\n`)
  const ids = [
    headers && headerOf(headers, deliveryHeader.toLowerCase()),
    headers && headerOf(headers, 'message-id'),
    ...others,
    headerOf(email, 'in-reply-to'),
    headerOf(email, 'references')?.trim().split(/\s+/).at(-1),
  ].flatMap((text) => /<[^<>\s]{1,250}>/.exec(text ?? '')?.[0] ?? [])
  return [...new Set(ids)]
}

function headersIn(returned: string): string {
  const start = returned.replace(/^\s+/, '').slice(0, mostOriginal)
  return start.split(/\r?\n\r?\n/, 1)[0] ?? ''
}

/** The first part of such a type, as text. */
function partOf(email: Email, type: RegExp): string | null {
  const content = email.attachments.find(({ mimeType }) => type.test(mimeType))?.content
  return typeof content === 'string' ? content : null
}

const headerOf = (email: Email, name: string): string | null =>
  email.headers.find(({ key }) => key === name)?.value ?? null

/** Older servers write bounces as letters. */
const isFromMailer = (email: Email): boolean =>
  headerOf(email, 'x-failed-recipients') !== null || /^(?:mailer-daemon|postmaster)@/i.test(email.from?.address ?? '')

/** RFC 3834, 5; and what programs say that are older than it. */
function isAutomatic(email: Email): boolean {
  const submitted = headerOf(email, 'auto-submitted')?.trim().toLowerCase() ?? 'no'
  if (!/^no\b/.test(submitted)) return true
  if (['x-autoreply', 'x-autorespond', 'x-auto-reply'].some((name) => headerOf(email, name) !== null)) return true
  return /^auto_reply/i.test(headerOf(email, 'precedence') ?? '')
}
