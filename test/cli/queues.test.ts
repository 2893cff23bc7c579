import { UnrecoverableError, Worker } from 'bullmq'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { readItem } from '../../src/jobs/jobs.ts'
import { queuePrefix } from '../../src/jobs/queues.ts'
import { buildItem } from '../helpers/build.ts'
import { operatorsDesk } from './command-line.ts'

let desk: Awaited<ReturnType<typeof operatorsDesk>>
beforeAll(async () => {
  desk = await operatorsDesk()
})
afterAll(() => desk?.[Symbol.asyncDispose]())
beforeEach(() => desk.redis.flushall())

/** Jobs that failed for good, each on an item that waits to be read. */
async function failJobs(...ids: string[]): Promise<void> {
  const items = ids.map((id) => ({ item: buildItem({ id }), state: 'recorded' as const }))
  await desk.store.items.record('bbc', items, new Date())
  for (const id of ids) await desk.queues.enqueue(readItem, { itemId: id }, { id: `job-${id}` })
  const fail = () => Promise.reject(new UnrecoverableError('the page is too large'))
  const worker = new Worker(readItem.name, fail, { connection: desk.redis, prefix: queuePrefix(readItem) })
  worker.on('error', () => undefined)
  await vi.waitFor(async () => expect(await desk.queues.queueOf(readItem).getFailedCount()).toBe(ids.length), {
    timeout: 10_000,
  })
  await worker.close()
}
const counts = async () => (await desk.queues.counts()).get(readItem.name)

describe('queues', () => {
  test('status shows counts, the sum of the ledger, items and alarms', async () => {
    await failJobs('a')
    await desk.store.alarms.raise('mail', 'login refused', new Date('2026-03-01T08:00:00Z'))
    const { status, out } = await desk.run('queues', 'status')
    expect(status).toBe(0)
    expect(out).toMatch(/^read-item +0 +0 +0 +1$/m)
    expect(out).toContain('Items: 1 known, 1 pending, 0 failed')
    expect(out).toContain('Deliveries: 0 due = 0 pending + 0 sending + 0 sent + 0 failed + 0 uncertain + 0 suppressed')
    expect(out).toContain('mail since 2026-03-01 08:00: login refused')
  })

  test('status fails when the ledger does not add up', async () => {
    await desk.redis.hset('{ofsted-alerts}:ledger', 'due', 3, 'sent', 2)
    const { status, err } = await desk.run('queues', 'status')
    expect(status).toBe(1)
    expect(err).toContain('3 were due and 2 are accounted for')
  })

  test('failed shows which job, of what, and why', async () => {
    await failJobs('a')
    const { out } = await desk.run('queues', 'failed')
    expect(out).toMatch(/^read-item +job-a +\d{4}-.* \{"itemId":"a"\} +the page is too large$/m)
    expect((await desk.run('queues', 'failed', 'send-email')).out).toBe('No failed jobs.\n')
  })

  test('retry puts one job back, or all', async () => {
    await failJobs('a', 'b', 'c')
    expect(await desk.run('queues', 'retry', 'read-item', 'job-b')).toMatchObject({ status: 0 })
    expect(await counts()).toMatchObject({ waiting: 1, failed: 2 })
    expect(await desk.run('queues', 'retry', 'read-item', '--all')).toMatchObject({
      status: 0,
      out: '2 jobs wait again in read-item.\n',
    })
    expect(await counts()).toMatchObject({ waiting: 3, failed: 0 })
  })

  test('drop takes one job away and gives its item up, with the reason', async () => {
    await failJobs('a', 'b')
    expect(await desk.run('queues', 'drop', 'read-item', 'job-a', '--reason', 'a page of scripts')).toMatchObject({
      status: 0,
    })
    expect(await counts()).toMatchObject({ failed: 1 })
    expect(await desk.store.items.load('a')).toMatchObject({ state: 'failed' })
    expect(await desk.store.items.load('b')).toMatchObject({ state: 'recorded' })
    expect(await desk.store.items.counts()).toMatchObject({ pending: 1, failed: 1 })
  })

  test('a job that waits is no failed job: it is neither retried nor dropped', async () => {
    await desk.queues.enqueue(readItem, { itemId: 'a' }, { id: 'job-a' })
    expect(await desk.run('queues', 'drop', 'read-item', 'job-a', '--reason', 'x')).toMatchObject({ status: 1 })
    expect(await desk.run('queues', 'retry', 'read-item', 'job-a')).toMatchObject({ status: 1 })
    expect(await counts()).toMatchObject({ waiting: 1 })
  })

  test('retry wants to know what', async () => {
    expect(await desk.run('queues', 'retry', 'read-item')).toMatchObject({ status: 2 })
  })
})
