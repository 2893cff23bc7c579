import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { keys } from '../../src/store/keys.ts'
import { createClock } from '../helpers/clock.ts'
import { startInbox, type TestInbox } from '../helpers/inbox.ts'
import { expectExactlyOnce, readers, settle, startNewsroom, type Newsroom } from '../helpers/newsroom.ts'
import { createOpened, type Opened } from '../helpers/opened.ts'
import { startRedis } from '../helpers/redis.ts'
import { rss } from '../helpers/stories.ts'
import { makeTempDir, type TempDir } from '../helpers/temp-dir.ts'
import { spawnWorker, startTestApp, writeConfig, type WorkerProcess } from '../helpers/worker.ts'

// Each starts the program several times: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 180_000 })

const names = readers(20)
/** Messages that are on their way at one time: settings.mail.connections. */
const atOnce = 5
const published = new Date(Date.now() - 3_600_000).toISOString()

let opened: Opened
let inbox: TestInbox
let newsroom: Newsroom
let dir: TempDir
beforeEach(async () => {
  opened = createOpened()
  inbox = opened.use(await startInbox())
  newsroom = opened.use(await startNewsroom({ events: 30, published }))
  dir = opened.use(await makeTempDir())
})
afterEach(() => opened[Symbol.asyncDispose]())

/** A worker in this process, whose clock is ahead: what a dead worker held comes free only as time passes. */
async function startLater(where: { redisUrl: string; dataDir?: string }, aheadMs = 0) {
  const time = createClock(new Date(Date.now() + aheadMs))
  const app = opened.use(await startTestApp({ ...where, smtpUrl: inbox.url, clock: time.clock, feeds: newsroom.feeds }))
  return { app, inbox, advance: time.advance }
}

/** Lines of log after which each worker is killed: in the middle of reading, of classifying, of building digests, of sending. */
const moments = [
  [3, 25],
  [34, 8],
  [50, 12],
]

const logLines = (worker: WorkerProcess) => worker.output().split('\n').length - 1

describe('a worker killed with SIGKILL', () => {
  test.each(moments)('after %i and then %i lines of log costs no event and doubles none', async (...after) => {
    const redis = opened.use(await startRedis({ tcp: true }))
    writeConfig(dir.path, { feeds: newsroom.feeds, settings: { worker: { sweep: '0.3s' } } })
    {
      await using app = await startTestApp({ redisUrl: redis.url, smtpUrl: inbox.url })
      for (const name of names) await app.subscribe(name)
    }
    for (const lines of after) {
      const worker = opened.use(await spawnWorker({ dir: dir.path, redisUrl: redis.url, smtpUrl: inbox.url }))
      // Not reached once all is done: then it is killed while it is idle.
      await vi
        .waitFor(() => expect(logLines(worker)).toBeGreaterThan(lines), { timeout: 1000, interval: 1 })
        .catch(() => undefined)
      await worker.end('SIGKILL')
    }
    // Two minutes pass, for Redis.
    const connection = redis.connect()
    await connection.del(...newsroom.feeds.map(({ id }) => keys.feedLease(id)))
    connection.disconnect()
    const { app, ...rest } = await startLater({ redisUrl: redis.url })
    await settle({ app, ...rest }, { names, lines: newsroom.lines })
    await expectExactlyOnce(app, inbox, { names, lines: newsroom.lines, folded: atOnce * after.length })
  })

  test('leaves its embedded Redis, from which the next one goes on, and nothing is lost', async () => {
    const dataDir = path.join(dir.path, 'data')
    writeConfig(dir.path, { feeds: newsroom.feeds, settings: { worker: { sweep: '0.3s' } } })
    {
      await using app = await startTestApp({ redisUrl: 'embedded', dataDir, smtpUrl: inbox.url })
      for (const name of names) await app.subscribe(name)
    }
    for (const count of [1, 15]) {
      const worker = opened.use(await spawnWorker({ dir: dir.path, smtpUrl: inbox.url }))
      await vi.waitFor(() => expect(inbox.messages.length).toBeGreaterThanOrEqual(count), {
        timeout: 8000,
        interval: 1,
      })
      await worker.end('SIGKILL')
    }
    const { app, ...rest } = await startLater({ redisUrl: 'embedded', dataDir })
    await settle({ app, ...rest }, { names, lines: newsroom.lines })
    await expectExactlyOnce(app, inbox, { names, lines: newsroom.lines, folded: atOnce * 2 })
  })
})

