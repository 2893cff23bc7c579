import { sign } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeCertificate } from '../helpers/certificate.ts'
import { mailedReader, type MailedReader } from '../helpers/mailed-reader.ts'
import { createOpened } from '../helpers/opened.ts'
import { startRedis } from '../helpers/redis.ts'
import { signatureOf, snsHost, startSns, topic, type TestSns } from '../helpers/sns.ts'
import { sesBounced, sesComplained, sesDelivered } from '../mail/ses-events.ts'
import { testConfig } from '../helpers/config.ts'
import { serveWeb } from './serve-web.ts'

const start = new Date('2026-03-29T12:00:00Z')
const minuteMs = 60_000
let now = start
const clock = () => now
const opened = createOpened()
let sns: TestSns
let web: Awaited<ReturnType<typeof serveWeb>>
let unset: Awaited<ReturnType<typeof serveWeb>>

beforeAll(async () => {
  const redis = opened.use(await startRedis())
  sns = opened.use(await startSns({ clock }))
  const config = testConfig({ settings: { webhooks: { ses: { topics: [topic] } } } })
  web = opened.use(await serveWeb(redis, { clock, config, askSns: sns.ask }))
  unset = opened.use(await serveWeb(redis, { clock }))
})
afterAll(() => opened[Symbol.asyncDispose]())
beforeEach(() => {
  now = start
  web.logged.length = 0
})

let people = 0
const somebody = (more: Partial<Parameters<typeof mailedReader>[1]> = {}): Promise<MailedReader> => {
  people += 1
  return mailedReader(web.store, { id: `reader-${people}`, now: start, ...more })
}

async function post(body: string, type = 'text/plain; charset=UTF-8', to = web) {
  const answer = await fetch(`${to.url}/webhooks/ses`, { method: 'POST', body, headers: { 'content-type': type } })
  const said: unknown = await answer.json()
  return { status: answer.status, said, headers: answer.headers }
}
/** Over a connection of its own, since the server closes it before it has read everything. */
const postOnce = (to: URL, body: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const asking = request(to, { method: 'POST', agent: false, headers: { 'content-type': 'text/plain' } })
    asking.on('response', (answer) => resolve(answer.resume().statusCode))
    asking.on('error', reject)
    asking.end(body)
  })

/** Signs and posts it; what was answered. */
const tell = async (said: object | string, more: object = {}) => {
  const { status, said: answer } = await post(sns.signed(sns.notification(said, { ...more })))
  return { status, ...(answer as object) } // every answer is an object, or the test fails
}
const outcome = (word: string) => ({ status: 200, outcome: word })
const refused = (status: number, error: RegExp) => ({ status, error: expect.stringMatching(error) })

