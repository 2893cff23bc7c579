import type { Readable } from 'node:stream'
import type { Transporter } from 'nodemailer'
import type { Settings } from '../config/settings.ts'
import { judgeSendError, withoutAddress } from './answer.ts'
import type { Message, Sender } from './sender.ts'

/** Longest wait for a connection and for the server's greeting; RFC 5321 (4.5.3.2.1) would have us wait five minutes. */
const connectMs = 30_000

/** A connection that has nothing to carry is closed by us before the server does it in the middle of our next message. */
const idleMs = 10_000

/**
 * Options for nodemailer's `createTransport`: pooled and within time. How many messages a minute is not the pool's to know: the queue
 * counts for all processes together. Certificates are verified unless the URL itself says otherwise (`?tls.rejectUnauthorized=false`).
 */
export function smtpOptions(url: string, { connections, timeout }: Settings['mail']) {
  return {
    url,
    pool: true as const,
    maxConnections: connections,
    // One connection serves this many messages; servers cut off endless ones.
    maxMessages: 100,
    // Once more over a new connection if a used one turns out dead before a byte of the message was read; never after that.
    maxRequeues: 1,
    idleTimeout: idleMs,
    requireTLS: carriesPassword(url),
    connectionTimeout: Math.min(timeout, connectMs),
    greetingTimeout: Math.min(timeout, connectMs),
    socketTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** A password must not go out in the clear because somebody on the way left STARTTLS out of the server's answer (RFC 8314, 3). */
function carriesPassword(url: string): boolean {
  const { password, hostname } = new URL(url)
  return password !== '' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
}

/**
 * Sends through a mail server; `transport` is made with `smtpOptions`. `timeoutMs` bounds one message from its place in the pool's queue to
 * the server's answer. When it is over, or `signal` is aborted, the connection is closed and what had happened by then decides.
 */
export function createSmtpSender({ transport, timeoutMs }: { transport: Transporter; timeoutMs: number }): Sender {
  const bodies = trackBodies(transport)
  return {
    async send(message, signal) {
      const deadline = AbortSignal.timeout(timeoutMs)
      const ending = AbortSignal.any([signal, deadline])
      const { address } = message.to
      try {
        const { response } = await transport.sendMail({ ...message, signal: ending })
        return { kind: 'sent', response: withoutAddress(String(response), address) }
      } catch (error) {
        const handedOver = bodies.get(ending)?.readableEnded === true
        const answer = judgeSendError(error, { handedOver, address })
        if (!ending.aborted || answer.kind === 'refused' || (answer.kind === 'later' && answer.code !== null))
          return answer
        const reason = signal.aborted ? 'stopped before the server answered' : `no answer within ${timeoutMs} ms`
        return answer.kind === 'unknown' ? { ...answer, reason } : { ...answer, reason, everyMessage: !signal.aborted }
      }
    },
    async close() {
      transport.close()
    },
  }
}

/**
 * The stream of each message that is being sent, by its signal. The error of a lost connection does not tell whether it was lost before or
 * after the message; its stream does: nodemailer writes the final dot once the stream has ended, never before.
 */
function trackBodies(transport: Transporter): WeakMap<NonNullable<Message['signal']>, Readable> {
  const bodies = new WeakMap<NonNullable<Message['signal']>, Readable>()
  transport.use('stream', ({ data: { signal }, message }, done) => {
    const createReadStream = message.createReadStream.bind(message)
    message.createReadStream = (options) => {
      const body = createReadStream(options)
      if (signal) bodies.set(signal, body)
      return body
    }
    done()
  })
  return bodies
}
