import { beforeEach, describe, expect, test } from 'vitest'
import { createLinks } from '../../src/links.ts'
import { buildEvent, buildSubscriber, buildSubscription } from '../helpers/build.ts'
import { keepEvents } from '../helpers/keep-events.ts'
import { testSecret } from '../helpers/worker.ts'
import { usePages } from '../web/use-pages.ts'
import { changed, dump } from './dump.ts'
import { ask, looksRefused } from './raw.ts'
import { endless, filled, kindsFor, linkMakers, routesOf, tokenOf } from './routes.ts'

const day = 86_400_000
const start = new Date('2026-03-01T08:00:00Z')
const pages = usePages(start)

beforeEach(async () => {
  await pages.web.redis.flushall()
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
    await pages.web.store.subscribers.save(subscriber, 0, pages.time.now())
  await keepEvents(pages.web.store, [buildEvent({ id: 'event-1' })])
})

const people = ['pat', 'ann', 'bob']
/** Everything that the forms of the pages send, in one. */
const body =
  'do=unsubscribe&subscription=one&where=all&rules=rating-change&cadence=immediate&reason=other&List-Unsubscribe=One-Click'
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const tokenRoutes = () => routesOf(pages.web.routes).filter(({ path }) => path.includes(':token'))
const send = ({ method, path }: { method: string; path: string }, token: string) =>
  ask(pages.web.port, { method, path: filled(path, token), ...(method === 'POST' ? { headers: form, body } : {}) })

const week = new Date(start.getTime() + 7 * day)
const good = (kind: string, id: string) => tokenOf(kind, pages.web.links, id, week)
const signed = (payload: unknown) => Buffer.from(JSON.stringify(payload)).toString('base64url')
const flipped = (text: string, at: number) => `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`

/** Tokens that must open nothing at an address which links of these kinds open. */
function hostileTokens(kinds: readonly string[], id: string): Record<string, string> {
  const [kind = ''] = kinds
  const whole = good(kind, id)
  const [payload = '', signature = ''] = whole.split('.')
  const other = people.find((one) => one !== id) ?? ''
  const stranger = createLinks({ publicUrl: pages.web.url, secret: `${testSecret}.` })
  const found: Record<string, string> = {
    'of a secret that is not ours': tokenOf(kind, stranger, id, week),
    'for somebody else, with this signature': `${signed([kind, other, null])}.${signature}`,
    'without an end, with this signature': `${signed([kind, id, null])}.${signature}`,
    'with an end far away, with this signature': `${signed([kind, id, 1e15])}.${signature}`,
    'of an object, with this signature': `${signed({ 0: kind, 1: id, 2: null })}.${signature}`,
    'with the signature of another': `${payload}.${good(kind, other).split('.')[1]}`,
    'without a signature': payload,
    'with an empty signature': `${payload}.`,
    'with an empty payload': `.${signature}`,
    'signature first': `${signature}.${payload}`,
    'the payload twice': `${payload}.${payload}`,
    'the signature twice': `${whole}.${signature}`,
    'in capitals': whole.toUpperCase(),
    'padded as other base64 is': `${whole}=`,
    'in the other base64': whole.replaceAll('-', '%2B').replaceAll('_', '%2F').replace('.', '%2E%2E'),
    'with a full stop of another script': `${payload}%EF%BC%8E${signature}`,
    'with a letter of another script': `%D0%B5${whole.slice(1)}`,
    'escaped twice': [...whole].map((sign) => `%25${sign.charCodeAt(0).toString(16)}`).join(''),
    'before a null byte': `${whole}%00`,
    'after a null byte': `%00${whole}`,
    'before a line break': `${whole}%0A`,
    'before a header': `${whole}%0D%0ASet-Cookie:%20a=1`,
    'before a space': `${whole}%20`,
    'before a slash in disguise': `${whole}%2F`,
    'before a semicolon': `${whole};a=1`,
    'behind a folder': `..%2F${whole}`,
    'behind a real folder': `%2e%2e/${whole}`,
    'of broken UTF-8': '%C0%AE%C0%AE%FF',
    'of a broken escape': '%E0%A4%A',
    'half an escape': `${whole}%`,
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
    'good, and a long tail': `${whole}${'A'.repeat(8000)}`,
    'a long payload that we did not sign': `${signed([kind, id, null, 'x'.repeat(5000)])}.${signature}`,
  }
  for (const one of Object.keys(linkMakers).filter((one) => !kinds.includes(one))) found[`to ${one}`] = good(one, id)
  if (!endless.includes(kind)) found['that has run out'] = tokenOf(kind, pages.web.links, id, start)
  for (let at = 0; at < whole.length; at += 7) {
    found[`with letter ${at} changed`] = flipped(whole, at)
    found[`cut after ${at} letters`] = whole.slice(0, at)
  }
  // Some of these are what we sign ourselves: one to unsubscribe has no end.
  return Object.fromEntries(Object.entries(found).filter(([, token]) => token !== whole))
}

describe('a link that is not to be believed', () => {
  test('opens nothing at any address, changes nothing, and is answered so that people understand it', async () => {
    const routes = tokenRoutes()
    expect(routes.length).toBeGreaterThan(8)
    for (const route of routes) {
      const before = await dump(pages.web.redis)
      for (const id of people) {
        const tokens = Object.entries(hostileTokens(kindsFor(route.path), id))
        const answers = await Promise.all(
          tokens.map(async ([what, token]) => ({ what, ...(await send(route, token)) })),
        )
        const opened = answers.filter((answer) => !looksRefused(answer)).map(({ what, status }) => `${what}: ${status}`)
        expect(opened, `${route.method} ${route.path} for ${id}`).toEqual([])
        const wordless = answers.filter(({ status, text }) => status !== 431 && !text.includes('<h1>'))
        expect(wordless.map(({ what }) => what)).toEqual([])
      }
      expect(changed(before, await dump(pages.web.redis)), `${route.method} ${route.path}`).toEqual([])
    }
  })

  test('though its signature is right, opens nothing when it is of somebody erased, and writes nobody anew', async () => {
    for (const id of people) await pages.web.store.subscribers.erase(id)
    const before = await dump(pages.web.redis)
    for (const route of tokenRoutes())
      for (const id of people) for (const kind of kindsFor(route.path)) await send(route, good(kind, id))
    expect(changed(before, await dump(pages.web.redis))).toEqual([])
  })
})

describe('a link that is right', () => {
  test('touches nobody but the one whom it was made for', async () => {
    for (const route of tokenRoutes().filter(({ method }) => method === 'POST')) {
      const before = await dump(pages.web.redis)
      for (const kind of kindsFor(route.path)) expect((await send(route, good(kind, 'ann'))).status).toBeLessThan(500)
      const after = await dump(pages.web.redis)
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
      for (const id of people)
        for (const kind of kindsFor(route.path)) {
          await send(route, good(kind, id))
          const once = await dump(pages.web.redis)
          await send(route, good(kind, id))
          // How often something was asked for is counted.
          const touched = changed(once, await dump(pages.web.redis)).filter((key) => !key.includes(':limit:'))
          expect(touched, `${route.path} for ${id}`).toEqual([])
        }
    }
  })
})