describe('a bounce that Amazon SES tells of', () => {
  test.each(['1', '2'])('suspends whose address is gone, signed in version %s', async (version) => {
    const reader = await somebody()
    expect(await tell(sesBounced(reader), { SignatureVersion: version })).toEqual(outcome('suspended'))
    expect(await reader.state()).toBe('suspended')
    expect(await reader.logged()).toEqual([
      expect.objectContaining({ kind: 'hard', status: '5.1.1', outcome: 'suspended', source: 'ses' }),
    ])
  })

  test('may have a subject, and come as JSON', async () => {
    const reader = await somebody()
    const body = sns.signed(sns.notification(sesBounced(reader), { Subject: 'Amazon SES Email Event Notification' }))
    expect(await post(body, 'application/json')).toMatchObject({ status: 200, said: { outcome: 'suspended' } })
  })

  test('holds the mail of whom it cannot reach for now', async () => {
    const reader = await somebody()
    const full = { type: 'Transient', subType: 'MailboxFull', status: '5.2.2', diagnostic: 'smtp; 552 5.2.2 full' }
    expect(await tell(sesBounced({ ...reader, ...full }))).toEqual(outcome('held'))
    expect(await reader.state()).toBe('active')
    expect(await web.store.bounces.mailings(reader.id)).toHaveLength(1)
  })

  test('is known by our Message-ID, and without the headers by what Amazon SES calls the message', async () => {
    const serverId = '0102018f5e3a1b2c-1a2b3c4d-1234-5678-9abc-def012345678-000000'
    const reader = await somebody()
    await reader.send(serverId)
    const said = sesBounced({ ...reader, serverId, headers: 'none' })
    expect(JSON.stringify(said)).not.toContain(reader.messageId)
    expect(await tell(said)).toEqual(outcome('suspended'))
    const other = await somebody()
    expect(await tell(sesBounced({ ...other, serverId: `${serverId}1`, headers: 'none' }))).toEqual(outcome('not-ours'))
    const common = await somebody()
    expect(await tell(sesBounced({ ...common, headers: 'common' }))).toEqual(outcome('suspended'))
  })

  test('that comes twice, and as a mail too, counts once', async () => {
    const reader = await somebody()
    const message = sns.notification(sesBounced(reader))
    expect(await post(sns.signed(message))).toMatchObject({ status: 200, said: { outcome: 'suspended' } })
    expect(await post(sns.signed(message))).toMatchObject({ status: 200, said: { outcome: 'had-before' } })
    // The same of Amazon SES in a message of its own, as it may.
    expect(await tell(sesBounced(reader))).toEqual(outcome('counted-before'))
    expect(await reader.logged()).toHaveLength(1)
  })

  test('at once by five connections counts once', async () => {
    const reader = await somebody()
    const body = sns.signed(sns.notification(sesBounced(reader)))
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => post(body)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(await reader.logged()).toHaveLength(1)
  })

  test('of several addresses is judged by the subscriber’s own', async () => {
    const reader = await somebody()
    const gone = { emailAddress: 'colleague@example.net', status: '5.1.1', action: 'failed' }
    const full = { emailAddress: reader.to.toUpperCase(), status: '4.2.2', action: 'failed' }
    expect(await tell(sesBounced({ ...reader, recipients: [gone, full] }))).toEqual(outcome('held'))
    const passesOn = await somebody()
    expect(await tell(sesBounced({ ...passesOn, recipients: [gone] }))).toEqual(outcome('behind'))
    expect(await passesOn.state()).toBe('active')
  })

  test('of a message from before they confirmed again does nothing', async () => {
    const reader = await somebody({ confirmed: new Date(start.getTime() + 1000).toISOString() })
    expect(await tell(sesBounced(reader))).toEqual(outcome('confirmed-since'))
    expect(await reader.state()).toBe('active')
  })

  test('of a message that is no longer kept does nothing', async () => {
    const reader = await somebody()
    await web.store.deliveries.drop(reader.deliveryId, 'a test', start)
    await web.store.deliveries.prune(new Date(start.getTime() + 1), 100)
    expect(await tell(sesBounced(reader))).toEqual(outcome('not-ours'))
    expect(await reader.state()).toBe('active')
  })

  test('as a matter of policy is the operator’s, and names no address', async () => {
    const reader = await somebody()
    const blocked = { status: '5.7.1', diagnostic: `smtp; 550 5.7.1 <${reader.to}> blocked` }
    expect(await tell(sesBounced({ ...reader, ...blocked }))).toEqual(outcome('policy'))
    const alarms = await web.store.alarms.list()
    expect(alarms.map(({ name }) => name)).toEqual(['refused'])
    expect(JSON.stringify([alarms, await reader.logged(), web.logged])).not.toMatch(/@/)
    expect(await reader.state()).toBe('active')
    await web.store.alarms.heal('refused')
  })
})

