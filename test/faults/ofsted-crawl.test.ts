import type { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keys } from '../../src/store/keys.ts'
import { queuePrefix } from '../../src/jobs/queues.ts'
import { jobs } from '../../src/jobs/jobs.ts'
import { startInbox } from '../helpers/inbox.ts'
import { startOfstedSite, type OfstedStandIn } from '../helpers/ofsted-site.ts'
import { createOpened, type Opened } from '../helpers/opened.ts'
import { startRedis } from '../helpers/redis.ts'
import { makeTempDir } from '../helpers/temp-dir.ts'
import { spawnWorker, startTestApp, writeConfig } from '../helpers/worker.ts'

vi.setConfig({ testTimeout: 180_000 })

const settings = { polling: { crawl_spacing: '0s' }, worker: { sweep: '0.3s' } }
const kills = 10

let opened: Opened
let site: OfstedStandIn
beforeEach(async () => {
  opened = createOpened()
  site = opened.use(await startOfstedSite())
})
afterEach(() => opened[Symbol.asyncDispose]())

test('a worker killed with SIGKILL ten times on its way through the site leaves, in the end, what one leaves that was not', async () => {
  const undisturbed = opened.use(await startRedis({ tcp: true }))
  await finish(undisturbed.url)
  const all = requests()
  site.forget()

  const redis = opened.use(await startRedis({ tcp: true }))
  const connection = redis.connect()
  const inbox = opened.use(await startInbox())
  const dir = opened.use(await makeTempDir())
  writeConfig(dir.path, { feeds: [site.feed], settings })
  const moments = Array.from({ length: kills }, () => 1 + Math.floor((Math.random() * 1.6 * all.length) / kills))
  for (const requestsMore of moments) {
    const worker = opened.use(await spawnWorker({ dir: dir.path, redisUrl: redis.url, smtpUrl: inbox.url }))
    const before = requests().length
    // Not reached once all is done: then it is killed while it is idle.
    await vi
      .waitFor(() => expect(requests().length).toBeGreaterThanOrEqual(before + requestsMore), {
        timeout: 6000,
        interval: 1,
      })
      .catch(() => undefined)
    await worker.end('SIGKILL')
    await letTimePass(connection)
  }
  await finish(redis.url)

  expect(await recordsIn(connection), `killed after ${moments.join(', ')} requests`).toEqual(
    await recordsIn(undisturbed.connect()),
  )
  expect(new Set(requests())).toEqual(new Set(all))
  // What was asked for twice is what was under way at a kill: a page or the listing, and a file.
  const again = requests().length - all.length
  expect(again, `killed after ${moments.join(', ')} requests`).toBeLessThanOrEqual(3 * kills)
})

/** Pages and files asked for so far. */
const requests = () => [...site.requests('listing'), ...site.requests('provider'), ...site.requests('file')]

/** A worker in this process goes through to the end. */
async function finish(redisUrl: string): Promise<void> {
  await using app = await startTestApp({ redisUrl, feeds: [site.feed], settings })
  await app.drain()
}

/** Two minutes pass, for Redis: what a dead worker held is free, what it had asked for is asked for again, and its jobs were lost with it. */
async function letTimePass(redis: Redis): Promise<void> {
  await redis.del(keys.feedLease(site.feed.id))
  for (const job of Object.values(jobs)) {
    const found = await redis.keys(`${queuePrefix(job)}:*`)
    if (found.length > 0) await redis.del(...found)
  }
  for (const number of await redis.zrange(keys.files('listed'), '0', '-1')) {
    await redis.zadd(keys.files('listed'), 0, number)
    await redis.hdel(keys.file(number), 'begun')
  }
}

/** All records but items and the times at which something was done: what is known of providers, files, reports and judgements. */
async function recordsIn(redis: Redis): Promise<Record<string, unknown>> {
  const found = (await redis.keys('{ofsted-alerts}:*')).filter((key) =>
    /:(crawl|crawl-providers|file|report|judge\w*)\b/.test(key),
  )
  const records: Record<string, unknown> = {}
  for (const key of found) {
    const type = await redis.type(key)
    const value =
      type === 'hash'
        ? await redis.hgetall(key)
        : type === 'set'
          ? (await redis.smembers(key)).toSorted()
          : await redis.get(key)
    records[key] = JSON.parse(
      JSON.stringify(value).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '(then)'),
      (name, inner: unknown) => (name === 'listed' || name === 'attempts' ? '(any)' : inner),
    )
  }
  redis.disconnect()
  return records
}
