import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mailedReader, type MailedReader } from '../helpers/mailed-reader.ts'
import { createOpened } from '../helpers/opened.ts'
import { startRedis } from '../helpers/redis.ts'
import { mailgunFailed, mailgunSays, mailgunSignature } from '../mail/mailgun-events.ts'
import { serveWeb } from './serve-web.ts'

const start = new Date('2026-03-29T12:00:00Z')
const hourMs = 3_600_000
const key = 'key-of-a-test-0123456789abcdef'
let now = start
const clock = () => now
const opened = createOpened()
let web: Awaited<ReturnType<typeof serveWeb>>
let unset: Awaited<ReturnType<typeof serveWeb>>

beforeAll(async () => {
  const redis = opened.use(await startRedis())
  web = opened.use(await serveWeb(redis, { clock, mailgunKey: key }))
  unset = opened.use(await serveWeb(redis, { clock }))
})
afterAll(() => opened[Symbol.asyncDispose]())
beforeEach(() => {
  now = start
})

let people = 0
const somebody = (more: Partial<Parameters<typeof mailedReader>[1]> = {}): Promise<MailedReader> => {
  people += 1
  return mailedReader(web.store, { id: `reader-${people}`, now: start, ...more })
}

const signature = (at = now, by = key) => mailgunSignature(at, by)

async function post(body: string, type = 'application/json', to = web) {
  const answer = await fetch(`${to.url}/webhooks/mailgun`, { method: 'POST', body, headers: { 'content-type': type } })
  const said: unknown = await answer.json()
  return { status: answer.status, said }
}
const tell = (event: object, signed: object = signature()) =>
  post(JSON.stringify({ signature: signed, 'event-data': event }))
const outcome = (word: string) => ({ status: 200, said: { outcome: word } })
const refused = (status: number) => ({ status, said: { error: expect.any(String) } })

describe('a failure that Mailgun tells of', () => {
  test.each([
    ['with the enhanced code apart', { code: 550, 'enhanced-code': '5.1.1', message: 'no such user' }],
    ['with the enhanced code in the reply', { code: 550, message: '5.1.1 <reader@example.net> no such user' }],
    ['with the whole reply', { code: 550, message: '550-5.1.1 The account does not exist' }],
    ['in a bounce that came later', { 'bounce-code': '5.1.1', code: 550, message: 'smtp; 550 Address unknown' }],
  ])('suspends whose address is gone, %s', async (_, status) => {
    const reader = await somebody()
    expect(await tell(mailgunFailed({ ...reader, status }))).toEqual(outcome('suspended'))
    expect(await reader.state()).toBe('suspended')
    expect(await reader.logged()).toEqual([
      expect.objectContaining({ kind: 'hard', status: '5.1.1', outcome: 'suspended', source: 'mailgun' }),
    ])
    expect(JSON.stringify(await reader.logged())).not.toContain('@')
  })

  test('for now is nothing yet, until Mailgun gives up', async () => {
    const reader = await somebody()
    const status = { code: 452, 'enhanced-code': '4.2.2', message: 'mailbox full' }
    const temporary = { ...reader, severity: 'temporary', reason: 'generic', status }
    expect(await tell(mailgunFailed(temporary))).toEqual(outcome('nothing-to-do'))
    expect(await reader.logged()).toEqual([])
    // Its last try, which it calls temporary like those before.
    expect(await tell(mailgunFailed({ ...temporary, reason: 'old' }))).toEqual(outcome('held'))
    expect(await reader.state()).toBe('active')
    const full = await somebody()
    expect(await tell(mailgunFailed({ ...full, reason: 'old', status: { code: 602, message: 'Too old' } }))).toEqual(
      outcome('held'),
    )
  })

  test('as a matter of policy is the operator’s', async () => {
    const reader = await somebody()
    const status = { code: 550, 'enhanced-code': '5.7.1', message: 'blocked by a list' }
    expect(await tell(mailgunFailed({ ...reader, reason: 'espblock', status }))).toEqual(outcome('policy'))
    expect((await web.store.alarms.list()).map(({ name }) => name)).toEqual(['refused'])
    await web.store.alarms.heal('refused')
  })

  test.each([
    ['suppress-bounce', 'suspended', 'suspended'],
    ['suppress-complaint', 'unsubscribed', 'unsubscribed'],
    ['suppress-unsubscribe', 'unsubscribed', 'unsubscribed'],
  ])('because of a list of its own, %s, is %s', async (reason, done, state) => {
    const reader = await somebody()
    expect(await tell(mailgunFailed({ ...reader, reason, status: { code: 605, message: 'Not delivering' } }))).toEqual(
      outcome(done),
    )
    expect(await reader.state()).toBe(state)
  })

  test('of another address, or of nobody’s message, touches nobody', async () => {
    const reader = await somebody()
    expect(await tell(mailgunFailed({ ...reader, to: 'colleague@example.net' }))).toEqual(outcome('behind'))
    expect(await tell(mailgunFailed({ ...reader, messageId: '<guessed@example.org>' }))).toEqual(outcome('not-ours'))
    expect(await reader.state()).toBe('active')
  })

  test('of a message from before they confirmed again does nothing', async () => {
    const reader = await somebody({ confirmed: new Date(start.getTime() + 1000).toISOString() })
    expect(await tell(mailgunFailed(reader))).toEqual(outcome('confirmed-since'))
    expect(await reader.state()).toBe('active')
  })
})

