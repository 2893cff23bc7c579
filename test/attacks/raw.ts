import { request, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'

/** What came back over one connection until the other side closed it, or until patience ended. */
export type RawAnswer = { status: number | null; text: string; isClosed: boolean }

/** Sends bytes as they are, which no HTTP client would. */
export function sendRaw(port: number, bytes: string, patienceMs = 5000): Promise<RawAnswer> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    const end = (isClosed: boolean) => {
      clearTimeout(timer)
      socket.destroy()
      const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]
      done({ status: status === undefined ? null : Number(status), text, isClosed })
    }
    const timer = setTimeout(() => end(false), patienceMs)
    socket.on('connect', () => socket.write(bytes, 'utf8'))
    socket.on('data', (chunk) => (text += chunk.toString()))
    socket.on('error', () => end(true))
    socket.on('close', () => end(true))
  })
}

export type Asked = { method?: string; path: string; headers?: Record<string, string>; body?: string | Buffer }
export type Answer = { status: number; headers: IncomingHttpHeaders; text: string }

/** One request whose path and headers are sent as given: `fetch` would tidy both. */
export function ask(port: number, { method = 'GET', path, headers = {}, body = '' }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body.length === 0 ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const sending = request({ port, host: '127.0.0.1', method, path, headers: { ...length, ...headers } }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => (text += chunk))
      answer.on('error', reject)
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }))
    })
    sending.on('error', reject)
    sending.end(body)
  })
}

/** Refused in words for people: no faults of ours, no places in the code. */
export const looksRefused = ({ status, text }: Pick<Answer, 'status' | 'text'>): boolean =>
  status >= 400 && status < 500 && !/node_modules|\bat .+:\d+:\d+|[a-z]Error\b/.test(text)
