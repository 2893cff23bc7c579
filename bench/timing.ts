import { Agent, request } from 'node:http'
import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createStore } from '../src/store/store.ts'
import { buildSubscriber } from '../test/helpers/build.ts'
import { startInbox } from '../test/helpers/inbox.ts'
import { startRedis } from '../test/helpers/redis.ts'
import { makeTempDir } from '../test/helpers/temp-dir.ts'
import { spawnWorker, writeConfig } from '../test/helpers/worker.ts'
import { rankTest } from './pages/rank-test.ts'

const rounds = Number(process.env['ROUNDS'] ?? 2000)

/** Farther from 0.5 than this, somebody who asks a few dozen times about one address could begin to tell. */
const farthest = 0.05

/** Longer than the messages of a form take. */
const pauseMs = 12

const kinds = ['active', 'unsubscribed', 'unknown'] as const
type Kind = (typeof kinds)[number]

/**
 * Can the time that a form takes tell whether an address is subscribed? Asks in the name of as many known and unknown addresses in turn, each from a network
 * of its own, and tries to tell them apart: by the answer's time, and by that of a second form, which comes while the first is dealt with.
 */
test('known and unknown addresses', async () => {
  await using inbox = await startInbox()
  await using redis = await startRedis({ tcp: true })
  await using dir = await makeTempDir()
  // Each form is dealt with at once, while the next form is read: the worst case.
  writeConfig(dir.path, { feeds: [], settings: { mail: { per_minute: 1_000_000 } } })
  const client = redis.connect()
  const store = createStore(client)
  const now = new Date()
  for (const [path] of paths)
    for (const kind of ['active', 'unsubscribed'] as const)
      for (let at = 0; at < rounds; at += 1) {
        const id = `${path.slice(1)}-${kind}-${at}`
        await store.subscribers.save(buildSubscriber({ id, address: addressOf(path, kind, at), state: kind }), 0, now)
      }
  await using worker = await spawnWorker({ dir: dir.path, redisUrl: redis.url, smtpUrl: inbox.url })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const timed = async (asked: Parameters<typeof ask>[2]) => {
    const started = performance.now()
    const status = await ask(worker.port(), agent, asked)
    return { status, ms: performance.now() - started }
  }

  const far: string[] = []
  let network = 0
  for (const [path, wishes] of paths) {
    const took = { answer: groups(), 'next form': groups() }
    // In any order: were each kind asked once in turn, what came before would differ with the kind, and its mail is written meanwhile.
    const turns = shuffled(kinds.flatMap((kind) => Array.from({ length: rounds }, (_, at) => ({ kind, at }))))
    const warming = Array.from({ length: 150 }, () => null)
    for (const turn of [...warming, ...turns]) {
      const form = async (address: string) => {
        network += 1
        const body = `address=${encodeURIComponent(address)}${wishes}`
        return await timed({ method: 'POST', path, body, forwarded: networkNumber(network) })
      }
      const answer = await form(turn === null ? `warm${network}@example.org` : addressOf(path, turn.kind, turn.at))
      const next = await form(`next${network}@example.org`)
      expect([answer.status, next.status]).toEqual([303, 303])
      // What is still done for this one must not be found in the next one's times.
      await sleep(pauseMs)
      if (turn === null) continue
      took.answer[turn.kind].push(answer.ms)
      took['next form'][turn.kind].push(next.ms)
    }
    for (const [what, times] of Object.entries(took))
      for (const kind of ['active', 'unsubscribed'] as const) {
        const { auc, low, high, p } = rankTest(times[kind], times.unknown, Math.random)
        const median = (group: Kind) => `${middle(times[group]).toFixed(3)} ms`
        const line = `POST ${path}, ${what}: ${kind} ${median(kind)}, unknown ${median('unknown')}; AUC ${auc.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)}), p ${p.toFixed(3)}`
        console.log(line)
        if (Math.abs(auc - 0.5) > farthest) far.push(line)
      }
  }
  console.log(`${rounds} of each; load ${loadavg()[0]?.toFixed(1)}`)
  agent.destroy()
  client.disconnect()
  expect(far).toEqual([])
})

const paths = [
  ['/subscribe', '&where=all&rules=rating-change&cadence=immediate'],
  ['/manage', ''],
] as const

/** All as long as each other. */
const addressOf = (path: string, kind: Kind, at: number) =>
  `${path.slice(1, 3)}${{ active: 'a', unsubscribed: 'u', unknown: 'x' }[kind]}${String(at).padStart(6, '0')}@example.org`

/** A network (IPv4, /24) of its own for each number. */
const networkNumber = (number: number) => `${100 + (number >> 16)}.${(number >> 8) & 255}.${number & 255}.7`

const groups = (): Record<Kind, number[]> => ({ active: [], unsubscribed: [], unknown: [] })

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

const shuffled = <T>(values: readonly T[]): T[] =>
  values
    .map((value) => ({ value, by: Math.random() }))
    .toSorted((a, b) => a.by - b.by)
    .map(({ value }) => value)

function ask(
  port: number,
  agent: Agent,
  { method, path, body, forwarded }: { method: string; path: string; body: string; forwarded: string },
): Promise<number> {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(body.length),
    'x-forwarded-for': forwarded,
  }
  return new Promise((answered, failed) => {
    const sending = request({ host: '127.0.0.1', port, method, path, headers, agent }, (answer) => {
      answer.resume().on('end', () => answered(answer.statusCode ?? 0))
    })
    sending.on('error', failed).end(body)
  })
}
