import { createConnection } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startRedis, type TestRedis } from '../helpers/redis.ts'
import { freeze } from '../helpers/freeze.ts'
import { password, serveAdmin } from './serve-admin.ts'

const start = new Date('2026-03-01T08:00:00Z')
let now = start
let redis: TestRedis
let web: Awaited<ReturnType<typeof serveAdmin>>
beforeAll(async () => {
  redis = await startRedis()
  web = await serveAdmin(redis, { clock: () => now })
})
afterAll(async () => {
  await web?.[Symbol.asyncDispose]()
  await redis?.[Symbol.asyncDispose]()
})
beforeEach(async () => {
  await web.redis.flushall()
  now = start
  web.logged.length = 0
})

/** What the server answers to these very lines, as no browser would send them. */
function raw(...lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(web.port, '127.0.0.1')
    let answer = ''
    socket.on('data', (chunk) => (answer += chunk.toString()))
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
    socket.write([...lines, 'Host: 127.0.0.1', 'Connection: close', '', ''].join('\r\n'))
  })
}
const everyPage = [
  '/admin',
  '/admin/subscribers',
  '/admin/subscribers/ann',
  '/admin/deliveries',
  '/admin/deliveries/x',
  '/admin/feeds',
  '/admin/rules',
  '/admin/audit',
  '/admin/queues',
  '/admin/queues/api/queues',
  '/admin/queues/static/favicon.ico',
  '/admin/nothing',
]

describe('who gets in', () => {
  test('nobody where no password is set: there are no such pages', async () => {
    await using without = await serveAdmin(redis, { clock: () => now, adminPassword: null })
    const answer = await without.get('/admin')
    expect(answer.status).toBe(404)
    expect(answer.headers.has('www-authenticate')).toBe(false)
  })

  test.each(everyPage)('nobody sees %s without the password, or with a wrong one', async (path) => {
    for (const headers of [
      {},
      { authorization: web.authorization('ann', 'guess') },
      { authorization: `Bearer ${password}` },
    ]) {
      const answer = await fetch(`${web.url}${path}`, { headers })
      expect(answer.status).toBe(401)
      expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm=/)
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
    expect((await web.get(path, { method: 'HEAD', with: 'guess' })).status).toBe(401)
  })

  test('the password opens them, for any name that can stand in a log', async () => {
    expect((await web.get('/admin')).status).toBe(200)
    expect((await web.get('/admin', { method: 'HEAD' })).status).toBe(200)
    expect((await web.get('/admin', { as: 'Åsa O’Brien' })).status).toBe(200)
    for (const as of ['', ' ', '<b>', 'a\nb', 'x'.repeat(65)])
      expect((await web.get('/admin', { as })).status, as).toBe(401)
  })

  test('they are kept by no browser, found by no search engine, and name themselves to no other site', async () => {
    for (const path of ['/admin', '/admin/queues', '/admin/nothing']) {
      const { headers } = await web.get(path)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('x-robots-tag')).toBe('noindex, nofollow')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN')
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    }
  })

  test.each([
    'GET //admin HTTP/1.1',
    'GET /admin/..%2fadmin HTTP/1.1',
    'GET /admin/%2e%2e/admin HTTP/1.1',
    'GET /%61dmin HTTP/1.1',
    'GET /ADMIN HTTP/1.1',
    'GET /admin/ HTTP/1.1',
    'GET /admin;x/deliveries HTTP/1.1',
    'GET /healthz/../admin HTTP/1.1',
    'GET /admin%00 HTTP/1.1',
    'GET http://127.0.0.1/admin HTTP/1.1',
    'OPTIONS /admin HTTP/1.1',
    'TRACE /admin HTTP/1.1',
    'PROPFIND /admin HTTP/1.1',
  ])('%s leads to nothing without the password', async (line) => {
    const answer = await raw(line)
    expect(answer).toMatch(/^HTTP\/1\.1 (400|401|404|405)|^$/)
    expect(answer).not.toContain('Operator’s pages')
  })

  test.each([
    '/admin/queues/static/..%2f..%2fpackage.json',
    '/admin/queues/static/%2e%2e/%2e%2e/package.json',
    '/admin/queues/static/....//package.json',
  ])('%s leads out of no folder, even with it', async (path) => {
    const answer = await raw(`GET ${path} HTTP/1.1`, `Authorization: ${web.authorization('ann', password)}`)
    expect(answer).toMatch(/^HTTP\/1\.1 (400|404)/)
    expect(answer).not.toContain('"name"')
  })
})

