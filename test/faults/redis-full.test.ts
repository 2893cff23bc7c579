import { afterEach, expect, it } from 'vitest'
import { Feed } from '../../src/config/feeds.ts'
import { createQueues } from '../../src/jobs/queues.ts'
import { createStore } from '../../src/store/store.ts'
import { buildItem, buildSubscriber } from '../helpers/build.ts'
import { createOpened } from '../helpers/opened.ts'
import { startRedis } from '../helpers/redis.ts'
import { sweepOnce } from '../helpers/sweep.ts'

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

it('a full Redis is relieved of what has been kept long enough, also behind what is kept longer', async () => {
  const { redis, store, fill } = await full()
  const old = new Date(now.getTime() - 500 * 86_400_000)
  // Work on this one is pending: it is kept, and is looked at first.
  const waiting = buildItem({ id: 'item-0' })
  await store.items.record('bbc', [{ item: waiting, state: 'recorded' }], new Date(old.getTime() - 1))
  await store.items.record('bbc', [{ item: buildItem(), state: 'old' }], old)
  const queues = createQueues({ connection: redis, onError: () => undefined })
  opened.use({ [Symbol.asyncDispose]: () => queues.close() })
  await queues.counts()
  await fill()
  const feed = Feed.parse({ id: 'bbc', name: 'BBC', url: 'https://example.org/rss' })
  const counts = () => queues.counts()
  await sweepOnce({ store, at: now, feeds: [feed], enqueue: queues.enqueue, counts }).catch(() => undefined)
  expect(await store.items.load('item-1')).toBeNull()
  expect(await store.items.load('item-0')).not.toBeNull()
})
