import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLinks } from '../../src/links.ts'
import { testConfig } from '../helpers/config.ts'
import { openDesk, type Desk } from '../helpers/desk.ts'
import { toldOf } from '../helpers/digest-lines.ts'
import { createOpened, type Opened } from '../helpers/opened.ts'
import { startRedis, type TestRedis } from '../helpers/redis.ts'
import { startSns, topic } from '../helpers/sns.ts'
import { rss, visitStory } from '../helpers/stories.ts'
import { testSecret } from '../helpers/worker.ts'
import { mailgunFailed, mailgunSignature } from '../mail/mailgun-events.ts'
import { sesBounced, sesComplained } from '../mail/ses-events.ts'
import { serveWeb } from '../web/serve-web.ts'

const published = '2026-03-02T09:00:00Z'
const stories = ['Leeds', 'Kent', 'Wirral', 'Bolton'].map((place, at) => visitStory(place, at + 1, { published }))
const lineOf = (at: number) => stories[at]?.line
const mailgunKey = 'key-of-a-test-0123456789abcdef'

/** As Amazon SES names the messages that it takes. */
const serverIdOf = (message: number) =>
  `0102018f5e3a1b2c-1a2b3c4d-1234-5678-9abc-${String(message).padStart(12, '0')}-000000`

let opened: Opened
let redis: TestRedis
let time: Desk['time']
let inbox: Desk['inbox']
let site: Desk['site']
let app: Desk['app']
beforeEach(async () => {
  opened = createOpened()
  redis = opened.use(await startRedis())
  const desk = await openDesk(opened, {
    start: '2026-03-02T10:00:00Z',
    feed: { interval: '1h' },
    answer: rss(stories.slice(0, 1)),
    redisUrl: redis.url,
    mailgunKey,
    inbox: { says: (message) => `Ok ${serverIdOf(message)}` },
  })
  ;({ time, inbox, site, app } = desk)
  await app.subscribe('ann', { confirmed: '2026-01-01T00:00:00.000Z' })
  await app.subscribe('bob', { confirmed: '2026-01-01T00:00:00.000Z' })
})
afterEach(() => opened[Symbol.asyncDispose]())

const told = (id: string) => toldOf(inbox)[`${id}@example.org`] ?? []
const state = async (id: string) => (await app.store.subscribers.load(id))?.subscriber.state
/** So many stories are told by now, and two hours go by. */
async function publish(count: number): Promise<void> {
  site.set('/feed', rss(stories.slice(0, count)))
  time.advance(2 * 3_600_000)
  await app.drain()
}
const pagesUrl = () => `http://127.0.0.1:${app.httpPort}`

/** They follow the link of a message that asks them to confirm. */
async function confirmAnew(id: string): Promise<void> {
  await app.store.subscribers.update(id, time.now(), (one) => ({ ...one, state: 'pending' }))
  const links = createLinks({ publicUrl: pagesUrl(), secret: testSecret })
  const link = links.confirm(id, new Date(time.now().getTime() + 86_400_000))
  expect((await fetch(link, { method: 'POST' })).status).toBe(200)
}

async function outcomeOf(answer: Response): Promise<unknown> {
  expect(answer.status).toBe(200)
  return await answer.json()
}

test('somebody of whom Mailgun says that their address is gone gets no more, confirms again, and gets what is new', async () => {
  await app.drain()
  const messageId = inbox.messages.find(({ to }) => to === 'ann@example.org')?.parsed.messageId ?? ''
  const event = mailgunFailed({ messageId, to: 'ann@example.org' })
  const tell = async () =>
    await outcomeOf(
      await fetch(`${pagesUrl()}/webhooks/mailgun`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ signature: mailgunSignature(time.now(), mailgunKey), 'event-data': event }),
      }),
    )
  expect(await tell()).toEqual({ outcome: 'suspended' })
  await publish(2)
  expect(told('ann')).toEqual([lineOf(0)])
  expect(told('bob')).toHaveLength(2)

  await confirmAnew('ann')
  expect(await tell()).toEqual({ outcome: 'counted-before' })
  await publish(3)
  expect(await state('ann')).toBe('active')
  expect(told('ann')).toEqual([lineOf(0), lineOf(2)])
  expect(await app.store.bounces.list(new Date(0), 100)).toHaveLength(1)
})

test('Amazon SES tells of messages by the names that it gave them when it took them', async () => {
  const sns = opened.use(await startSns({ clock: time.clock }))
  const config = testConfig({ settings: { webhooks: { ses: { topics: [topic] } } } })
  const web = opened.use(await serveWeb(redis, { clock: time.clock, config, askSns: sns.ask }))
  const tell = async (said: object) =>
    await outcomeOf(
      await fetch(`${web.url}/webhooks/ses`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain; charset=UTF-8' },
        body: sns.signed(sns.notification(said)),
      }),
    )
  await app.drain()
  const named = (id: string) => ({
    to: `${id}@example.org`,
    messageId: '<of-amazon@eu-west-2.amazonses.com>',
    serverId: serverIdOf(1 + inbox.messages.findIndex(({ to }) => to === `${id}@example.org`)),
    headers: 'none' as const,
  })
  expect(await tell(sesBounced(named('ann')))).toEqual({ outcome: 'suspended' })
  expect(await tell(sesComplained(named('bob')))).toEqual({ outcome: 'unsubscribed' })
  await publish(2)
  expect([...told('ann'), ...told('bob')]).toEqual([lineOf(0), lineOf(0)])

  await confirmAnew('ann')
  await publish(3)
  expect(told('ann')).toEqual([lineOf(0), lineOf(2)])
})
