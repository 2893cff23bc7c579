import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createClock, type TestClock } from '../helpers/clock.ts'
import { startInbox, type TestInbox } from '../helpers/inbox.ts'
import { expectExactlyOnce, readers, settle, startNewsroom, type Newsroom } from '../helpers/newsroom.ts'
import { createOpened, type Opened } from '../helpers/opened.ts'
import { startRedis, type TestRedis } from '../helpers/redis.ts'
import { startTestApp, type TestApp } from '../helpers/worker.ts'

const names = readers(10)
/** Messages that are on their way at one time: settings.mail.connections. */
const atOnce = 5

let opened: Opened
let redis: TestRedis
let inbox: TestInbox
let newsroom: Newsroom
let time: TestClock
let app: TestApp
beforeEach(async () => {
  time = createClock('2026-03-02T10:00:00Z')
  opened = createOpened()
  redis = opened.use(await startRedis())
  inbox = opened.use(await startInbox())
  newsroom = opened.use(await startNewsroom({ events: 20, feeds: 2, published: '2026-03-02T09:00:00Z' }))
  app = opened.use(
    await startTestApp({ redisUrl: redis.url, smtpUrl: inbox.url, clock: time.clock, feeds: newsroom.feeds }),
  )
  for (const name of names) await app.subscribe(name)
})
afterEach(() => opened[Symbol.asyncDispose]())

/** What was being handed to the mail server still arrives; without its records the worker begins nothing new. */
async function inboxStandsStill(): Promise<boolean> {
  const before = inbox.received()
  const answered = app.store.items.counts().then(() => true)
  const isAnswered = await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, 300, false))])
  return isAnswered === false && inbox.received() <= before + atOnce
}

const items = async () => (await app.store.items.counts()).all
const moments: [string, () => Promise<void>][] = [
  ['items are read', async () => expect(await items()).toBeGreaterThan(0)],
  ['mail is sent', async () => expect(inbox.received()).toBeGreaterThan(2)],
]

describe.each(moments)('Redis, while %s,', (_name, moment) => {
  test('killed and started again on its data costs no event and doubles none', async () => {
    const draining = app.drain()
    await vi.waitFor(moment, { timeout: 5000, interval: 2 })
    await redis.kill()
    expect(await inboxStandsStill()).toBe(true)
    await redis.restart()
    await draining
    await settle({ app, inbox, advance: time.advance }, { names, lines: newsroom.lines })
    await expectExactlyOnce(app, inbox, { names, lines: newsroom.lines, folded: atOnce })
  })

  test('frozen and thawed costs no event and doubles none', async () => {
    const draining = app.drain()
    await vi.waitFor(moment, { timeout: 5000, interval: 2 })
    redis.freeze()
    expect(await inboxStandsStill()).toBe(true)
    redis.thaw()
    await draining
    await settle({ app, inbox, advance: time.advance }, { names, lines: newsroom.lines })
    await expectExactlyOnce(app, inbox, { names, lines: newsroom.lines, folded: atOnce })
  })
})
