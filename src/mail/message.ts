import { createHash } from 'node:crypto'
import type { Mail } from '../emails/mail.ts'
import type { Message } from './sender.ts'

type Parts = {
  /** As in MAIL_FROM: a bare address, or one with a name. */
  from: string
  /** One bare address. */
  to: string
  mail: Mail
  /** Fixed for the delivery, with its angle brackets. */
  messageId: string
  /** Where one POST unsubscribes; null for mail that nobody subscribed to. */
  unsubscribe: { url: string } | null
  /** `digests.example.org` (RFC 2919). */
  listId: string
  date: Date
  /** Message-IDs that it follows on from, the latest last: mail programs show them together (RFC 5322, 3.6.4). */
  references?: string[]
}

/**
 * Says the Message-ID once more, so that a message which comes back is known by it: Amazon SES and others put a Message-ID of their own in the
 * place of ours.
 */
export const deliveryHeader = 'X-Delivery'

/**
 * The message as it is handed to a sender: text, and HTML as its alternative where there is one, byte for byte the same each time it is composed of the same parts.
 *
 * List-Unsubscribe and List-Unsubscribe-Post say that one POST unsubscribes (RFC 2369, RFC 8058; mail programs heed it if DKIM covers both).
 * List-Id names the list (RFC 2919). Auto-Submitted keeps out-of-office replies away (RFC 3834), X-Auto-Response-Suppress does so
 * with Exchange, which does not heed it ([MS-OXCMAIL] 2.1.3.2.20). Precedence is left out: no standard knows it.
 *
 * No text can add a header: line breaks are removed. Nothing in it can make the mailer read a file or an address.
 */
export function composeMessage({
  from,
  to,
  mail,
  messageId,
  unsubscribe,
  listId,
  date,
  references = [],
}: Parts): Message {
  const earlier = references.map(oneLine)
  const last = earlier.at(-1)
  return {
    from: mailbox(oneLine(from)),
    // As an object, the address is taken as one address whatever it holds.
    to: { name: '', address: oneLine(to) },
    subject: unread(oneLine(mail.subject)),
    text: mail.text,
    ...(mail.html === null ? {} : { html: mail.html }),
    messageId: oneLine(messageId),
    date,
    ...(last === undefined ? {} : { references: earlier, inReplyTo: last }),
    headers: {
      ...(unsubscribe === null ? {} : unsubscribeHeaders(oneLine(unsubscribe.url))),
      'List-Id': prepared(`<${oneLine(listId)}>`),
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      [deliveryHeader]: prepared(oneLine(messageId)),
    },
    // Readable in the raw, and safe with servers that cut lines at 998 octets (RFC 5322, 2.1.1).
    textEncoding: 'quoted-printable',
    baseBoundary: createHash('sha256').update(messageId).digest('hex').slice(0, 32),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

const unsubscribeHeaders = (url: string) => ({
  'List-Unsubscribe': prepared(`<${url}>`),
  'List-Unsubscribe-Post': prepared('List-Unsubscribe=One-Click'),
})

/** Written as it is: a folded or encoded address would be another one. */
const prepared = (value: string) => ({ prepared: true, value })

/** Its name as a name, whatever it holds: brackets, commas and colons mean something in an address (RFC 5322, 3.4). */
function mailbox(text: string): string | { name: string; address: string } {
  const [, name = '', address] = /^(.*)<([^<>]*)>$/.exec(text) ?? []
  if (address === undefined) return text
  const [, quoted] = /^"(.*)"$/.exec(name.trim()) ?? []
  return { name: quoted === undefined ? name.trim() : quoted.replaceAll(/\\(.)/g, '$1'), address }
}

/** What passes for an encoded word would be read as one (RFC 2047): a way to bring in letters that were taken out of the text. */
const unread = (text: string): string => text.replaceAll('=?', '= ?')

const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