describe('what else Amazon SES tells', () => {
  test('a complaint unsubscribes, once', async () => {
    const reader = await somebody()
    expect(await tell(sesComplained(reader))).toEqual(outcome('unsubscribed'))
    expect(await tell(sesComplained(reader))).toEqual(outcome('counted-before'))
    expect(await reader.state()).toBe('unsubscribed')
    expect(await reader.logged()).toEqual([expect.objectContaining({ kind: 'complaint', source: 'ses' })])
  })

  test('feedback that is no complaint does nothing', async () => {
    const reader = await somebody()
    expect(await tell(sesComplained({ ...reader, feedback: 'not-spam' }))).toEqual(outcome('nothing-to-do'))
    expect(await reader.state()).toBe('active')
  })

  test('that it was delivered, in whatever order it tells', async () => {
    const reader = await somebody()
    const full = { type: 'Transient', subType: 'MailboxFull', status: '4.2.2' }
    expect(await tell(sesBounced({ ...reader, ...full }))).toEqual(outcome('held'))
    // Taken, and returned after all: told the wrong way round.
    expect(await tell(sesDelivered(reader))).toEqual(outcome('delivered'))
    expect(await web.store.bounces.mailings(reader.id)).toEqual([
      expect.objectContaining({ bounced: start, delivered: null }),
    ])
    const other = await somebody()
    expect(await tell(sesDelivered(other))).toEqual(outcome('delivered'))
    expect(await tell(sesDelivered({ ...other, to: 'colleague@example.net' }))).toEqual(outcome('nothing-to-do'))
    expect(await other.logged()).toEqual([])
  })

  test('that it was delivered, of one whose fate was not known: it is not sent again', async () => {
    const reader = await somebody()
    const { deliveries } = web.store
    const before = await deliveries.ledger()
    await reader.lose()
    expect(await deliveries.load(reader.deliveryId)).toMatchObject({ state: 'uncertain' })
    expect(await tell(sesDelivered(reader))).toEqual(outcome('delivered'))
    expect(await deliveries.load(reader.deliveryId)).toMatchObject({ state: 'sent', reason: '' })
    expect(await deliveries.ledger()).toEqual({ ...before, pending: before.pending - 1, sent: before.sent + 1 })
  })

  test.each([
    ['that it was sent', { eventType: 'Send', mail: {}, send: {} }],
    ['that it was opened', { eventType: 'Open', mail: {} }],
    ['that it is late', { eventType: 'DeliveryDelay', mail: {}, deliveryDelay: {} }],
    ['that the topic is set', 'Successfully validated SNS topic for Amazon SES event publishing.'],
    ['that the topic is set, as JSON', { notificationType: 'AmazonSnsSubscriptionSucceeded', message: 'x' }],
    ['nothing', {}],
    ['a bounce without one', { eventType: 'Bounce' }],
    ['a list', [1, 2]],
  ])('%s, and nothing is done', async (_, said) => {
    expect(await tell(said)).toEqual(outcome('nothing-to-do'))
  })

  test('an out-of-office reply is no bounce', async () => {
    const reader = await somebody()
    const away = { type: 'Transient', subType: 'General', recipients: [{ emailAddress: reader.to }] }
    expect(await tell(sesBounced({ ...reader, ...away }))).toEqual(outcome('nothing-to-do'))
    expect(await reader.logged()).toEqual([])
  })

  test('that it would not send it is an alarm', async () => {
    const reader = await somebody()
    const { mail } = sesBounced(reader)
    expect(await tell({ eventType: 'Reject', mail, reject: { reason: 'Bad content' } })).toEqual(outcome('policy'))
    expect((await web.store.alarms.list())[0]?.message).toContain('Amazon SES would not send it: Bad content')
    await web.store.alarms.heal('refused')
  })
})

describe('a subscription of the endpoint', () => {
  test('is confirmed with Amazon SNS, and its end is an alarm until there is a new one', async () => {
    const asked = `/?Action=ConfirmSubscription&TopicArn=${encodeURIComponent(topic)}&Token=abcdef0123456789`
    sns.site.set(asked, { body: '<ConfirmSubscriptionResponse/>' })
    const token = { Token: 'abcdef0123456789' }
    const begin = () => post(sns.signed(sns.confirmation('SubscriptionConfirmation', token)))
    expect(await begin()).toMatchObject({ status: 200, said: { outcome: 'confirmed' } })
    expect(sns.site.requests(asked)).toHaveLength(1)

    expect(await post(sns.signed(sns.confirmation('UnsubscribeConfirmation')))).toMatchObject({ status: 200 })
    expect((await web.store.alarms.list()).map(({ name }) => name)).toEqual(['ses'])
    expect(await begin()).toMatchObject({ status: 200 })
    expect(await web.store.alarms.list()).toEqual([])
  })

  test('is tried again where Amazon SNS does not take the confirmation', async () => {
    const token = { Token: 'fedcba9876543210' }
    const asked = `/?Action=ConfirmSubscription&TopicArn=${encodeURIComponent(topic)}&Token=fedcba9876543210`
    sns.site.set(asked, [{ status: 500 }, { status: 302, headers: { location: '/elsewhere' } }, { body: 'ok' }])
    const body = sns.signed(sns.confirmation('SubscriptionConfirmation', token))
    expect(await post(body)).toMatchObject({ status: 503 })
    expect(await post(body)).toMatchObject({ status: 503 })
    expect(sns.site.requests('/elsewhere')).toEqual([])
    expect(await post(body)).toMatchObject({ status: 200, said: { outcome: 'confirmed' } })
  })

  test('to another topic is never confirmed, whatever address it names', async () => {
    const other = { TopicArn: 'arn:aws:sns:eu-west-2:999999999999:bounces', SubscribeURL: 'http://127.0.0.1/' }
    const before = sns.site.requests().length
    expect(await post(sns.signed(sns.confirmation('SubscriptionConfirmation', other)))).toMatchObject({ status: 403 })
    expect(sns.site.requests()).toHaveLength(before)
  })
})

