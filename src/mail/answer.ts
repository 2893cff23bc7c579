import type { SendAnswer } from './sender.ts'

/** What nodemailer's errors carry, as seen with 10.6 against real servers; `code` alone decides nothing (a 450 and a 550 are both EENVELOPE). */
type SmtpError = { message: string; responseCode: number | null; command: string | null }

/** Replies that speak of the session, not of the message: our login, or our way of speaking (RFC 5321, 4.2.3; RFC 4954, 6). */
const aboutSession = new Set([421, 454, 500, 501, 502, 503, 504, 530, 534, 535, 538])

/** Commands at which a refusal is about this message. Before them every message would have been refused. */
const aboutMessage = new Set(['MAIL FROM', 'RCPT TO', 'DATA'])

/**
 * What a failed attempt means, by the server's reply code alone: 5xx for good, 4xx (and 503) for now. Without a reply, it is for now if
 * the message had not been handed over, and unknown if it had: the server may have taken it and died before it said so.
 */
export function judgeSendError(error: unknown, handedOver: boolean): Exclude<SendAnswer, { kind: 'sent' }> {
  const { message, responseCode, command } = read(error)
  const reason = withoutAddresses(message)
  if (responseCode === null) return handedOver ? { kind: 'unknown', reason } : { kind: 'later', reason, everyMessage: true }
  const concernsAll = aboutSession.has(responseCode) || command === null || !aboutMessage.has(command)
  if (concernsAll || responseCode < 500) return { kind: 'later', reason, everyMessage: concernsAll }
  return { kind: 'refused', reason }
}

function read(error: unknown): SmtpError {
  if (!(error instanceof Error)) return { message: String(error), responseCode: null, command: null }
  const responseCode = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : null
  const command = 'command' in error && typeof error.command === 'string' ? error.command : null
  return { message: error.message, responseCode, command }
}

/** Servers quote the address they refuse; it must not reach a log or a record. */
export const withoutAddresses = (text: string): string =>
  text
    .replaceAll(/[^\s<>"',;:()]+@[^\s<>"',;()]+/g, '(address)')
    .replaceAll(/\s+/g, ' ')
    .slice(0, 500)
