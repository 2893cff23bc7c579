import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createOpened, type Opened } from '../helpers/opened.ts'
import { startTestApp } from '../helpers/worker.ts'
import { sendRaw } from './raw.ts'

let opened: Opened
beforeEach(() => {
  opened = createOpened()
})
afterEach(() => opened[Symbol.asyncDispose]())

const started = async () => {
  const app = opened.use(await startTestApp({}))
  return { app, port: app.httpPort ?? 0 }
}

/** A connection that is held open, with whatever was said on it. */
async function hold(port: number, said: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined).resume()
  opened.use({ [Symbol.asyncDispose]: async () => void socket.destroy() })
  await once(socket, 'connect')
  if (said !== '') await new Promise((written) => socket.write(said, written))
  return socket
}

const head = 'POST /subscribe HTTP/1.1\r\nHost: alerts.example.org\r\n'

describe('a connection that is held open', () => {
  test.each([
    ['without a word', ''],
    ['amid the first line', 'GET / HT'],
    ['amid the headers', head],
    ['amid a form that says its size', `${head}Content-Length: 100\r\n\r\naddress=`],
    ['amid a form that does not', `${head}Transfer-Encoding: chunked\r\n\r\n3\r\nadd\r\n`],
    ['after an answer', 'GET /privacy HTTP/1.1\r\nHost: alerts.example.org\r\n\r\n'],
  ])('%s does not keep the worker from stopping', async (_, said) => {
    const { app, port } = await started()
    const socket = await hold(port, said)
    const closed = once(socket, 'close')
    // Ends: that is what is tested.
    await app.stop()
    await closed
    expect(socket.closed).toBe(true)
  })

  test('is cut after a while, a thousand of them too, and keeps nobody else from the pages', async () => {
    const { port } = await started()
    const silent = await Promise.all(
      Array.from({ length: 1000 }, (_, at) => hold(port, at % 2 === 0 ? '' : 'GET / HTTP/1.1\r\nX: ')),
    )
    const cut = Promise.all(silent.map((socket) => once(socket, 'close')))
    const forms = ['Content-Length: 100\r\n\r\naddress=', 'Transfer-Encoding: chunked\r\n\r\n3\r\nadd\r\n']
    const post = head.replace('/subscribe', '/webhooks/ses')
    const slowPosts = Promise.all(forms.map((form) => sendRaw(port, `${post}${form}`, 30_000)))
    const slow = Promise.all(forms.map((form) => sendRaw(port, `${head}${form}`, 30_000)))
    expect((await fetch(`http://127.0.0.1:${port}/privacy`)).status).toBe(200)
    for (const { status, text, isClosed } of await slow) {
      expect({ status, isClosed }).toEqual({ status: 503, isClosed: true })
      expect(text).toContain('This did not work just now')
    }
    // Nothing is set up there, so that one is refused unread.
    for (const { status, isClosed } of await slowPosts) {
      expect([404, 503]).toContain(status)
      expect(isClosed).toBe(true)
    }
    await cut
    expect((await fetch(`http://127.0.0.1:${port}/privacy`)).status).toBe(200)
  })
})