describe('what else Mailgun tells', () => {
  test.each([
    ['complained', 'unsubscribed', 'unsubscribed'],
    ['unsubscribed', 'unsubscribed', 'unsubscribed'],
    ['delivered', 'delivered', 'active'],
    ['opened', 'nothing-to-do', 'active'],
    ['something new', 'nothing-to-do', 'active'],
  ])('%s: %s', async (event, done, state) => {
    const reader = await somebody()
    expect(await tell(mailgunSays(event, reader))).toEqual(outcome(done))
    expect(await reader.state()).toBe(state)
  })

  test('and nothing at all', async () => {
    expect(await tell({})).toEqual(outcome('nothing-to-do'))
  })

  test('a delivery ends a row of soft bounces the day after', async () => {
    const reader = await somebody({ digests: 2 })
    const status = { code: 452, 'enhanced-code': '4.2.2', message: 'mailbox full' }
    await tell(mailgunFailed({ ...reader, messageId: reader.messageIds[0] ?? '', status }))
    await tell(mailgunSays('delivered', reader))
    expect(await web.store.bounces.mailings(reader.id)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ deliveryId: reader.deliveryId, delivered: start, bounced: null }),
      ]),
    )
  })
})

describe('a signature', () => {
  test('is good for one event, however often that comes', async () => {
    const reader = await somebody()
    const signed = signature()
    expect(await tell(mailgunFailed(reader), signed)).toEqual(outcome('suspended'))
    expect(await tell(mailgunFailed(reader), signed)).toEqual(outcome('had-before'))
    // It covers nothing of the event: whoever saw it could put it beside another one.
    const victim = await somebody()
    expect(await tell(mailgunFailed(victim), signed)).toEqual(refused(403))
    expect(await tell(mailgunSays('complained', reader), signed)).toEqual(refused(403))
    expect(await victim.state()).toBe('active')
    expect(await reader.logged()).toHaveLength(1)
  })

  test('is taken for as long as Mailgun tries, and remembered for longer', async () => {
    const signed = signature()
    now = new Date(start.getTime() + 8 * hourMs)
    expect(await tell({}, signed)).toEqual(outcome('nothing-to-do'))
    now = new Date(start.getTime() + 9.5 * hourMs)
    expect(await tell({}, signed)).toEqual(refused(403))
    now = start
    expect(await tell({}, signature(new Date(start.getTime() + hourMs)))).toEqual(refused(403))
    const [left] = await Promise.all((await web.redis.keys('*:post:*')).map(async (name) => await web.redis.pttl(name)))
    expect(left).toBeGreaterThan(9 * hourMs)
  })

  test.each([
    ['by another key', () => signature(now, 'another-key-0123456789')],
    ['of another time', () => ({ ...signature(), timestamp: String(Math.floor(now.getTime() / 1000) - 1) })],
    ['of another token', () => ({ ...signature(), token: 'x'.repeat(50) })],
  ])('%s proves nothing', async (_, make) => {
    const reader = await somebody()
    expect(await tell(mailgunFailed(reader), make())).toEqual(refused(403))
    expect(await reader.state()).toBe('active')
  })

  test.each([
    ['no signature', undefined],
    ['a signature that is no number', { ...signature(start), signature: 'z'.repeat(64) }],
    ['half a signature', { ...signature(start), signature: 'a'.repeat(63) }],
    ['a time that is none', { ...signature(start), timestamp: '-1' }],
    ['a token that is none', { ...signature(start), token: {} }],
  ])('with %s is not looked at', async (_, signed) => {
    expect(await post(JSON.stringify({ signature: signed, 'event-data': {} }))).toEqual(refused(400))
  })
})

test.each(['', 'null', '[]', '{}', '{"signature":', '\0'])('%j is no event', async (body) => {
  expect(await post(body)).toEqual(refused(400))
})

test('a form, as Mailgun posted them before, is none', async () => {
  expect(await post('event=bounced', 'application/x-www-form-urlencoded')).toEqual(refused(415))
})

test('without a key there is nothing there', async () => {
  const body = JSON.stringify({ signature: signature(), 'event-data': {} })
  expect(await post(body, undefined, unset)).toEqual(refused(404))
})

test('no address of anybody is ever logged', () => {
  expect(web.logged.join('')).not.toMatch(/@|%40/)
})
