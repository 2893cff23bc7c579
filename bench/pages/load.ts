import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

export type Asked = { method: string; path: string; headers?: Record<string, string>; body?: string }

export type Load = {
  port: number
  perSecond: number
  seconds: number
  /** What is asked for, by its number. */
  ask: (number: number) => Asked
}

/** Milliseconds; `late`: how much later than planned requests were sent, where this machine was too busy to send them. */
export type Measured = {
  requests: number
  p50: number
  p99: number
  max: number
  late: number
  bytes: number
  statuses: Record<number, number>
}

/**
 * Sends requests at a constant rate, whether or not those before are answered (an open loop), and times each from the moment it was sent. autocannon
 * keeps a rate as well, but sends each second's requests at its beginning, and tells whole milliseconds.
 */
export async function measure({ port, perSecond, seconds, ask }: Load): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: 500 })
  const took: number[] = []
  const late: number[] = []
  const statuses: Record<number, number> = {}
  let bytes = 0
  const one = async (number: number) => {
    const started = performance.now()
    const answer = await send(port, agent, ask(number))
    took.push(performance.now() - started)
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
    bytes = Math.max(bytes, answer.bytes)
  }
  const begun = performance.now()
  const running: Promise<void>[] = []
  for (let number = 0; number < perSecond * seconds; number += 1) {
    const due = begun + (number * 1000) / perSecond
    const wait = due - performance.now()
    if (wait > 0.5) await sleep(wait)
    late.push(Math.max(0, performance.now() - due))
    running.push(one(number))
  }
  await Promise.all(running)
  agent.destroy()
  const at = (values: number[], share: number) =>
    values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
  return {
    requests: took.length,
    p50: at(took, 0.5),
    p99: at(took, 0.99),
    max: at(took, 1),
    late: at(late, 0.99),
    bytes,
    statuses,
  }
}

/** Status 0: no answer. */
function send(
  port: number,
  agent: Agent,
  { method, path, headers = {}, body = '' }: Asked,
): Promise<{ status: number; bytes: number }> {
  return new Promise((answered) => {
    const length = { 'content-length': String(Buffer.byteLength(body)) }
    const all = { ...(method === 'POST' ? length : {}), ...headers }
    const sending = request({ host: '127.0.0.1', port, method, path, headers: all, agent }, (answer) => {
      let bytes = 0
      answer.on('data', (chunk: Buffer) => (bytes += chunk.length))
      answer.on('end', () => answered({ status: answer.statusCode ?? 0, bytes }))
      answer.on('error', () => answered({ status: 0, bytes }))
    })
    sending.on('error', () => answered({ status: 0, bytes: 0 })).end(body)
  })
}
