import { Agent, request } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createClock } from '../helpers/clock.ts'
import { toldOf } from '../helpers/digest-lines.ts'
import { startInbox, type TestInbox } from '../helpers/inbox.ts'
import { createOpened, type Opened } from '../helpers/opened.ts'
import { startRedis, type TestRedis } from '../helpers/redis.ts'
import { startSite, type TestSite } from '../helpers/site.ts'
import { rss, visitStory } from '../helpers/stories.ts'
import { startTestApp, type SettingsInput, type TestApp } from '../helpers/worker.ts'

const published = '2026-03-02T09:00:00Z'
const story = visitStory('Leeds', 1, { published })
const time = createClock(published)

let opened: Opened
let inbox: TestInbox
let site: TestSite
let redis: TestRedis
let app: TestApp
beforeEach(() => {
  time.set('2026-03-02T10:00:00Z')
  opened = createOpened()
})
afterEach(() => opened[Symbol.asyncDispose]())

/** A worker with one reader, Ann, and no news yet. */
async function open(web: SettingsInput['web'] = {}): Promise<void> {
  inbox = opened.use(await startInbox())
  site = opened.use(await startSite({ '/feed': rss([]) }))
  redis = opened.use(await startRedis())
  const feeds = [{ id: 'feed', url: site.url('/feed'), interval: '1h' }]
  // Whatever else this machine does.
  const settings = { web, mail: { timeout: '30s' }, network: { total_timeout: '30s' } }
  app = opened.use(await startTestApp({ redisUrl: redis.url, smtpUrl: inbox.url, clock: time.clock, feeds, settings }))
  await app.subscribe('ann')
  await app.drain()
}

/** Asks in the name of as many addresses, fifty at once; how often it was answered with each status. */
async function flood(
  times: number,
  forwarded: (at: number) => string,
  path = '/manage',
): Promise<Record<number, number>> {
  const agent = new Agent({ keepAlive: true, maxSockets: 50 })
  const counts: Record<number, number> = {}
  let next = 0
  const one = async () => {
    while (next < times) {
      const at = next++
      const status = await post(path, `victim-${at}@example.org`, forwarded(at), agent)
      counts[status] = (counts[status] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: 50 }, one))
  agent.destroy()
  return counts
}

function post(path: string, address: string, forwarded: string, agent?: Agent): Promise<number> {
  const body = new URLSearchParams({
    address,
    where: 'all',
    rules: 'monitoring-visit',
    cadence: 'immediate',
  }).toString()
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(body.length),
    ...(forwarded === '' ? {} : { 'x-forwarded-for': forwarded }),
  }
  return new Promise((answered, failed) => {
    const port = app.httpPort ?? 0
    const sending = request({ host: '127.0.0.1', port, method: 'POST', path, headers, agent }, (answer) => {
      answer.resume().on('end', () => answered(answer.statusCode ?? 0))
    })
    sending.on('error', failed).end(body)
  })
}

const sizes = async () => {
  const client = redis.connect()
  const memory = Number(/used_memory_dataset:(\d+)/.exec(await client.info('memory'))?.[1])
  const keys = await client.dbsize()
  client.disconnect()
  return { memory, keys }
}

/** Somebody of another network asks, and Ann is told what happens, as on any other day. */
async function expectOthersServed(): Promise<void> {
  expect(await post('/subscribe', 'new@example.org', '203.0.113.7')).toBe(303)
  site.set('/feed', rss([story]))
  time.advance(2 * 3_600_000)
  await app.drain()
  const mailed = inbox.messages.map(({ to }) => to)
  expect(mailed).toContain('new@example.org')
  const digests = { messages: inbox.messages.filter(({ raw }) => raw.includes('List-Unsubscribe:')) }
  expect(toldOf(digests)).toEqual({ 'ann@example.org': [story.line] })
}

test('of ten thousand forms from one network twenty are answered by mail, and others go on as ever', async () => {
  await open()
  const before = await sizes()
  expect(await flood(10_000, () => '198.51.100.9')).toEqual({ 303: 20, 429: 9980 })
  await app.drain()
  const after = await sizes()
  // A limit for the network and for each inbox that was asked for; everything else is gone when it is answered.
  expect(after.keys - before.keys).toBeLessThan(40)
  expect(after.memory - before.memory).toBeLessThan(1_000_000)
  expect(inbox.messages).toEqual([])
  expect(await flood(50, () => '198.51.100.9', '/subscribe')).toEqual({ 429: 50 })
  expect(await app.store.subscribers.list()).toEqual(['ann'])
  await expectOthersServed()
})

test('of forms to subscribe from one network twenty at once lead to a message, each asking for a yes', async () => {
  await open()
  expect(await flood(500, () => '198.51.100.9', '/subscribe')).toEqual({ 303: 20, 429: 480 })
  await app.drain()
  expect(new Set(inbox.messages.map(({ parsed }) => parsed.subject))).toEqual(
    new Set(['Please confirm: Ofsted alerts']),
  )
  expect(inbox.messages).toHaveLength(20)
  await expectOthersServed()
})

test('a stranger who makes up whom they ask for counts as one network, however often they change it', async () => {
  await open({ trusted_proxies: ['192.0.2.0/24'] })
  const made = (at: number) => `203.0.${at >> 8}.${at & 255}, 2001:db8:${(at * 7).toString(16)}::1`
  expect(await flood(10_000, made)).toEqual({ 303: 20, 429: 9980 })
})

test('whoever changes between the addresses of one IPv6 network, or of one site, is held up too', async () => {
  await open()
  const address = (at: number) => `2001:db8:1:${(at & 255).toString(16)}::${(at + 1).toString(16)}`
  expect(await flood(1000, address)).toEqual({ 303: 20, 429: 980 })
  const networks = (at: number) => `2001:db8:2:${((at * 256) & 0xffff).toString(16)}::1`
  expect(await flood(1000, networks)).toEqual({ 303: 100, 429: 900 })
  // The neighbours' site is another.
  expect(await flood(1, () => '2001:db8:3::1')).toEqual({ 303: 1 })
})
