import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Subscriber } from '../../src/events/subscription.ts'
import { buildSubscriber, buildSubscription } from '../helpers/build.ts'
import { startRedis, type TestRedis } from '../helpers/redis.ts'
import { serveWeb } from './serve-web.ts'

const day = 86_400_000
const start = new Date('2026-03-01T08:00:00Z')
let now = start
let redis: TestRedis
let web: Awaited<ReturnType<typeof serveWeb>>
let created = 0

beforeAll(async () => {
  redis = await startRedis()
  web = await serveWeb(redis, { clock: () => now })
})
afterAll(async () => {
  await web?.[Symbol.asyncDispose]()
  await redis?.[Symbol.asyncDispose]()
})
beforeEach(() => {
  now = start
  web.logged.length = 0
})

/** A subscriber of their own for each test. */
async function add(overrides: Partial<Subscriber> = {}): Promise<string> {
  const id = `reader-${++created}`
  await web.store.subscribers.save(buildSubscriber({ id, address: `${id}@example.org`, ...overrides }), 0, now)
  return id
}
const stateOf = async (id: string) => (await web.store.subscribers.load(id))?.subscriber.state
const post = (url: string, body = 'List-Unsubscribe=One-Click') =>
  fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    redirect: 'manual',
  })

describe('unsubscribing', () => {
  test('the link shows a button and changes nothing, however it is followed', async () => {
    const id = await add()
    const url = web.links.unsubscribe(id)
    const page = await fetch(url)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<form method="post"><button type="submit">Unsubscribe</button></form>')
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200)
    expect((await fetch(url, { method: 'OPTIONS' })).status).toBe(404)
    expect(await stateOf(id)).toBe('active')
  })

  test('one POST of a mail program, without cookie or visit before, is enough (RFC 8058)', async () => {
    const id = await add()
    const answer = await post(web.links.unsubscribe(id))
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('You are unsubscribed')
    expect(await stateOf(id)).toBe('unsubscribed')
    expect((await web.store.windows.load(id)).cursors.size).toBe(0)
  })

  test('works years later, and twice', async () => {
    const id = await add()
    const url = web.links.unsubscribe(id)
    now = new Date(start.getTime() + 20 * 365 * day)
    expect((await post(url, '')).status).toBe(200)
    expect((await post(url, '')).status).toBe(200)
    expect(await stateOf(id)).toBe('unsubscribed')
    expect(await (await fetch(url)).text()).toContain('You are unsubscribed')
  })

  test.each(['pending', 'suspended'] as const)('works for somebody %s', async (state) => {
    const id = await add({ state })
    await post(web.links.unsubscribe(id))
    expect(await stateOf(id)).toBe('unsubscribed')
  })

  test('somebody whose record was erased is told the truth: nothing more comes', async () => {
    const id = await add()
    await web.store.subscribers.erase(id)
    const answer = await post(web.links.unsubscribe(id))
    expect(answer.status).toBe(200)
    expect(await stateOf(id)).toBeUndefined()
  })

  test.each([
    ['a letter changed', (token: string) => token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['cut in two', (token: string) => token.slice(0, 20)],
    ['nonsense', () => '%E0%A4%A'],
    ['very long', () => 'x'.repeat(8000)],
  ])('a link that is %s opens nothing', async (_, damage) => {
    const id = await add()
    const token = web.links.unsubscribe(id).split('/').at(-1)!
    const answer = await post(`${web.url}/unsubscribe/${damage(token)}`)
    expect(answer.status).toBe(404)
    expect(await answer.text()).toContain('This link does not work')
    expect(await stateOf(id)).toBe('active')
  })

  test('a confirmation link cannot unsubscribe', async () => {
    const id = await add()
    const token = web.links
      .confirm(id, new Date(now.getTime() + day))
      .split('/')
      .at(-1)!
    expect((await post(`${web.url}/unsubscribe/${token}`)).status).toBe(404)
    expect(await stateOf(id)).toBe('active')
  })
})

