import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildDigest, classifyItem, pollFeed, readItem, sendEmail } from '../../src/jobs/jobs.ts'
import { createClock, type TestClock } from '../helpers/clock.ts'
import { startInbox, type TestInbox } from '../helpers/inbox.ts'
import { expectExactlyOnce, readers, startNewsroom, type Newsroom } from '../helpers/newsroom.ts'
import { createOpened, type Opened } from '../helpers/opened.ts'
import { startRedis, type TestRedis } from '../helpers/redis.ts'
import { startTestApp, type TestApp } from '../helpers/worker.ts'

const names = readers(8)

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
  newsroom = opened.use(await startNewsroom({ events: 15, feeds: 3, published: '2026-03-02T09:00:00Z' }))
})
afterEach(() => opened[Symbol.asyncDispose]())

const start = async () =>
  opened.use(await startTestApp({ redisUrl: redis.url, smtpUrl: inbox.url, clock: time.clock, feeds: newsroom.feeds }))

describe('several workers on one Redis', () => {
  test('make one event of each happening and mail it once, though all begin at once', async () => {
    const workers = [await start(), await start(), await start()]
    const [first] = workers
    if (first === undefined) throw new Error('expected a worker')
    for (const name of names) await first.subscribe(name)
    await Promise.all(workers.map((worker) => worker.drain()))
    expect(await first.store.events.latest(100)).toHaveLength(newsroom.lines.length)
    expect((await first.store.events.latest(100)).map(({ sources }) => sources.length)).toEqual(
      newsroom.lines.map(() => 3),
    )
    await expectExactlyOnce(first, inbox, { names, lines: newsroom.lines, folded: 0 })
  })

  test('poll each feed once in its interval', async () => {
    const workers = [await start(), await start()]
    await Promise.all(workers.map((worker) => worker.drain()))
    await Promise.all(workers.map((worker) => worker.drain()))
    expect(newsroom.feeds.map(({ id }) => newsroom.requests(`/${id}`).length)).toEqual([1, 1, 1])
  })
})

describe('every job of the way queued three times', () => {
  test('comes to the same as once', async () => {
    const app = await start()
    for (const name of names) await app.subscribe(name)
    await app.drain()
    const messages = inbox.messages.length
    await queueEverythingAgain(app)
    await app.drain()
    expect(inbox.messages).toHaveLength(messages)
    await expectExactlyOnce(app, inbox, { names, lines: newsroom.lines, folded: 0 })
  })

  test('also while the work is being done', async () => {
    const app = await start()
    for (const name of names) await app.subscribe(name)
    const draining = app.drain()
    while (inbox.messages.length < names.length) await queueEverythingAgain(app)
    await draining
    await app.drain()
    expect(await app.store.events.latest(100)).toHaveLength(newsroom.lines.length)
    await expectExactlyOnce(app, inbox, { names, lines: newsroom.lines, folded: 0 })
  })
})

async function queueEverythingAgain({ queues, store }: TestApp): Promise<void> {
  const itemIds = (await store.events.latest(100)).flatMap(({ sources }) => sources.map(({ itemId }) => itemId))
  const deliveryIds = [
    ...(await store.deliveries.due('pending', new Date(8e15), 100)),
    ...(await store.deliveries.due('sent', new Date(8e15), 100)),
  ]
  // One after the other, so that several of them run at once.
  const thrice = async (queue: () => Promise<void>) => {
    for (let again = 0; again < 3; again += 1) await queue()
  }
  for (const { id } of newsroom.feeds) await thrice(() => queues.enqueue(pollFeed, { feedId: id, force: true }))
  for (const itemId of itemIds) {
    await thrice(() => queues.enqueue(readItem, { itemId }))
    await thrice(() => queues.enqueue(classifyItem, { itemId }))
  }
  for (const subscriberId of names) await thrice(() => queues.enqueue(buildDigest, { subscriberId }))
  for (const deliveryId of deliveryIds) await thrice(() => queues.enqueue(sendEmail, { deliveryId }))
}
