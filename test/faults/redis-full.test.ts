import { afterEach, expect, it } from 'vitest'
import { pino } from 'pino'
import { Feed } from '../../src/config/feeds.ts'
import { createQueues } from '../../src/jobs/queues.ts'
import { createStore } from '../../src/store/store.ts'
import { sweepHandler } from '../../src/workers/sweep.ts'
import { buildItem, buildSubscriber } from '../helpers/build.ts'
import { testConfig } from '../helpers/config.ts'
import { createOpened } from '../helpers/opened.ts'
import { startRedis } from '../helpers/redis.ts'

const opened = createOpened()
afterEach(() => opened[Symbol.asyncDispose]())
const now = new Date('2026-03-01T12:00:00Z')

async function full() {
  const server = opened.use(await startRedis())
  const redis = server.connect()
  opened.use({ [Symbol.asyncDispose]: async () => redis.disconnect() })
  const store = createStore(redis)
  return {
    redis,
    store,
    fill: async () => {
      await redis.config('SET', 'maxmemory', '1mb')
      await expect(redis.set('x', 'x')).rejects.toThrow(/OOM/)
    },
  }
}

it('unsubscribing works also when Redis is full (mail goes on then)', async () => {
  const { store, fill } = await full()
  await store.subscribers.save(buildSubscriber(), 0, now)
  await fill()
  await store.subscribers.update('ann', now, (ann) => ({ ...ann, state: 'unsubscribed' }))
  expect((await store.subscribers.load('ann'))?.subscriber.state).toBe('unsubscribed')
})

it('a full Redis is relieved of what has been kept long enough', async () => {
  const { redis, store, fill } = await full()
  const old = new Date(now.getTime() - 500 * 86_400_000)
  await store.items.record('bbc', [{ item: buildItem(), state: 'old' }], old)
  const queues = createQueues({ connection: redis, onError: () => undefined })
  opened.use({ [Symbol.asyncDispose]: () => queues.close() })
  await queues.counts()
  await fill()
  const feed = Feed.parse({ id: 'bbc', name: 'BBC', url: 'https://example.org/rss' })
  const config = testConfig({ feeds: [feed] })
  await sweepHandler({
    store,
    config: () => config,
    enqueue: queues.enqueue,
    counts: () => queues.counts(),
    clock: () => now,
    log: pino({ level: 'silent' }),
  })({}, new AbortController().signal).catch(() => undefined)
  expect(await store.items.load('item-1')).toBeNull()
})
