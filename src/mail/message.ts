import type { Mail } from '../emails/mail.ts'
import type { Message } from './sender.ts'

type Parts = {
  from: string
  to: string
  mail: Mail
  /** Fixed for the delivery, with its angle brackets. */
  messageId: string
  /** Where one POST unsubscribes. */
  unsubscribe: { url: string } | null
  /** `digests.example.org` (RFC 2919). */
  listId: string
  date: Date
}

/**
 * The message as it is handed to a server. Headers: List-Unsubscribe and List-Unsubscribe-Post for one-click (RFC 2369, RFC 8058), List-Id
 * (RFC 2919), Auto-Submitted so that no out-of-office answers it (RFC 3834). No text can add a header: line breaks are removed.
 * Nothing in it can make the mailer read a file or an address.
 */
export function composeMessage({ from, to, mail, messageId, unsubscribe, listId, date }: Parts): Message {
  return {
    from,
    // As an object, the address is taken as one address whatever it holds.
    to: { name: '', address: oneLine(to) },
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    messageId,
    date,
    headers: {
      ...(unsubscribe === null ? {} : { 'List-Unsubscribe': `<${oneLine(unsubscribe.url)}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
      'List-Id': `<${oneLine(listId)}>`,
      'Auto-Submitted': 'auto-generated',
    },
    // Readable in the raw, and safe with servers that cut lines at 998 octets (RFC 5322, 2.1.1).
    textEncoding: 'quoted-printable',
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