describe('nobody is believed', () => {
  test.each([
    ['from another topic', { TopicArn: `${topic}2` }],
    [
      'with a certificate of another host',
      { SigningCertURL: 'https://sns.evil.com/SimpleNotificationService-0123456789abcdef.pem' },
    ],
    [
      'of a host that begins like it',
      { SigningCertURL: `https://${snsHost}.evil.com/SimpleNotificationService-0123456789abcdef.pem` },
    ],
    [
      'of another region',
      { SigningCertURL: 'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem' },
    ],
    [
      'of a user at another host',
      { SigningCertURL: `https://${snsHost}@evil.com/SimpleNotificationService-0123456789abcdef.pem` },
    ],
    [
      'of a user at that host',
      { SigningCertURL: `https://user@${snsHost}/SimpleNotificationService-0123456789abcdef.pem` },
    ],
    ['of another port', { SigningCertURL: `https://${snsHost}:8443/SimpleNotificationService-0123456789abcdef.pem` }],
    ['without TLS', { SigningCertURL: `http://${snsHost}/SimpleNotificationService-0123456789abcdef.pem` }],
    [
      'with a backslash',
      { SigningCertURL: `https://${snsHost}\\@evil.com/SimpleNotificationService-0123456789abcdef.pem` },
    ],
    [
      'under another name',
      { SigningCertURL: `https://${snsHost}/?Action=Publish&SimpleNotificationService-0123456789abcdef.pem` },
    ],
    ['above the folder', { SigningCertURL: `https://${snsHost}/SimpleNotificationService-/../0123456789abcdef.pem` }],
    ['that is two hours old', { Timestamp: '2026-03-29T10:00:00.000Z' }],
    ['from an hour ahead', { Timestamp: '2026-03-29T13:00:00.000Z' }],
  ])('%s, and nothing is fetched', async (_, more) => {
    const reader = await somebody()
    const before = sns.site.requests().length
    expect(await tell(sesBounced(reader), more)).toEqual(refused(403, /^expected/))
    expect(sns.site.requests()).toHaveLength(before)
    expect(await reader.state()).toBe('active')
  })

  test('an hour late is not too late', async () => {
    const reader = await somebody()
    const body = sns.signed(sns.notification(sesBounced(reader)))
    now = new Date(start.getTime() + 61 * minuteMs)
    expect(await post(body)).toMatchObject({ status: 200, said: { outcome: 'suspended' } })
    now = new Date(start.getTime() + 66 * minuteMs)
    expect(await post(body)).toMatchObject({ status: 403 })
  })

  test.each(['Message', 'MessageId', 'Timestamp', 'Subject'])('who altered %s', async (field) => {
    const reader = await somebody()
    const { id } = await somebody()
    const message = sns.notification(sesBounced(reader), { Subject: 'a' })
    const altered = {
      Message: JSON.stringify(sesBounced(await somebody())),
      MessageId: `00000000-1111-4000-8000-${id}`,
      Timestamp: new Date(start.getTime() - 1).toISOString(),
      Subject: 'b',
    }
    const signature = signatureOf(message, sns.privateKey)
    const body = JSON.stringify({ ...message, [field]: Reflect.get(altered, field), Signature: signature })
    expect(await post(body)).toMatchObject({ status: 403, said: { error: 'expected the signature of Amazon SNS' } })
    expect(await reader.state()).toBe('active')
  })

  test('who signs with a key of their own, or with the other digest', async () => {
    const reader = await somebody()
    const message = sns.notification(sesBounced(reader))
    const { privateKey } = makeCertificate({ from: start, to: start })
    const own = { ...message, Signature: signatureOf(message, privateKey) }
    expect(await post(JSON.stringify(own))).toMatchObject({ status: 403 })
    const mixed = { ...message, Signature: signatureOf({ ...message, SignatureVersion: '1' }, sns.privateKey) }
    expect(await post(JSON.stringify(mixed))).toMatchObject({ status: 403 })
    const other = sign('sha256', Buffer.from('Message\nx\n'), sns.privateKey).toString('base64')
    expect(await post(JSON.stringify({ ...message, Signature: other }))).toMatchObject({ status: 403 })
  })

  test.each([
    ['a type that is none', { Type: 'Publish' }],
    ['a signature version that is none', { SignatureVersion: '3' }],
    ['no time', { Timestamp: 'yesterday' }],
    ['a message that is no text', { Message: { eventType: 'Bounce' } }],
    ['no certificate', { SigningCertURL: undefined }],
  ])('who posts %s', async (_, more) => {
    expect(await post(sns.signed(sns.notification({}, more)))).toMatchObject({
      status: 400,
      said: { error: expect.any(String) },
    })
  })

  test('who posts half of it, none of it, too much of it, or something else', async () => {
    const whole = sns.signed(sns.notification(sesBounced(await somebody())))
    expect(await post(whole.slice(0, whole.length / 2))).toMatchObject({ status: 400 })
    for (const body of ['', 'null', '[]', '"x"', '{}', '\0', '[['.repeat(50_000)])
      expect(await post(body), body.slice(0, 10)).toMatchObject({ status: 400 })
    expect(await post('a=b', 'application/x-www-form-urlencoded')).toMatchObject({ status: 415 })
    expect(await postOnce(new URL(`${web.url}/webhooks/ses`), `${whole}${' '.repeat(257 * 1024)}`)).toBe(413)
  })

  test('and the operator is told once a minute', async () => {
    now = new Date(start.getTime() + 90 * minuteMs)
    for (let at = 0; at < 5; at += 1) await post('{}')
    now = new Date(start.getTime() + 92 * minuteMs)
    await post('{}')
    const said = web.logged.filter((line) => line.includes('was refused'))
    expect(said.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ status: 400, others: expect.any(Number) }),
      expect.objectContaining({ status: 400, others: 4 }),
    ])
  })

  test('where no topic is set: there is nothing there', async () => {
    expect(await post(sns.signed(sns.notification({})), undefined, unset)).toMatchObject({ status: 404 })
  })

  test('with a GET: it changes nothing and is no page', async () => {
    expect((await fetch(`${web.url}/webhooks/ses`)).status).toBe(404)
  })
})

