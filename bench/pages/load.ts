import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

export type Asked = { method: string; path: string; headers?: Record<string, string>; body?: string }

export type Load = {
  port: number
  /** The process that answers. */
  pid: number
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
  /** Time of a processor for each request, whatever else the machine does; what else the process does is in it. Null where it cannot be had. */
  cpu: number | null
  bytes: number
  statuses: Record<number, number>
}

/**
 * Sends requests at a constant rate, whether or not those before are answered (an open loop), and times each from the moment it was sent. autocannon
 * keeps a rate as well, but sends each second's requests at its beginning, and tells whole milliseconds.
 */
export async function measure({ port, pid, perSecond, seconds, ask }: Load): Promise<Measured> {
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
  const cpuBefore = cpuMs(pid)
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
  const cpuAfter = cpuMs(pid)
  agent.destroy()
  const at = (values: number[], share: number) =>
    values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
  return {
    requests: took.length,
    p50: at(took, 0.5),
    p99: at(took, 0.99),
    max: at(took, 1),
    late: at(late, 0.99),
    cpu: cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / took.length,
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

/** Fields 14 and 15 of /proc/PID/stat, in hundredths of a second (proc(5)). */
function cpuMs(pid: number): number | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return null
  }
}
