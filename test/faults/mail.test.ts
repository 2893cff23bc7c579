import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createClock, type TestClock } from '../helpers/clock.ts'
import { foldedOf, toldOf } from '../helpers/digest-lines.ts'
import { startInbox, type TestInbox } from '../helpers/inbox.ts'
import { startNewsroom, type Newsroom } from '../helpers/newsroom.ts'
import { createOpened, type Opened } from '../helpers/opened.ts'
import { startRedis, type TestRedis } from '../helpers/redis.ts'
import { startTestApp, type SettingsInput, type TestApp } from '../helpers/worker.ts'

const minute = 60_000
const ann = 'ann@example.org'
const empty = { pending: 0, sending: 0, sent: 0, failed: 0, uncertain: 0, suppressed: 0 }

let opened: Opened
let redis: TestRedis
let inbox: TestInbox
let newsroom: Newsroom
let time: TestClock
beforeEach(async () => {
  time = createClock('2026-03-02T10:00:00Z')
  opened = createOpened()
  redis = opened.use(await startRedis())
  inbox = opened.use(await startInbox())
  newsroom = opened.use(await startNewsroom({ events: 2, published: '2026-03-02T09:00:00Z' }))
})
afterEach(() => opened[Symbol.asyncDispose]())

/** A worker with two readers, who are about to be told of two events. */
async function start({
  mail,
  smtpUrl = inbox.url,
}: { mail?: SettingsInput['mail']; smtpUrl?: string } = {}): Promise<TestApp> {
  const app = opened.use(
    await startTestApp({
      redisUrl: redis.url,
      smtpUrl,
      clock: time.clock,
      feeds: newsroom.feeds,
      settings: { mail: { timeout: '0.4s', ...mail } },
    }),
  )
  for (const name of ['ann', 'bob']) await app.subscribe(name)
  return app
}

async function later(app: TestApp, minutes: number): Promise<void> {
  time.advance(minutes * minute)
  await app.drain()
}
const triesFor = (address: string) => inbox.attempts.filter(({ to }) => to === address).length
const alarms = async (app: TestApp) => (await app.store.alarms.list()).map(({ name }) => name)
const everybody = () => ({ [ann]: newsroom.lines, 'bob@example.org': newsroom.lines })

