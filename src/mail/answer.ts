import type { SendAnswer } from './sender.ts'

/** The last step of the session that was answered, where the error tells it. */
type SmtpError = { code: string | null; replyCode: number | null; command: string | null; message: string }

type Attempt = {
  /** Whether all of the message had been read for sending, so that its final dot may have reached the server. */
  handedOver: boolean
  /** The recipient's address, to keep it out of the reason. */
  address: string
}

/** 421 may answer anything (RFC 5321, 3.8). 503 is how some ask for a login, and 530 to 538 are about it (RFC 4954, 6; RFC 3207, 4). */
const sessionReplies = new Set([421, 503, 530, 534, 535, 538])

/** Of the replies to MAIL FROM, which names us and not the reader, the one that is about the message: it is too big (RFC 1870, 6.1). */
const tooBig = 552

/**
 * What a failed attempt means, as seen with nodemailer 10.6 against servers that misbehave at each step (test/mail/smtp.test.ts):
 *
 * | what the server does            | code                   | responseCode | command          | means   |
 * |---------------------------------|------------------------|--------------|------------------|---------|
 * | refuses connections, bad TLS    | ESOCKET                | -            | CONN             | later   |
 * | name not found                  | EDNS                   | -            | CONN             | later   |
 * | greets with 4xx or 5xx          | EPROTOCOL              | as replied   | CONN             | later   |
 * | cuts before its greeting        | ECONNECTION            | -            | -                | later   |
 * | refuses the login               | EAUTH                  | as replied   | AUTH PLAIN       | later   |
 * | refuses with 4xx                | EENVELOPE, EMESSAGE    | as replied   | MAIL FROM … DATA | later   |
 * | refuses with 5xx but 503        | EENVELOPE, EMESSAGE    | as replied   | RCPT TO, DATA    | refused |
 * | silent or cut before the dot    | ETIMEDOUT, ECONNECTION | -            | CONN             | later   |
 * | silent or cut after the dot     | ETIMEDOUT, ECONNECTION | -            | CONN             | unknown |
 * | answers without end             | EABORT (our deadline)  | -            | -                | by dot  |
 *
 * So `code` decides nothing (a 450 and a 550 are both EENVELOPE), the reply code does; and where there is none, nothing in the error tells
 * whether the message had gone: whoever sent it must say.
 */
export function judgeSendError(
  error: unknown,
  { handedOver, address }: Attempt,
): Exclude<SendAnswer, { kind: 'sent' }> {
  const { code, replyCode, command, message } = read(error)
  const reason = withoutAddress(message, address)
  if (replyCode === null) {
    if (handedOver) return { kind: 'unknown', reason }
    return isOwnRefusal(code, command)
      ? { kind: 'refused', code: null, reason }
      : { kind: 'later', code: null, reason, everyMessage: true }
  }
  const everyMessage = sessionReplies.has(replyCode) || !isAboutMessage(command, replyCode)
  if (everyMessage || replyCode < 500) return { kind: 'later', code: replyCode, reason, everyMessage }
  return { kind: 'refused', code: replyCode, reason }
}

/** Characters of a server's answer that are looked at. */
const longest = 2000

/** Replies as text for logs and records: servers quote the address they refuse, or its part before the @. */
export function withoutAddress(text: string, address: string): string {
  // Cut first, so that a long text costs no more than a short one; and between words, so that no half of an address is left.
  const cut = text.length > longest ? text.slice(0, longest).replace(/\S*$/, '') : text
  const short = cut.replaceAll(/[\p{Cc}\s]+/gu, ' ')
  const local = address.slice(0, Math.max(0, address.lastIndexOf('@')))
  const known = [address, local.length < 3 ? '' : local]
    .filter((part) => part !== '')
    .map((part) => part.replaceAll(/\W/g, '\\$&'))
  const named =
    known.length === 0
      ? short
      : short.replaceAll(new RegExp(`(?<!\\w)(?:${known.join('|')})(?!\\w)`, 'gi'), '(address)')
  return named.replaceAll(/\S*(?:@|%40)\S*/gi, '(address)').slice(0, 500)
}

function read(error: unknown): SmtpError {
  if (!(error instanceof Error)) return { code: null, replyCode: null, command: null, message: String(error) }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  const reply = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : null
  const command = 'command' in error && typeof error.command === 'string' ? error.command : null
  // Anything else is no answer that RFC 5321 knows at these steps.
  const isFailure = reply !== null && reply >= 400 && reply < 600
  return { code, replyCode: isFailure ? reply : null, command, message: error.message }
}

/** Whether nodemailer itself would not send it: the address cannot be one. */
const isOwnRefusal = (code: string | null, command: string | null) => code === 'EENVELOPE' && command === 'API'

function isAboutMessage(command: string | null, replyCode: number): boolean {
  if (command === 'MAIL FROM') return replyCode < 500 || replyCode === tooBig
  return command === 'RCPT TO' || command === 'DATA'
}
