import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'

/**
 * What becomes of one attempt to deliver:
 * - `accept`: 250.
 * - a reply, such as `450` or `550 5.1.1 no such user`: to RCPT TO. Written `data: 450`, to the whole message instead.
 *   After 421 the connection is cut, as RFC 5321 (4.2.1) has it.
 * - `hang`: takes the whole message and never answers. It is not counted as accepted.
 * - `hang-at-rcpt`: never answers RCPT TO.
 * - `drop-before-data`: cuts the connection at RCPT TO. `drop-in-data`: cuts it amid the message.
 * - `drop-after-data`: takes the message, which is counted as accepted, and cuts the connection before it says 250.
 */
export type Behaviour =
  | 'accept'
  | `${number}`
  | `${number} ${string}`
  | `data: ${number}`
  | `data: ${number} ${string}`
  | 'hang'
  | 'hang-at-rcpt'
  | 'drop-before-data'
  | 'drop-in-data'
  | 'drop-after-data'

export type InboxMessage = {
  /** As it came, headers and all. */
  raw: Buffer
  parsed: ParsedMail
  from: string
  to: string
}

export type InboxOptions = {
  /** For every attempt that no script is left for. */
  behaviour?: Behaviour
  /** Refuses with 535 whoever does not log in as this. */
  auth?: { user: string; pass: string }
  /** `starttls` and `tls` show a certificate that nobody trusts. */
  security?: 'none' | 'starttls' | 'tls'
  /** What it says behind 250 of the message with this number, from 1. */
  says?: (message: number) => string
}

export type TestInbox = AsyncDisposable & {
  /** `smtp://127.0.0.1:PORT`, with the login where one is wanted. */
  url: string
  /** What it took, in the order it came. */
  messages: InboxMessage[]
  /** Every RCPT TO, with what was made of it. */
  attempts: { to: string; behaviour: Behaviour }[]
  /** How many messages came whole, whatever was answered. */
  received: () => number
  /** Connections made so far. */
  connections: () => number
  /** For the next attempts at this address, in turn; `*` is any address. */
  script: (to: string, ...behaviours: Behaviour[]) => void
  /** For every attempt that no script is left for, from now on. */
  behave: (behaviour: Behaviour) => void
  countsById: () => Record<string, number>
  countsByRecipient: () => Record<string, number>
  /** Cuts all connections and refuses new ones, until `start`, which takes the same port. */
  stop: () => Promise<void>
  start: () => Promise<void>
}

/** A mail server on the loopback address that keeps what it is given. */
export async function startInbox({
  behaviour = 'accept',
  auth,
  security = 'none',
  says,
}: InboxOptions = {}): Promise<TestInbox> {
  const messages: InboxMessage[] = []
  const attempts: TestInbox['attempts'] = []
  const scripts = new Map<string, Behaviour[]>()
  const sockets = new Map<number, Socket>()
  const current = new WeakMap<SMTPServerSession, Behaviour>()
  let usual = behaviour
  let connections = 0
  let received = 0
  let port = 0
  let server: SMTPServer | null = null

  const next = (to: string): Behaviour => scripts.get(to)?.shift() ?? scripts.get('*')?.shift() ?? usual
  const cut = (session: SMTPServerSession) => void sockets.get(session.remotePort)?.destroy()

  async function start(): Promise<void> {
    const listening = makeServer()
    server = listening
    listening.on('error', () => undefined)
    listening.server.on('connection', (socket: Socket) => {
      connections += 1
      const from = socket.remotePort ?? 0
      sockets.set(from, socket)
      socket.once('close', () => sockets.delete(from))
    })
    listening.listen(port, '127.0.0.1')
    await once(listening.server, 'listening')
    // A server that listens on a port has such an address.
    port = (listening.server.address() as AddressInfo).port
  }

  async function stop(): Promise<void> {
    const stopping = server
    server = null
    if (stopping === null) return
    const closed = new Promise<void>((done) => stopping.close(() => done()))
    for (const socket of sockets.values()) socket.destroy()
    await closed
  }

  const makeServer = () =>
    new SMTPServer({
      secure: security === 'tls',
      authOptional: auth === undefined,
      allowInsecureAuth: true,
      disabledCommands: [...(security === 'starttls' ? [] : ['STARTTLS']), ...(auth === undefined ? ['AUTH'] : [])],
      disableReverseLookup: true,
      closeTimeout: 1,
      // Its built-in certificate is what we want here, without a warning.
      logger: false,
      onAuth(given, _session, done) {
        if (given.username === auth?.user && given.password === auth?.pass) return done(null, { user: given.username })
        done(reply('535 5.7.8 authentication credentials invalid'))
      },
      onRcptTo({ address }, session, done) {
        const chosen = next(address)
        attempts.push({ to: address, behaviour: chosen })
        current.set(session, chosen)
        if (chosen === 'hang-at-rcpt') return
        if (chosen === 'drop-before-data') return cut(session)
        if (/^\d/.test(chosen)) return refuse(chosen, address, session, done)
        done()
      },
      onData(stream, session, done) {
        const chosen = current.get(session) ?? 'accept'
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => {
          chunks.push(chunk)
          if (chosen === 'drop-in-data') cut(session)
        })
        stream.on('end', () => void take(Buffer.concat(chunks)))

        async function take(raw: Buffer): Promise<void> {
          received += 1
          const to = session.envelope.rcptTo[0]?.address ?? ''
          if (chosen === 'hang' || chosen === 'drop-in-data') return
          if (chosen.startsWith('data: ')) return refuse(chosen.slice('data: '.length), to, session, done)
          const sender = session.envelope.mailFrom
          messages.push({ raw, parsed: await simpleParser(raw), from: sender === false ? '' : sender.address, to })
          if (chosen === 'drop-after-data') return cut(session)
          done(null, says?.(messages.length))
        }
      },
    })

  /** Servers quote the address that they refuse, and so does this one. */
  function refuse(answer: string, to: string, session: SMTPServerSession, done: (error: Error) => void): void {
    done(reply(/\s/.test(answer) ? answer : `${answer} not this one: <${to}>`))
    if (answer.startsWith('421')) setImmediate(cut, session)
  }

  const counts = (key: (message: InboxMessage) => string): Record<string, number> => {
    const found: Record<string, number> = {}
    for (const message of messages) found[key(message)] = (found[key(message)] ?? 0) + 1
    return found
  }

  await start()
  const login = auth === undefined ? '' : `${encodeURIComponent(auth.user)}:${encodeURIComponent(auth.pass)}@`
  return {
    url: `${security === 'tls' ? 'smtps' : 'smtp'}://${login}127.0.0.1:${port}`,
    messages,
    attempts,
    received: () => received,
    connections: () => connections,
    script: (to, ...behaviours) => void scripts.set(to, [...(scripts.get(to) ?? []), ...behaviours]),
    behave: (behaviour) => {
      usual = behaviour
    },
    countsById: () => counts(({ parsed }) => parsed.messageId ?? ''),
    countsByRecipient: () => counts(({ to }) => to),
    start,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

/** An error that smtp-server answers as written, `450 4.2.0 greylisted`. */
function reply(text: string): Error {
  return Object.assign(new Error(text.replace(/^\d+\s+/, '')), { responseCode: Number.parseInt(text) })
}