describe('a message that the server', () => {
  test('puts off with 450 is tried again later and arrives once', async () => {
    inbox.script(ann, '450')
    const app = await start()
    await app.drain()
    expect(toldOf(inbox)).toEqual({ 'bob@example.org': newsroom.lines })
    expect(await app.store.deliveries.ledger()).toEqual({ ...empty, due: 2, sent: 1, pending: 1 })
    await app.drain()
    expect(triesFor(ann)).toBe(1)
    await later(app, 2)
    await later(app, 60)
    expect(toldOf(inbox)).toEqual(everybody())
    expect([triesFor(ann), triesFor('bob@example.org'), foldedOf(inbox)]).toEqual([2, 1, 0])
    expect(await alarms(app)).toEqual([])
  })

  test('keeps putting off is tried less and less often, and given up after two days', async () => {
    inbox.behave('450')
    const app = await start()
    for (let passed = 0; passed < 54; passed += 1) await later(app, 60)
    expect(await app.store.deliveries.ledger()).toEqual({ ...empty, due: 2, failed: 2 })
    expect(triesFor(ann)).toBeGreaterThan(20)
    expect(triesFor(ann)).toBeLessThan(60)
  })

  test('refuses with 550 is not tried again, and the others go out', async () => {
    inbox.script(ann, '550 5.1.1 no such user', '550', '550')
    const app = await start()
    await app.drain()
    await later(app, 120)
    expect(triesFor(ann)).toBe(1)
    expect(toldOf(inbox)).toEqual({ 'bob@example.org': newsroom.lines })
    expect(await app.store.deliveries.ledger()).toEqual({ ...empty, due: 2, sent: 1, failed: 1 })
  })

  test('never answers is of unknown fate, is sent again later under its Message-ID, and holds up nobody', async () => {
    inbox.script(ann, 'hang')
    const app = await start()
    await app.drain()
    expect(await app.store.deliveries.ledger()).toEqual({ ...empty, due: 2, sent: 1, uncertain: 1 })
    expect(toldOf(inbox)).toEqual({ 'bob@example.org': newsroom.lines })
    await later(app, 5)
    expect(await app.store.deliveries.ledger()).toEqual({ ...empty, due: 2, sent: 2 })
    expect(toldOf(inbox)).toEqual(everybody())
    expect(inbox.received()).toBe(3)
  })

  test('takes and then cuts off comes at most twice, the second time under the same Message-ID', async () => {
    inbox.script(ann, 'drop-after-data')
    const app = await start()
    await app.drain()
    expect(await app.store.deliveries.ledger()).toEqual({ ...empty, due: 2, sent: 1, uncertain: 1 })
    await later(app, 5)
    await later(app, 120)
    expect(toldOf(inbox)).toEqual(everybody())
    expect(inbox.countsByRecipient()).toEqual({ [ann]: 2, 'bob@example.org': 1 })
    expect(foldedOf(inbox)).toBe(1)
    expect(await app.store.deliveries.ledger()).toEqual({ ...empty, due: 2, sent: 2 })
  })

  test('always takes and cuts off comes four times at most; then a person decides', async () => {
    inbox.behave('drop-after-data')
    const app = await start()
    await app.drain()
    for (let passed = 0; passed < 10; passed += 1) await later(app, 30)
    expect(inbox.countsByRecipient()).toEqual({ [ann]: 4, 'bob@example.org': 4 })
    expect(foldedOf(inbox)).toBe(6)
    expect(await app.store.deliveries.ledger()).toEqual({ ...empty, due: 2, uncertain: 2 })
  })

  test('takes and cuts off is not sent again where unknown fates are held', async () => {
    inbox.script(ann, 'drop-after-data')
    const app = await start({ mail: { uncertain: 'hold' } })
    await app.drain()
    await later(app, 120)
    expect(inbox.countsByRecipient()).toEqual({ [ann]: 1, 'bob@example.org': 1 })
    expect(await app.store.deliveries.ledger()).toEqual({ ...empty, due: 2, sent: 1, uncertain: 1 })
  })

  test.each(['drop-before-data', '421', 'hang-at-rcpt'] as const)(
    'meets with %s arrives once, later',
    async (behaviour) => {
      inbox.script(ann, behaviour)
      const app = await start()
      await app.drain()
      await later(app, 5)
      expect(toldOf(inbox)).toEqual(everybody())
      expect(foldedOf(inbox)).toBe(0)
      expect(await app.store.deliveries.ledger()).toEqual({ ...empty, due: 2, sent: 2 })
    },
  )
})

describe('a mail server that', () => {
  test('is away for six hours costs no mail and doubles none; the operator sees it until it is back', async () => {
    const app = await start()
    await inbox.stop()
    await app.drain()
    for (let passed = 0; passed < 6; passed += 1) await later(app, 60)
    expect(inbox.messages).toEqual([])
    expect(await alarms(app)).toEqual(['mail'])
    await inbox.start()
    await later(app, 120)
    expect(toldOf(inbox)).toEqual(everybody())
    expect(foldedOf(inbox)).toBe(0)
    expect(await app.store.deliveries.ledger()).toEqual({ ...empty, due: 2, sent: 2 })
    expect(await alarms(app)).toEqual([])
  })

  test('refuses our login keeps every message waiting, and the operator sees why', async () => {
    const strict = opened.use(await startInbox({ auth: { user: 'ann', pass: 'right' } }))
    const app = await start({ smtpUrl: strict.url.replace('right', 'wrong') })
    await app.drain()
    expect(await app.store.deliveries.ledger()).toEqual({ ...empty, due: 2, pending: 2 })
    expect((await app.store.alarms.list()).map(({ name, message }) => [name, message.includes('535')])).toEqual([
      ['mail', true],
    ])
    await app.stop()
    const mended = opened.use(
      await startTestApp({ redisUrl: redis.url, smtpUrl: strict.url, clock: time.clock, feeds: newsroom.feeds }),
    )
    await later(mended, 5)
    expect(toldOf(strict)).toEqual(everybody())
    expect(await alarms(mended)).toEqual([])
  })
})