describe('confirming', () => {
  const pending = { state: 'pending', confirmed: null } as const
  const linkFor = (id: string) => web.links.confirm(id, new Date(start.getTime() + 7 * day))

  test('the link shows a button and changes nothing', async () => {
    const id = await add(pending)
    expect(await (await fetch(linkFor(id))).text()).toContain('Yes, send me digests')
    expect(await stateOf(id)).toBe('pending')
  })

  test('the page says what was asked for, and for which address, of which it shows too little to learn it', async () => {
    const subscriptions = [
      buildSubscription({
        authorities: ['Sandwell'],
        rules: ['rating-change'],
        cadence: { kind: 'weekly', at: '08:00', on: 'monday' },
      }),
      buildSubscription({ id: 'two', regions: ['London'] }),
    ]
    const id = await add({ ...pending, subscriptions })
    const page = await (await fetch(linkFor(id))).text()
    expect(page).toContain('<li>“Rating change” in Sandwell, on Mondays at 08:00</li>')
    expect(page).toContain('<li>everything we watch in the region London, as soon as something happens</li>')
    expect(page).toContain('r…@example.org')
    expect(page).not.toContain(`${id}@`)
  })

  test('a POST makes a pending subscriber active, notes when, and opens their windows', async () => {
    const id = await add(pending)
    const answer = await post(linkFor(id), '')
    expect(await answer.text()).toContain('You are subscribed')
    const record = await web.store.subscribers.load(id)
    expect(record?.subscriber).toMatchObject({ state: 'active', confirmed: start.toISOString() })
    expect((await web.store.windows.load(id)).cursors.size).toBe(1)
  })

  test('twice is the same as once: the time of consent stays', async () => {
    const id = await add(pending)
    await post(linkFor(id), '')
    now = new Date(start.getTime() + day)
    expect(await (await post(linkFor(id), '')).text()).toContain('You are subscribed')
    expect((await web.store.subscribers.load(id))?.subscriber.confirmed).toBe(start.toISOString())
  })

  test.each(['unsubscribed', 'suspended'] as const)('an old link does not bring back somebody %s', async (state) => {
    const id = await add({ state })
    expect((await post(linkFor(id), '')).status).toBe(200)
    expect(await stateOf(id)).toBe(state)
  })

  test('a link that has run out confirms nobody', async () => {
    const id = await add(pending)
    now = new Date(start.getTime() + 7 * day)
    expect((await post(linkFor(id), '')).status).toBe(404)
    expect(await stateOf(id)).toBe('pending')
  })

  test('a link to unsubscribe confirms nobody', async () => {
    const id = await add(pending)
    const token = web.links.unsubscribe(id).split('/').at(-1)!
    expect((await post(`${web.url}/confirm/${token}`, '')).status).toBe(404)
    expect(await stateOf(id)).toBe('pending')
  })
})

describe('every page', () => {
  test('an address that is none gets a page that says so', async () => {
    const answer = await fetch(`${web.url}/wp-login.php`)
    expect(answer.status).toBe(404)
    expect(await answer.text()).toContain('Page not found')
  })

  test('may load and be framed by nothing, tells no other site its address, and is kept nowhere', async () => {
    const { headers } = await fetch(web.links.unsubscribe(await add()))
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src( 'sha256-[^']+')+; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('set-cookie')).toBeNull()
    expect(headers.get('x-powered-by')).toBeNull()
  })

  test('comes with its style: the policy allows what stands in the page, to the letter', async () => {
    for (const path of ['/nowhere', new URL(web.links.unsubscribe(await add())).pathname, '/confirm/cut-in-two']) {
      const answer = await fetch(`${web.url}${path}`)
      const [, served = ''] = /<style>([^]*?)<\/style>/.exec(await answer.text()) ?? []
      expect(served).toContain('main{')
      const digest = createHash('sha256').update(served).digest('base64')
      expect(answer.headers.get('content-security-policy')).toContain(`style-src 'sha256-${digest}'`)
    }
  })

  test('a form larger than any of ours is refused unread', async () => {
    const id = await add()
    expect((await post(web.links.unsubscribe(id), 'x'.repeat(100_000))).status).toBe(413)
    expect(await stateOf(id)).toBe('active')
  })

  test('a form larger than any of ours that does not say its size is refused too', async () => {
    const id = await add()
    const status = await new Promise((answered, failed) => {
      const sending = request(web.links.unsubscribe(id), { method: 'POST' }, (answer) =>
        answered(answer.resume().statusCode),
      )
      sending.on('error', failed)
      sending.write('x'.repeat(50_000))
      sending.end('x'.repeat(50_000))
    })
    expect(status).toBe(413)
    expect(await stateOf(id)).toBe('active')
  })

  test('while Redis does not answer, the reader is told to try again', async () => {
    const id = await add()
    redis.freeze()
    try {
      const answer = await post(web.links.unsubscribe(id))
      expect(answer.status).toBe(503)
      expect(answer.headers.get('retry-after')).toBe('120')
      expect(await answer.text()).toContain('Please try again')
    } finally {
      redis.thaw()
    }
    expect((await post(web.links.unsubscribe(id))).status).toBe(200)
    expect(await stateOf(id)).toBe('unsubscribed')
  })

  test('no token and no address gets into the log', async () => {
    const id = await add()
    const url = web.links.unsubscribe(id)
    await post(url)
    const log = web.logged.join('\n')
    expect(log).toContain(id)
    expect(log).not.toContain(url.split('/').at(-1))
    expect(log).not.toContain('@example.org')
  })
})
