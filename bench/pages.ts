import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createLinks } from '../src/links.ts'
import { createStore, type Store } from '../src/store/store.ts'
import { buildSubscriber, buildSubscription } from '../test/helpers/build.ts'
import { startInbox } from '../test/helpers/inbox.ts'
import { startRedis } from '../test/helpers/redis.ts'
import { startSite } from '../test/helpers/site.ts'
import { rss, visitStory } from '../test/helpers/stories.ts'
import { makeTempDir } from '../test/helpers/temp-dir.ts'
import { spawnWorker, testSecret, writeConfig } from '../test/helpers/worker.ts'
import { testConfig } from '../test/helpers/config.ts'
import { measure, type Asked, type Measured } from './pages/load.ts'

const subscribers = Number(process.env['SUBSCRIBERS'] ?? 100_000)
const seconds = Number(process.env['SECONDS'] ?? 30)
const perSecond = 200

/** The 99th of a hundred readers waits no longer than this. Milliseconds; told, and not failed for, since it is the machine's matter too. */
const targets = { page: 50, cached: 20 }

/** What pages cost with 100,000 subscribers, beside the least that hono can do, and while all of them are told something. */
test('pages', async () => {
  await using inbox = await startInbox()
  await using redis = await startRedis({ tcp: true })
  await using site = await startSite({ '/feed': rss([]) })
  await using dir = await makeTempDir()
  const client = redis.connect()
  await client.config('SET', 'appendfsync', 'everysec')
  const store = createStore(client)
  const filling = await fill(store)
  console.log(`${subscribers} subscribers written in ${filling.toFixed(1)} s`)

  writeConfig(dir.path, {
    feeds: [{ id: 'feed', url: site.url('/feed'), interval: '2s' }],
    settings: { worker: { sweep: '1s' } },
  })
  await using worker = await spawnWorker({ dir: dir.path, redisUrl: redis.url, smtpUrl: inbox.url })
  await using bare = await startBare()
  const served = { port: worker.port(), pid: worker.process.pid ?? 0 }
  const links = createLinks({ publicUrl: 'http://unused', secret: testSecret })
  const until = new Date(Date.now() + 86_400_000)
  const manage = (number: number): Asked => ({
    method: 'GET',
    path: new URL(links.manage(idOf(number % subscribers), until)).pathname,
  })
  const get = (path: string) => (): Asked => ({ method: 'GET', path })

  /** Each form from a network of its own, for an address of its own, one in two of a subscriber. */
  let asked = 0
  const form = (): Asked => {
    asked += 1
    const address = asked % 2 === 0 ? addressOf(asked % subscribers) : `new-${asked}@example.org`
    return {
      method: 'POST',
      path: '/subscribe',
      body: `address=${encodeURIComponent(address)}&where=all&rules=rating-change&cadence=daily&at=08:00`,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-forwarded-for': `${100 + (asked >> 16)}.${(asked >> 8) & 255}.${asked & 255}.7`,
      },
    }
  }
  const run = async (
    name: string,
    server: Server,
    ask: (number: number) => Asked,
    beside: Measured | null,
    target: number,
  ) => {
    const found = await measure({ ...server, perSecond, seconds, ask })
    const cpu = found.cpu === null ? '' : `, processor ${found.cpu.toFixed(2)} ms`
    const times =
      beside === null ? '' : `, ${ratio(found.p50, beside.p50)} and ${ratio(found.p99, beside.p99)} times the bare one`
    const judged = beside === null ? '' : found.p99 < target ? `; under ${target} ms` : `; OVER ${target} ms`
    console.log(
      `${name.padEnd(44)} p50 ${ms(found.p50)}, p99 ${ms(found.p99)}, max ${ms(found.max)}${cpu}${times}${judged} (${found.bytes} bytes, ${JSON.stringify(found.statuses)}, sent late by ${ms(found.late)}, load ${load()})`,
    )
    return found
  }

  console.log(`${perSecond} requests a second for ${seconds} s each; ${cpus().length} cores, load ${load()}`)
  // The first hundreds find nothing compiled.
  for (const server of [bare, served]) await measure({ ...server, perSecond, seconds: 3, ask: get('/') })
  await measure({ ...served, perSecond, seconds: 3, ask: form })
  const page = await run('a bare page', bare, get('/'), null, 0)
  await run('GET /', served, get('/'), page, targets.page)
  await run('GET /manage/:token', served, manage, page, targets.page)
  const overview = await fetch(`http://127.0.0.1:${worker.port()}/authorities`)
  await overview.arrayBuffer()
  if (overview.status === 200) await run('GET /authorities', served, get('/authorities'), page, targets.cached)
  else console.log(`GET /authorities: no such page here (${overview.status})`)
  const posted = await run('a bare form', bare, form, null, 0)
  await run('POST /subscribe', served, form, posted, targets.page)

  const published = new Date().toISOString()
  const names = testConfig()
    .authorities.list.slice(0, 20)
    .map(({ name }) => name)
  site.set('/feed', rss(names.map((name, at) => visitStory(name, 1 + (at % 9), { published }))))
  await expect.poll(() => store.deliveries.ledger(), { timeout: 120_000 }).toMatchObject({ due: expect.any(Number) })
  await expect.poll(async () => (await store.deliveries.ledger()).due, { timeout: 120_000 }).toBeGreaterThan(0)
  const built = await counted(store)
  const bareThen = await run('a bare page, while digests are built', bare, get('/'), null, 0)
  await run('GET /, while digests are built', served, get('/'), bareThen, targets.page)
  await run('GET /manage/:token, while digests are built', served, manage, bareThen, targets.page)
  await run('POST /subscribe, while digests are built', served, form, bareThen, targets.page)
  console.log(
    `digests built a second meanwhile: ${(await built()).toFixed(0)}; ${(await store.deliveries.ledger()).due} of ${subscribers} in all`,
  )
  client.disconnect()
})

type Server = { port: number; pid: number }

const idOf = (number: number) => `reader-${number}`
const addressOf = (number: number) => `${idOf(number)}@example.org`
const ms = (value: number) => `${value.toFixed(1)} ms`
const ratio = (value: number, beside: number) => (value / Math.max(beside, 0.001)).toFixed(1)
const load = () => (loadavg()[0] ?? 0).toFixed(1)

/** Subscribers who want to hear of everything at once, in the seconds that it took. */
async function fill(store: Store): Promise<number> {
  const started = performance.now()
  const now = new Date()
  const subscriptions = [buildSubscription({ id: 'all', cadence: { kind: 'immediate' } })]
  for (let from = 0; from < subscribers; from += 1000) {
    const numbers = Array.from({ length: Math.min(1000, subscribers - from) }, (_, at) => from + at)
    await Promise.all(
      numbers.map((number) =>
        store.subscribers.save(
          buildSubscriber({ id: idOf(number), address: addressOf(number), subscriptions }),
          0,
          now,
        ),
      ),
    )
  }
  return (performance.now() - started) / 1000
}

/** How many digests a second were built between this and the call of what it gives. */
async function counted(store: Store): Promise<() => Promise<number>> {
  const started = performance.now()
  const { due } = await store.deliveries.ledger()
  return async () => ((await store.deliveries.ledger()).due - due) / ((performance.now() - started) / 1000)
}

async function startBare(): Promise<AsyncDisposable & Server> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('pages/bare.mjs', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [said]: unknown[] = await once(child.stdout, 'data')
  return {
    port: Number(String(said)),
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit')
      child.stdin.end()
      await gone
    },
  }
}