describe('the way', () => {
  const from = (headers: Record<string, string>) => web.get('/admin', { headers })

  test('over plain HTTP nothing is shown, and no password is asked for', async () => {
    for (const headers of [
      { 'x-forwarded-proto': 'http' },
      { 'x-forwarded-for': '192.0.2.1' },
      { forwarded: 'for=192.0.2.1;proto=https' },
      { 'x-forwarded-proto': 'https,http' },
    ]) {
      const answer = await from(headers)
      expect(answer.status).toBe(403)
      expect(answer.headers.has('www-authenticate')).toBe(false)
      expect(await answer.text()).toMatch(/over https alone.*X-Forwarded-Proto.*change it/s)
    }
    expect(await (await fetch(`${web.url}/admin`, { headers: { 'x-forwarded-proto': 'http' } })).text()).not.toContain(
      'change it',
    )
    expect((await from({ 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.1' })).status).toBe(200)
  })

  test('whoever is no proxy of ours is not believed that it was https', async () => {
    await using strict = await serveAdmin(redis, {
      clock: () => now,
      settings: { web: { trusted_proxies: ['10.0.0.0/8'] } },
    })
    expect((await strict.get('/admin', { headers: { 'x-forwarded-proto': 'https' } })).status).toBe(403)
    expect((await strict.get('/admin')).status).toBe(200)
  })
})

describe('guessing', () => {
  const guess = (from = '192.0.2.1', given = 'guess') =>
    web.get('/admin', { with: given, headers: { 'x-forwarded-for': from, 'x-forwarded-proto': 'https' } })

  test('after five wrong ones the network waits, longer each time, also with the right one; others do not', async () => {
    for (let wrong = 0; wrong < 5; wrong++) expect((await guess()).status).toBe(401)
    const refused = await guess()
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('30')
    expect((await guess('192.0.2.77', password)).status).toBe(429)
    expect((await guess('198.51.100.1', password)).status).toBe(200)
    expect(web.logged.filter((line) => line.includes('wrong password'))).toHaveLength(5)
    expect(web.logged.join()).not.toContain('guess')

    now = new Date(now.getTime() + 30_000)
    expect((await guess('192.0.2.1', password)).status).toBe(200)
    expect((await guess()).status).toBe(401)
    expect((await guess()).headers.get('retry-after')).toBe('60')
    now = new Date(now.getTime() + 3 * 3_600_000)
    expect((await guess()).status).toBe(401)
  })

  test('a hundred guesses at once are five, whichever of them is right', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => guess()))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(95)
  })

  test('pages that are looked at count nothing', async () => {
    for (let seen = 0; seen < 30; seen++) expect((await guess('192.0.2.1', password)).status).toBe(200)
    expect((await guess()).status).toBe(401)
  })

  test('a name that cannot stand in a log is told nothing of the password', async () => {
    for (let tried = 0; tried < 20; tried++) expect((await web.get('/admin', { as: '<b>' })).status).toBe(401)
    expect((await web.get('/admin')).status).toBe(200)
  })
})

describe('what another site sends in the name of the operator', () => {
  const drop = { do: 'drop', reason: 'x' }
  const stateOf = async (id: string) => (await web.store.deliveries.load(id))?.state

  test('the same form is taken from our page', async () => {
    const id = await freeze(web.store, { subscriberId: 'ann', now })
    expect((await web.post(`/admin/deliveries/${id}`, drop)).status).toBe(303)
    expect(await stateOf(id)).toBe('suppressed')
  })

  test('behind a proxy it says the public address', async () => {
    const id = await freeze(web.store, { subscriberId: 'ann', now })
    const headers = { origin: 'https://alerts.example.org', 'sec-fetch-site': 'none', 'x-forwarded-proto': 'https' }
    expect((await web.post(`/admin/deliveries/${id}`, drop, { headers })).status).toBe(303)
  })

  test.each([
    ['from another site, with a token', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['from a sister site, with a token', { origin: 'https://evil.example.org', 'sec-fetch-site': 'same-site' }],
    ['from a page without an origin, with a token', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
  ])('%s, nothing is changed', async (_, headers) => {
    const id = await freeze(web.store, { subscriberId: 'ann', now })
    expect((await web.post(`/admin/deliveries/${id}`, drop, { headers })).status).toBe(403)
    expect(await stateOf(id)).toBe('pending')
    expect(await web.store.audit.list(new Date(0), 10)).toEqual([])
  })

  test.each([
    ['none', ''],
    ['one of somebody else', 'of bob'],
    ['one that has run out', 'old'],
  ])('from our own page with a wrong token (%s), nothing is changed', async (_, which) => {
    const id = await freeze(web.store, { subscriberId: 'ann', now })
    const mine = await web.tokenOn('/admin/subscribers')
    const page = await (await web.get('/admin/subscribers', { as: 'bob' })).text()
    const bobs = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? ''
    expect(bobs).not.toBe('')
    if (which === 'old') now = new Date(now.getTime() + 13 * 3_600_000)
    const answer = await web.post(`/admin/deliveries/${id}`, {
      ...drop,
      token: which === '' ? '' : which === 'old' ? mine : bobs,
    })
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('Nothing was changed')
    expect(await stateOf(id)).toBe('pending')
  })

  test('JSON, plain text and other methods carry no token, and change nothing', async () => {
    const id = await freeze(web.store, { subscriberId: 'ann', now })
    const token = await web.tokenOn('/admin/subscribers')
    const headers = {
      authorization: web.authorization('ann', password),
      origin: web.url,
      'sec-fetch-site': 'same-origin',
    }
    const send = (method: string, type: string, body: string, more = {}) =>
      fetch(`${web.url}/admin/deliveries/${id}`, {
        method,
        body,
        headers: { ...headers, 'content-type': type, ...more },
      })
    expect((await send('POST', 'application/json', JSON.stringify({ ...drop, token }))).status).toBe(403)
    expect((await send('PUT', 'application/x-www-form-urlencoded', `do=drop&reason=x&token=${token}`)).status).toBe(403)
    expect((await send('DELETE', 'text/plain', '')).status).toBe(403)
    const form = 'application/x-www-form-urlencoded'
    const overridden = { 'x-http-method-override': 'POST' }
    const asGet = await fetch(`${web.url}/admin/deliveries/${id}?do=drop&reason=x&_method=POST&token=${token}`, {
      headers: { ...headers, ...overridden },
    })
    expect(asGet.status).toBe(200)
    expect((await send('POST', form, 'x'.repeat(20_000))).status).toBe(413)
    expect(await stateOf(id)).toBe('pending')
  })
})
