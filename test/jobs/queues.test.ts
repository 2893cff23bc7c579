import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { classifyItem, jobs, pollFeed, sendEmail } from '../../src/jobs/jobs.ts'
import { createQueues, type Queues } from '../../src/jobs/queues.ts'
import { queueNames } from '../../src/jobs/queue-names.ts'
import { jobsOf } from '../../src/jobs/jobs-of.ts'
import { roles } from '../../src/jobs/roles.ts'
import { work } from '../../src/workers/work.ts'
import { startRedis, type TestRedis } from '../helpers/redis.ts'

let server: TestRedis
let redis: ReturnType<TestRedis['connect']>
let queues: Queues
const log = pino({ level: 'silent' })

beforeAll(async () => {
  server = await startRedis()
  redis = server.connect()
  queues = createQueues({ connection: redis, onError: () => undefined })
})
afterAll(async () => {
  await queues.close()
  redis.disconnect()
  await server[Symbol.asyncDispose]()
})

const countOf = async (job: { name: string }) => (await queues.counts()).get(job.name)

describe('queues', () => {
  it('refuse a payload that does not fit the job', async () => {
    await expect(queues.enqueue(classifyItem, JSON.parse('{"item":"a"}'))).rejects.toThrow('itemId')
  })

  it('fold requests with one id while they wait', async () => {
    for (let times = 0; times < 3; times += 1) await queues.enqueue(pollFeed, { feedId: 'bbc' }, { id: 'poll-bbc' })
    expect(await countOf(pollFeed)).toMatchObject({ waiting: 1 })
  })

  it('hold back a request until its time', async () => {
    await queues.enqueue(sendEmail, { deliveryId: 'd' }, { delayMs: 60_000 })
    expect(await countOf(sendEmail)).toMatchObject({ waiting: 0, delayed: 1 })
  })
})

describe('work', () => {
  it('does a job again that failed, and forgets it when it is done', async () => {
    const seen: string[] = []
    const job = { ...classifyItem, options: { ...classifyItem.options, backoff: 1 } }
    await queues.queueOf(classifyItem).add(job.name, { itemId: 'a' }, { attempts: 2, backoff: 1 })
    const worker = work({
      job,
      connection: redis,
      log,
      handler: ({ itemId }) => {
        seen.push(itemId)
        return seen.length === 1 ? Promise.reject(new Error('once')) : Promise.resolve()
      },
    })
    await vi.waitFor(() => expect(seen).toEqual(['a', 'a']))
    await vi.waitFor(async () =>
      expect(await countOf(classifyItem)).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 }),
    )
    await worker.close()
  })

  it('fails a payload that does not fit at once, and keeps it to be looked at', async () => {
    const job = { ...classifyItem, name: 'poll-feed', payload: z.object({ other: z.string() }) }
    let handled = 0
    const worker = work({ job, connection: redis, log, handler: () => Promise.resolve(void (handled += 1)) })
    await queues.enqueue(pollFeed, { feedId: randomUUID() })
    await vi.waitFor(async () => expect(await countOf(pollFeed)).toMatchObject({ failed: 2, delayed: 0 }))
    expect(handled).toBe(0)
    await worker.close()
  })
})

describe('roles', () => {
  it('cover every queue together, and each sweeps', () => {
    expect(new Set(jobsOf(roles).map(({ name }) => name)).size).toBe(8)
    expect(jobsOf(['send']).map(({ name }) => name)).toEqual(['send-email', 'answer-request', 'sweep'])
    expect(jobsOf(['web'])).toEqual([])
  })
})

it('the names of queues are those of the jobs, in their order', () => {
  expect(queueNames).toEqual(Object.values(jobs).map(({ name }) => name))
})
