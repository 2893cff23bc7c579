import type { Readable } from 'node:stream'
import type { Transporter } from 'nodemailer'
import type { Settings } from '../config/settings.ts'
import { judgeSendError } from './answer.ts'
import type { Sender } from './sender.ts'

/** Options for nodemailer's `createTransport`: pooled, within time, and never trying again by itself: that is the ledger's to decide. */
export function smtpOptions(url: string, { connections, timeout }: Settings['mail']) {
  return {
    url,
    pool: true as const,
    maxConnections: connections,
    // One connection serves this many messages; servers cut off endless ones.
    maxMessages: 100,
    maxRequeues: 0,
    connectionTimeout: Math.min(timeout, 30_000),
    greetingTimeout: Math.min(timeout, 30_000),
    socketTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** Sends through a mail server. `timeoutMs` bounds one message from its place in the pool's queue to the server's answer. */
export function createSmtpSender({ transport, timeoutMs }: { transport: Transporter; timeoutMs: number }): Sender {
  const bodies = new Map<string, Readable>()
  // The error of a lost connection does not tell whether it was lost before or after the message: the message's own stream does.
  transport.use('stream', ({ data, message }, done) => {
    const createReadStream = message.createReadStream.bind(message)
    message.createReadStream = (options) => {
      const body = createReadStream(options)
      if (typeof data.messageId === 'string') bodies.set(data.messageId, body)
      return body
    }
    done()
  })
  return {
    async send(message, signal) {
      try {
        await transport.sendMail({ ...message, signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) })
        return { kind: 'sent' }
      } catch (error) {
        return judgeSendError(error, bodies.get(message.messageId)?.readableEnded === true)
      } finally {
        bodies.delete(message.messageId)
      }
    },
    async close() {
      transport.close()
    },
  }
}
