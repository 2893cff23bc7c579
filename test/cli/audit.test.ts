import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { sendEmail } from '../../src/jobs/jobs.ts'
import { operatorsDesk } from './command-line.ts'
import { freeze } from '../helpers/freeze.ts'

let desk: Awaited<ReturnType<typeof operatorsDesk>>
beforeAll(async () => {
  desk = await operatorsDesk()
})
afterAll(() => desk?.[Symbol.asyncDispose]())
beforeEach(() => desk.redis.flushall())

const Line = z.object({
  who: z.string(),
  by: z.string(),
  did: z.string(),
  on: z.array(z.string()),
  reason: z.string().nullable(),
  outcome: z.string(),
})
/** What `audit list` tells, the first thing done first. */
async function told() {
  const { out } = await desk.run('audit', 'list', '--format', 'json')
  const lines = out
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '')
  return lines.map((line) => Line.parse(JSON.parse(line))).toReversed()
}
const idOf = async (address: string) => (await desk.store.subscribers.findByAddress(address))?.subscriber.id

test('adding, removing and erasing a subscriber are noted, with ids and no address', async () => {
  await desk.run('subscribers', 'add', 'ann@example.org', '--confirmed')
  const ann = await idOf('ann@example.org')
  await desk.run('subscribers', 'remove', 'ann@example.org')
  expect(await desk.run('subscribers', 'erase', 'ann@example.org')).toMatchObject({ status: 0 })
  expect(await idOf('ann@example.org')).toBeUndefined()
  const by = { who: 'olga', by: 'command line', on: [ann] }
  expect(await told()).toMatchObject([
    { ...by, did: 'subscribers add', reason: 'operator, with consent', outcome: 'done: active' },
    { ...by, did: 'subscribers remove', outcome: 'done' },
    { ...by, did: 'subscribers erase', outcome: 'done' },
  ])
  expect(JSON.stringify(await told())).not.toContain('ann@')
  const { out } = await desk.run('audit', 'list')
  expect(out).toMatch(/olga, command line +subscribers erase +done/)
})

test('what a command did not find, or refused to do, is no change', async () => {
  await desk.run('subscribers', 'remove', 'nobody@example.org')
  await desk.run('subscribers', 'erase', 'nobody@example.org')
  await desk.run('subscribers', 'add', 'not-an-address')
  expect(await told()).toEqual([])
  expect((await desk.run('audit', 'list')).out).toBe('Nothing was changed by an operator.\n')
})

test('deciding about a delivery is noted with its reason, also where the delivery was in no state for it', async () => {
  const id = await freeze(desk.store, { subscriberId: 'ann' })
  expect(await desk.run('deliveries', 'drop', id, '--reason', 'arrived, says Ann')).toMatchObject({ status: 0 })
  expect(await desk.run('deliveries', 'retry', id)).toMatchObject({ status: 1 })
  expect(await told()).toMatchObject([
    { did: 'deliveries drop', on: [id], reason: 'arrived, says Ann', outcome: 'done' },
    { did: 'deliveries retry', on: [id], reason: null, outcome: 'refused: it is in another state' },
  ])
})

test('failed jobs that are retried or dropped are noted', async () => {
  const queue = desk.queues.queueOf(sendEmail)
  for (const name of ['one', 'two', 'three']) {
    const job = await queue.add(sendEmail.name, { deliveryId: name }, { jobId: name })
    await desk.redis.zadd(queue.toKey('failed'), Date.now(), job.id ?? '')
    await desk.redis.lrem(queue.toKey('wait'), 0, job.id ?? '')
  }
  await desk.run('queues', 'retry', 'send-email', 'one')
  await desk.run('queues', 'drop', 'send-email', 'two', '--reason', 'a test')
  await desk.run('queues', 'retry', 'send-email', '--all')
  expect(await told()).toMatchObject([
    { did: 'queues retry', on: ['send-email', 'one'] },
    { did: 'queues drop', on: ['send-email', 'two'], reason: 'a test' },
    { did: 'queues retry', on: ['send-email'], outcome: 'done: 1 failed jobs' },
  ])
})

test('an import of grades is noted with its file and what it changed', async () => {
  const head = 'local_authority,publication_date,inspection_start_date,overall_effectiveness_grade'
  desk.write('grades.csv', `${head}\nTrafford,2023-01-31,2022-11-21,Good\n`)
  expect(await desk.run('ratings', 'import', 'grades.csv')).toMatchObject({ status: 0 })
  expect(await told()).toMatchObject([{ did: 'ratings import', on: ['grades.csv'], outcome: 'done: 1 new, 0 changed' }])
})