describe('the certificate', () => {
  const pathOf = (name: string) => `/SimpleNotificationService-${name.padEnd(32, '0')}.pem`

  test('is asked for once, however many messages there are', async () => {
    await tell(sesBounced(await somebody()))
    const before = sns.site.requests(sns.certificatePath).length
    await tell(sesBounced(await somebody()))
    await tell(sesBounced(await somebody()))
    expect(sns.site.requests(sns.certificatePath)).toHaveLength(before)
    expect(before).toBe(1)
  })

  test.each([
    ['is not there', { status: 404 }],
    ['is a page', { body: '<html>' }],
    ['is without end', { body: 'a'.repeat(10_000), fault: 'endless' as const }],
    ['lies elsewhere', { status: 302, headers: { location: '/elsewhere.pem' } }],
    ['does not come', { fault: 'reset' as const }],
  ])('that %s is asked for again with the next try', async (what, page) => {
    now = new Date(start.getTime() + 2 * minuteMs)
    const path = pathOf(`bad${what.length}`)
    sns.site.set(path, page)
    const answer = await post(
      sns.signed(sns.notification(sesBounced(await somebody()), { SigningCertURL: `${sns.origin}${path}` })),
    )
    expect(answer).toMatchObject({ status: 503 })
    expect(answer.headers.get('retry-after')).toBe('60')
    expect(sns.site.requests('/elsewhere.pem')).toEqual([])
  })

  test.each([
    ['has run out', { from: -20, to: -10, kind: 'rsa' as const }, 403],
    ['is not yet valid', { from: 10, to: 20, kind: 'rsa' as const }, 403],
    ['is of another kind', { from: -10, to: 20, kind: 'ec' as const }, 503],
  ])('that %s proves nothing', async (what, { from, to, kind }, status) => {
    now = new Date(start.getTime() + 4 * minuteMs)
    const at = (minutes: number) => new Date(now.getTime() + minutes * minuteMs)
    const { pem, privateKey } = makeCertificate({ from: at(from), to: at(to), kind })
    const path = pathOf(`old${what.length}`)
    sns.site.set(path, { body: pem })
    const message = sns.notification(sesBounced(await somebody()), { SigningCertURL: `${sns.origin}${path}` })
    expect(await post(JSON.stringify({ ...message, Signature: signatureOf(message, privateKey) }))).toMatchObject({
      status,
    })
  })

  test('a stranger who makes up names of certificates has us ask for a dozen a minute, and keeps nobody else out', async () => {
    now = new Date(start.getTime() + 10 * minuteMs)
    const before = sns.site.requests().length
    for (let at = 0; at < 40; at += 1) {
      const made = { SigningCertURL: `${sns.origin}${pathOf(`made${at}x`)}` }
      expect(await tell({}, made)).toMatchObject({ status: 503 })
    }
    expect(sns.site.requests().length - before).toBe(12)
    expect(await tell(sesBounced(await somebody()))).toEqual(outcome('suspended'))
    now = new Date(start.getTime() + 12 * minuteMs)
    await tell({}, { SigningCertURL: `${sns.origin}${pathOf('later')}` })
    expect(sns.site.requests().length - before).toBe(13)
  })
})

test('no address of anybody is ever logged', () => {
  expect(web.logged.join('')).not.toMatch(/@|%40/)
})
