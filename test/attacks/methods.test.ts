import { beforeEach, describe, expect, test } from 'vitest'
import { buildEvent, buildSubscriber, buildSubscription } from '../helpers/build.ts'
import { keepEvents } from '../helpers/keep-events.ts'
import { usePages } from '../web/use-pages.ts'
import { changed, dump } from './dump.ts'
import { ask, looksRefused } from './raw.ts'
import { changeableBy, filled, kindsFor, routesOf, tokenOf, type Route } from './routes.ts'

const now = new Date('2026-03-01T08:00:00Z')
const until = new Date('2026-03-08T08:00:00Z')
const pages = usePages(now)

beforeEach(async () => {
  await pages.web.redis.flushall()
  pages.web.queued.length = 0
  const subscriptions = [buildSubscription({ id: 'one' })]
  for (const subscriber of [
    buildSubscriber({ id: 'ann', address: 'ann@example.org', subscriptions }),
    buildSubscriber({ id: 'pat', address: 'pat@example.org', subscriptions, state: 'pending', confirmed: null }),
  ])
    await pages.web.store.subscribers.save(subscriber, 0, now)
  await keepEvents(pages.web.store, [buildEvent({ id: 'event-1' })])
})

/** A link that works, for somebody to whom it would do something. */
function tokenFor(path: string): string {
  if (!path.includes(':token')) return ''
  const [kind = ''] = kindsFor(path)
  return tokenOf(kind, pages.web.links, kind === 'confirm' ? 'pat' : 'ann', until)
}
const fields = {
  do: 'unsubscribe',
  subscription: 'one',
  address: 'eve@example.org',
  where: 'all',
  rules: 'rating-change',
  cadence: 'immediate',
  reason: 'other',
  'List-Unsubscribe': 'One-Click',
}
const form = new URLSearchParams(fields).toString()
const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' }

describe('only a POST changes anything', () => {
  test.each(['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'LINK', 'SEARCH'])(
    '%s changes nothing at any address, with a link that works, whatever comes with it',
    async (method) => {
      const paths = new Set(routesOf(pages.web.routes).map(({ path }) => path))
      expect(paths.size).toBeGreaterThan(10)
      for (const path of paths) {
        const before = await dump(pages.web.redis)
        const at = filled(path, tokenFor(path))
        const overrides = { 'x-http-method-override': 'POST', 'x-method-override': 'POST', 'x-http-method': 'POST' }
        const ways = [
          {},
          { headers: { 'sec-purpose': 'prefetch', purpose: 'prefetch' } },
          { headers: overrides },
          { path: `${at}?_method=POST&method=POST&${form}` },
          { path: `${at}?${form}`, headers: { ...overrides, ...urlencoded }, body: `_method=POST&${form}` },
        ]
        for (const way of ways) {
          const { status } = await ask(pages.web.port, { method, path: at, ...way })
          expect(status, `${method} ${at}`).toBeLessThan(500)
        }
        expect(changed(before, await dump(pages.web.redis)), `${method} ${path}`).toEqual([])
      }
      expect(pages.web.queued).toEqual([])
    },
  )
})

describe("a form that another site's page sends in a reader's name", () => {
  const crossSite = {
    origin: 'https://evil.example',
    referer: 'https://evil.example/win-a-prize',
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
    cookie: 'session=stolen; token=guessed',
  }
  // What a page can send without the browser asking us first.
  const bodies = [
    { headers: urlencoded, body: form },
    { headers: { 'content-type': 'text/plain' }, body: form },
    { headers: { 'content-type': 'text/plain' }, body: JSON.stringify(fields) },
    {
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: `${Object.entries(fields)
        .map(([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
        .join('')}--x--\r\n`,
    },
    { headers: {}, body: '' },
  ]
  const posts = (): Route[] => routesOf(pages.web.routes).filter(({ method }) => method === 'POST')

  test('does no more than begin what anybody may begin for anybody', async () => {
    expect(posts().length).toBeGreaterThan(6)
    for (const route of posts()) {
      // The page does not know the link; it can only guess.
      const guess = tokenFor(route.path).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
      const before = await dump(pages.web.redis)
      for (const { headers, body } of bodies) {
        const sent = { method: 'POST', path: filled(route.path, guess), headers: { ...headers, ...crossSite }, body }
        const answer = await ask(pages.web.port, sent)
        expect(answer.headers['set-cookie']).toBeUndefined()
        expect(answer.headers['access-control-allow-origin']).toBeUndefined()
        if (route.path.includes(':token')) expect(looksRefused(answer), route.path).toBe(true)
      }
      const touched = changed(before, await dump(pages.web.redis))
      const may = changeableBy(route)
      expect(
        touched.filter((key) => may === null || !may.test(key)),
        route.path,
      ).toEqual([])
    }
    // Of those who are there nothing moved, and nobody was subscribed.
    expect((await pages.web.store.subscribers.load('ann'))?.subscriber.state).toBe('active')
    expect((await pages.web.store.subscribers.load('pat'))?.subscriber.state).toBe('pending')
    expect(await pages.web.store.subscribers.list()).toEqual(['ann', 'pat'])
  })

  test('is not let read any answer, nor send what browsers ask about first', async () => {
    for (const path of [
      '/',
      '/subscribe',
      '/manage',
      '/healthz',
      filled('/manage/:token', tokenFor('/manage/:token')),
    ]) {
      const asking = { ...crossSite, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x' }
      for (const method of ['OPTIONS', 'GET']) {
        const { headers } = await ask(pages.web.port, { method, path, headers: asking })
        expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
        expect(headers['cross-origin-resource-policy']).toBe('same-origin')
        expect(headers['x-frame-options']).toBe('SAMEORIGIN')
      }
    }
  })
})
