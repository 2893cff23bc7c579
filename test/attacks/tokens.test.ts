import type { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createLinks } from '../../src/links.ts'
import { buildEvent, buildSubscriber, buildSubscription } from '../helpers/build.ts'
import { keepEvents } from '../helpers/keep-events.ts'
import { startRedis, type TestRedis } from '../helpers/redis.ts'
import { testSecret } from '../helpers/worker.ts'
import { serveWeb } from '../web/serve-web.ts'
import { changed, dump } from './dump.ts'
import { ask, looksRefused } from './raw.ts'
import { filled, routesOf, scopeOf, type LinkKind } from './routes.ts'

const day = 86_400_000
const start = new Date('2026-03-01T08:00:00Z')
let now = start
let server: TestRedis
let redis: Redis
let web: Awaited<ReturnType<typeof serveWeb>>

beforeAll(async () => {
  server = await startRedis()
  redis = server.connect()
  web = await serveWeb(server, { clock: () => now })
})
afterAll(async () => {
  await web?.[Symbol.asyncDispose]()
  redis?.disconnect()
  await server?.[Symbol.asyncDispose]()
})
beforeEach(async () => {
  now = start
  await redis.flushall()
  // Whoever a link might do something to: one who could confirm, one who could leave or change, one who could come back.
  for (const subscriber of [
    buildSubscriber({ id: 'pat', address: 'pat@example.org', state: 'pending', confirmed: null }),
    buildSubscriber({ id: 'ann', address: 'ann@example.org', subscriptions: [buildSubscription({ id: 'one' })] }),
    buildSubscriber({
      id: 'bob',
      address: 'bob@example.org',
      state: 'unsubscribed',
      left: { at: start.toISOString(), from: 'active' },
    }),
  ])
    await web.store.subscribers.save(subscriber, 0, now)
  await keepEvents(web.store, [buildEvent({ id: 'event-1' })])
})

const people = ['pat', 'ann', 'bob']
/** Everything that the forms of the pages send, in one. */
const body =
  'do=unsubscribe&subscription=one&where=all&rules=rating-change&cadence=immediate&reason=other&List-Unsubscribe=One-Click'
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const tokenRoutes = () => routesOf(web.routes).filter(({ path }) => path.includes(':token'))
const send = ({ method, path }: { method: string; path: string }, token: string) =>
  ask(web.port, { method, path: filled(path, token), ...(method === 'POST' ? { headers: form, body } : {}) })

type Signer = ReturnType<typeof createLinks>
const signers: Record<LinkKind, (links: Signer, id: string, until: Date) => string> = {
  confirm: (links, id, until) => links.confirm(id, until),
  manage: (links, id, until) => links.manage(id, until),
  owner: (links, id, until) => links.owner(id, until),
  feedback: (links, id, until) => links.feedback(id, 'event-1', until),
  unsubscribe: (links, id) => links.unsubscribe(id),
  edition: (links, id) => links.edition(id, 'w').replace(/\/w$/, ''),
}
const tokenOf = (
  scope: LinkKind,
  id: string,
  { links = web.links, until = new Date(start.getTime() + 7 * day) } = {},
) => signers[scope](links, id, until).split('/').at(-1) ?? ''
const isScope = (text: string): text is LinkKind => Object.hasOwn(signers, text)
const scopes = Object.keys(signers).filter(isScope)
const signed = (payload: unknown) => Buffer.from(JSON.stringify(payload)).toString('base64url')
const flipped = (text: string, at: number) => `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`

