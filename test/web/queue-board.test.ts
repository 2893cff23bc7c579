import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { jobs, readItem } from '../../src/jobs/jobs.ts'
import { startRedis, type TestRedis } from '../helpers/redis.ts'
import { password, serveAdmin } from './serve-admin.ts'

let redis: TestRedis
let web: Awaited<ReturnType<typeof serveAdmin>>
beforeAll(async () => {
  redis = await startRedis()
  web = await serveAdmin(redis, { clock: () => new Date() })
})
afterAll(async () => {
  await web?.[Symbol.asyncDispose]()
  await redis?.[Symbol.asyncDispose]()
})
beforeEach(() => web.redis.flushall())

/** Jobs as they are after they failed for good. */
async function failJobs(count: number): Promise<void> {
  const queue = web.queues.queueOf(readItem)
  const ids = Array.from({ length: count }, (_, index) => `read-${index}`)
  await queue.addBulk(
    ids.map((id) => ({ name: readItem.name, data: { itemId: `item of ${id}` }, opts: { jobId: id } })),
  )
  const failing = web.redis.multi().del(queue.toKey('wait'))
  for (const [index, id] of ids.entries())
    failing
      .zadd(queue.toKey('failed'), Date.now() - index, id)
      .hset(queue.toKey(id), 'failedReason', 'the page is too large', 'finishedOn', Date.now() - index)
  await failing.exec()
}
const Board = z.object({
  queues: z.array(
    z.object({
      name: z.string(),
      readOnlyMode: z.boolean(),
      counts: z.record(z.string(), z.number()),
      jobs: z.array(z.object({ id: z.string(), failedReason: z.string(), data: z.unknown() })),
      pagination: z.object({ pageCount: z.number() }),
    }),
  ),
})

test('its page is under its own policy, and every script and style of it is served from here', async () => {
  const answer = await web.get('/admin/queues')
  expect(answer.status).toBe(200)
  const policy = answer.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
  const page = await answer.text()
  const parts = [...page.matchAll(/(?:src|href)="(static\/[^"]+)"/g)].map((found) => found[1] ?? '')
  expect(parts.length).toBeGreaterThan(3)
  for (const part of parts) {
    const file = await web.get(`/admin/queues/${part}`)
    expect([part, file.status]).toEqual([part, 200])
    expect(file.headers.get('content-type')).toMatch(/javascript|css|image/)
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(100)
  }
  // No other page may run a script.
  expect((await web.get('/admin')).headers.get('content-security-policy')).not.toContain('script-src')
})

test('shows every queue, and a thousand failed jobs with their reasons, page by page', async () => {
  await failJobs(1000)
  const answer = await web.get('/admin/queues/api/queues?activeQueue=read-item&status=failed&page=100&jobsPerPage=10')
  const { queues } = Board.parse(await answer.json())
  expect(queues.map(({ name }) => name)).toEqual(Object.values(jobs).map(({ name }) => name))
  const own = queues.find(({ name }) => name === 'read-item')
  expect(own).toMatchObject({ readOnlyMode: true, counts: { failed: 1000 }, pagination: { pageCount: 100 } })
  expect(own?.jobs.at(-1)).toMatchObject({
    id: 'read-999',
    failedReason: 'the page is too large',
    data: { itemId: 'item of read-999' },
  })
  expect((await web.get('/admin/queues/queue/read-item/read-7')).status).toBe(200)
  expect(await web.text('/admin')).toMatch(/read-item<\/a>.*?1000/s)
})

test('nothing is changed there, however it is asked', async () => {
  await failJobs(2)
  const token = await web.tokenOn('/admin/subscribers')
  for (const [method, path] of [
    ['PUT', '/api/queues/read-item/retry/failed'],
    ['PUT', '/api/queues/read-item/read-1/retry'],
    ['PUT', '/api/queues/read-item/read-1/clean'],
    ['PUT', '/api/queues/read-item/obliterate'],
    ['PUT', '/api/queues/pause'],
    ['POST', '/api/queues/read-item/add'],
    ['PATCH', '/api/queues/read-item/read-1/update-data'],
  ] as const) {
    for (const body of ['{}', `token=${token}`]) {
      const answer = await fetch(`${web.url}/admin/queues${path}`, {
        method,
        body,
        headers: {
          authorization: web.authorization('ann', password),
          origin: web.url,
          'sec-fetch-site': 'same-origin',
          'content-type': body === '{}' ? 'application/json' : 'application/x-www-form-urlencoded',
        },
      })
      expect([403, 404, 405], `${method} ${path}`).toContain(answer.status)
    }
  }
  expect(await web.queues.queueOf(readItem).getFailedCount()).toBe(2)
  expect(await web.queues.queueOf(readItem).isPaused()).toBe(false)
})
