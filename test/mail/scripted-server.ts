import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'

/** The steps of an SMTP session at which a server may misbehave; `message` is the answer to the dot that ends it. */
export type Step = 'greeting' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'message' | 'RSET'

/** A reply as it is written, or: no answer, a cut connection, or an answer that never comes to its end. */
export type Answer = `${number} ${string}` | `${number}-${string}` | 'hang' | 'drop' | 'trickle'

const usual: Record<Step, Answer> = {
  greeting: '220 test',
  EHLO: '250 test',
  AUTH: '235 welcome',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  message: '250 taken',
  RSET: '250 ok',
}

const trickleMs = 20

/** A mail server that answers each step as it is told: for what no real server can be made to do. */
export async function startScriptedServer(script: Partial<Record<Step, Answer>>) {
  const sockets = new Set<Socket>()
  const messages: string[] = []
  const answers = { ...usual, ...script }

  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
    let unread = ''
    let inMessage = false
    socket.on('data', (chunk) => {
      unread += chunk.toString('latin1')
      for (;;) {
        const end = inMessage ? '\r\n.\r\n' : '\r\n'
        const at = unread.indexOf(end)
        if (at === -1) return
        const part = unread.slice(0, at)
        unread = unread.slice(at + end.length)
        if (inMessage) messages.push(part)
        const step = inMessage ? 'message' : stepOf(part)
        inMessage = step === 'DATA' && answers.DATA.startsWith('3')
        say(socket, step === null ? '250 ok' : answers[step])
      }
    })
    say(socket, answers.greeting)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo

  return {
    url: `smtp://127.0.0.1:${port}`,
    /** Every message that came whole, whatever was answered. */
    messages,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function stepOf(line: string): Step | null {
  const word = line.slice(0, 4).toUpperCase()
  return (['EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'RSET'] as const).find((step) => step === word) ?? null
}

function say(socket: Socket, answer: Answer): void {
  if (answer === 'drop') socket.destroy()
  else if (answer === 'trickle') {
    const timer = setInterval(() => socket.write('250-still thinking\r\n'), trickleMs)
    socket.once('close', () => clearInterval(timer))
  } else if (answer !== 'hang') socket.write(`${answer}\r\n`)
}