/** Tokens that must open nothing at an address which a link of this scope opens. */
function hostileTokens(scope: LinkKind, id: string): Record<string, string> {
  const good = tokenOf(scope, id)
  const [payload = '', signature = ''] = good.split('.')
  const other = people.find((one) => one !== id) ?? ''
  const stranger = createLinks({ publicUrl: web.url, secret: `${testSecret}.` })
  const found: Record<string, string> = {
    'of a secret that is not ours': tokenOf(scope, id, { links: stranger }),
    'for somebody else, with this signature': `${signed([scope, other, null])}.${signature}`,
    'without an end, with this signature': `${signed([scope, id, null])}.${signature}`,
    'with an end far away, with this signature': `${signed([scope, id, 1e15])}.${signature}`,
    'of an object, with this signature': `${signed({ 0: scope, 1: id, 2: null })}.${signature}`,
    'with the signature of another': `${payload}.${tokenOf(scope, other).split('.')[1]}`,
    'without a signature': payload,
    'with an empty signature': `${payload}.`,
    'with an empty payload': `.${signature}`,
    'signature first': `${signature}.${payload}`,
    'the payload twice': `${payload}.${payload}`,
    'the signature twice': `${good}.${signature}`,
    'in capitals': good.toUpperCase(),
    'padded as other base64 is': `${good}=`,
    'in the other base64': good.replaceAll('-', '%2B').replaceAll('_', '%2F').replace('.', '%2E%2E'),
    'with a full stop of another script': `${payload}%EF%BC%8E${signature}`,
    'with a letter of another script': `%D0%B5${good.slice(1)}`,
    'escaped twice': [...good].map((sign) => `%25${sign.charCodeAt(0).toString(16)}`).join(''),
    'before a null byte': `${good}%00`,
    'after a null byte': `%00${good}`,
    'before a line break': `${good}%0A`,
    'before a header': `${good}%0D%0ASet-Cookie:%20a=1`,
    'before a space': `${good}%20`,
    'before a slash in disguise': `${good}%2F`,
    'before a semicolon': `${good};a=1`,
    'behind a folder': `..%2F${good}`,
    'behind a real folder': `%2e%2e/${good}`,
    'of broken UTF-8': '%C0%AE%C0%AE%FF',
    'of a broken escape': '%E0%A4%A',
    'half an escape': `${good}%`,
    empty: '',
    'a full stop': '.',
    __proto__: '__proto__',
    constructor: 'constructor.prototype',
    null: 'null.null',
    'an object': '[object%20Object]',
    'a template': '$%7B7*7%7D',
    'a search of Redis': '*',
    'very long': 'x'.repeat(8000),
    'longer than any address may be': 'x'.repeat(100_000),
    'good, and a long tail': `${good}${'A'.repeat(8000)}`,
    'a long payload that we did not sign': `${signed([scope, id, null, 'x'.repeat(5000)])}.${signature}`,
  }
  // Whoever may copy and erase what is kept may change it.
  const others = scopes.filter((one) => one !== scope && !(scope === 'manage' && one === 'owner'))
  for (const one of others) found[`to ${one}`] = tokenOf(one, id)
  if (scope === 'confirm' || scope === 'manage' || scope === 'owner')
    found['that has run out'] = tokenOf(scope, id, { until: start })
  for (let at = 0; at < good.length; at += 7) {
    found[`with letter ${at} changed`] = flipped(good, at)
    found[`cut after ${at} letters`] = good.slice(0, at)
  }
  // Some of these are what we sign ourselves: one to unsubscribe has no end.
  return Object.fromEntries(Object.entries(found).filter(([, token]) => token !== good))
}

describe('a link that is not to be believed', () => {
  test('opens nothing at any address, changes nothing, and is answered so that people understand it', async () => {
    const routes = tokenRoutes()
    expect(routes.length).toBeGreaterThan(8)
    for (const route of routes) {
      const before = await dump(redis)
      for (const id of people) {
        const tokens = Object.entries(hostileTokens(scopeOf(route.path), id))
        const answers = await Promise.all(
          tokens.map(async ([what, token]) => ({ what, ...(await send(route, token)) })),
        )
        const opened = answers.filter((answer) => !looksRefused(answer)).map(({ what, status }) => `${what}: ${status}`)
        expect(opened, `${route.method} ${route.path} for ${id}`).toEqual([])
        const wordless = answers.filter(({ status, text }) => status !== 431 && !text.includes('<h1>'))
        expect(wordless.map(({ what }) => what)).toEqual([])
      }
      expect(changed(before, await dump(redis)), `${route.method} ${route.path}`).toEqual([])
    }
  })

  test('though its signature is right, opens nothing when it is of somebody erased, and writes nobody anew', async () => {
    for (const id of people) await web.store.subscribers.erase(id)
    const before = await dump(redis)
    for (const route of tokenRoutes()) for (const id of people) await send(route, tokenOf(scopeOf(route.path), id))
    expect(changed(before, await dump(redis))).toEqual([])
  })
})

describe('a link that is right', () => {
  test('touches nobody but the one whom it was made for', async () => {
    for (const route of tokenRoutes().filter(({ method }) => method === 'POST')) {
      const before = await dump(redis)
      const { status } = await send(route, tokenOf(scopeOf(route.path), 'ann'))
      expect(status, route.path).toBeLessThan(500)
      const after = await dump(redis)
      const touched = changed(before, after).filter((key) => /pat|bob/.test(key))
      expect(touched, route.path).toEqual([])
      const othersIn = (records: Map<string, unknown>) =>
        [...records].map(([key, value]) => [key, JSON.stringify(value).match(/(pat|bob)[^,\]]*/g)])
      expect(othersIn(after).filter(([, found]) => found !== null)).toEqual(
        othersIn(before).filter(([, found]) => found !== null),
      )
    }
  })

  test('used again does nothing more, whatever it did the first time', async () => {
    for (const route of tokenRoutes().filter(({ method }) => method === 'POST')) {
      for (const id of people) {
        await send(route, tokenOf(scopeOf(route.path), id))
        const once = await dump(redis)
        await send(route, tokenOf(scopeOf(route.path), id))
        // Each POST counts, so that the next may have to wait.
        const touched = changed(once, await dump(redis)).filter((key) => !key.includes(':limit:'))
        expect(touched, `${route.path} for ${id}`).toEqual([])
      }
    }
  })
})