describe('a worker asked to stop with SIGTERM', () => {
  test('ends what it is doing first, and leaves nothing of unknown fate', async () => {
    const redis = opened.use(await startRedis({ tcp: true }))
    writeConfig(dir.path, { feeds: newsroom.feeds, settings: { worker: { sweep: '0.3s' } } })
    await using app = await startTestApp({ redisUrl: redis.url, smtpUrl: inbox.url })
    for (const name of names) await app.subscribe(name)
    await app.stop()
    const first = opened.use(await spawnWorker({ dir: dir.path, redisUrl: redis.url, smtpUrl: inbox.url }))
    await vi.waitFor(() => expect(inbox.attempts.length).toBeGreaterThan(3), { timeout: 8000, interval: 1 })
    expect(await first.end('SIGTERM')).toBe(0)
    const later = await startLater({ redisUrl: redis.url })
    const { sending, uncertain } = await later.app.store.deliveries.ledger()
    expect({ sending, uncertain }).toEqual({ sending: 0, uncertain: 0 })
    expect(inbox.messages.length).toBe(inbox.received())
    await settle(later, { names, lines: newsroom.lines })
    await expectExactlyOnce(later.app, inbox, { names, lines: newsroom.lines, folded: 0 })
  })

  test('in the middle of a poll records what the feed answers', async () => {
    const redis = opened.use(await startRedis({ tcp: true }))
    writeConfig(dir.path, { feeds: newsroom.feeds, settings: { network: { total_timeout: '5s' } } })
    newsroom.set('/feed-0', {
      ...rss([{ title: 'x', link: 'https://a.example/x', published, summary: 'y' }]),
      delayMs: 400,
    })
    const worker = opened.use(await spawnWorker({ dir: dir.path, redisUrl: redis.url, smtpUrl: inbox.url }))
    await vi.waitFor(() => expect(newsroom.requests('/feed-0')).toHaveLength(1), { timeout: 8000 })
    expect(await worker.end('SIGTERM')).toBe(0)
    const { app } = await startLater({ redisUrl: redis.url })
    expect((await app.store.items.counts()).all).toBe(1)
    expect(await app.store.feeds.load('feed-0')).toMatchObject({ polls: 1, failures: 0 })
  })

  test('that cannot end in time leaves its messages to be seen as of unknown fate, and ends all the same', async () => {
    const redis = opened.use(await startRedis({ tcp: true }))
    writeConfig(dir.path, {
      feeds: newsroom.feeds,
      settings: { mail: { timeout: '60s' }, worker: { sweep: '0.3s', drain: '0.3s' } },
    })
    inbox.behave('hang')
    {
      await using app = await startTestApp({ redisUrl: redis.url, smtpUrl: inbox.url })
      await app.subscribe('ann')
    }
    const worker = opened.use(await spawnWorker({ dir: dir.path, redisUrl: redis.url, smtpUrl: inbox.url }))
    // News may gather into one digest or several, as the sweeps fall.
    await vi.waitFor(() => expect(inbox.received()).toBeGreaterThan(0), { timeout: 8000 })
    expect(await worker.end('SIGTERM')).toBe(0)
    inbox.behave('accept')
    const later = await startLater({ redisUrl: redis.url })
    const { sending, uncertain, sent } = await later.app.store.deliveries.ledger()
    expect(sending + uncertain).toBeGreaterThan(0)
    expect(sent).toBe(0)
    await settle(later, { names: ['ann'], lines: newsroom.lines })
    await expectExactlyOnce(later.app, inbox, { names: ['ann'], lines: newsroom.lines, folded: 0 })
  })
})
