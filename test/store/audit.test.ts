import { expect, test } from 'vitest'
import { createAudit } from '../../src/store/create-audit.ts'
import { buildSubscriber } from '../helpers/build.ts'
import { useRecords } from '../helpers/records.ts'

const records = useRecords()
const start = new Date('2026-03-01T08:00:00Z')
let now = start
let made = 0
const auditOf = (who: string) =>
  createAudit({ store: records.store, who, by: 'pages', clock: () => now, newId: () => `entry-${++made}` })
const listed = () => records.store.audit.list(new Date(0), 100)
const done = { outcomeOf: () => 'done' }

test('who asked for what, and why, is noted before it is done, and what came of it after', async () => {
  const asked = {
    did: 'deliveries retry',
    on: ['d-1'],
    reason: 'Ann asked',
    outcomeOf: (left: number) => `${left} left`,
  }
  let during: unknown
  const left = await auditOf('ann')(asked, async () => {
    during = await listed()
    return 3
  })
  expect(left).toBe(3)
  const entry = {
    who: 'ann',
    by: 'pages',
    did: 'deliveries retry',
    on: ['d-1'],
    reason: 'Ann asked',
    at: start.toISOString(),
  }
  expect(during).toMatchObject([{ ...entry, outcome: 'asked' }])
  expect(await listed()).toMatchObject([{ ...entry, outcome: '3 left' }])
})

test('what broke off says so, and its error is told', async () => {
  const asked = { did: 'subscribers erase', on: ['s-1'], ...done }
  await expect(auditOf('ann')(asked, () => Promise.reject(new Error('Redis is full')))).rejects.toThrow('Redis is full')
  expect(await listed()).toMatchObject([{ did: 'subscribers erase', outcome: 'broken off by an error' }])
})

test('where it cannot be noted, nothing is done', async () => {
  await records.redis.set('{ofsted-alerts}:audit-entries', 'not a hash')
  let isDone = false
  const change = async () => {
    isDone = true
  }
  await expect(auditOf('ann')({ did: 'ratings import', on: [], ...done }, change)).rejects.toThrow('WRONGTYPE')
  expect(isDone).toBe(false)
})

test('a Redis that is full notes it all the same: whoever is to be removed is removed', async () => {
  const { subscribers } = records.store
  await subscribers.save(buildSubscriber({ id: 'ann' }), 0, start)
  await records.redis.config('SET', 'maxmemory', '1')
  try {
    await expect(records.redis.set('x', 'y')).rejects.toThrow('OOM')
    await auditOf('bob')({ did: 'subscribers remove', on: ['ann'], ...done }, () =>
      subscribers.update('ann', start, (before) => ({ ...before, state: 'unsubscribed' })),
    )
    await auditOf('bob')({ did: 'subscribers erase', on: ['ann'], ...done }, () => subscribers.erase('ann'))
  } finally {
    await records.redis.config('SET', 'maxmemory', '0')
  }
  expect(await subscribers.load('ann')).toBeNull()
  expect((await listed()).map(({ did, outcome }) => `${did} ${outcome}`).toSorted()).toEqual([
    'subscribers erase done',
    'subscribers remove done',
  ])
})

test('the latest stands first; what was asked for long ago is forgotten, however much it is', async () => {
  for (let day = 0; day < 3; day++) {
    now = new Date(start.getTime() + day * 86_400_000)
    await auditOf('ann')({ did: `day ${day}`, on: [], ...done }, async () => undefined)
  }
  expect((await listed()).map(({ did }) => did)).toEqual(['day 2', 'day 1', 'day 0'])
  expect((await records.store.audit.list(new Date(0), 100, now)).map(({ did }) => did)).toEqual(['day 1', 'day 0'])
  const old = Array.from({ length: 2500 }, (_, index) => index)
  await records.redis.zadd('{ofsted-alerts}:audit', ...old.flatMap((index) => [index, `old-${index}`]))
  await records.redis.hset(
    '{ofsted-alerts}:audit-entries',
    Object.fromEntries(old.map((index) => [`old-${index}`, '{}'])),
  )
  await records.store.audit.prune(new Date(start.getTime() + 86_400_000))
  expect((await listed()).map(({ did }) => did)).toEqual(['day 2', 'day 1'])
  expect(await records.redis.hlen('{ofsted-alerts}:audit-entries')).toBe(2)
})

test('an entry names a hundred things at most', async () => {
  const on = Array.from({ length: 250 }, (_, index) => `id-${index}`)
  await auditOf('ann')({ did: 'x', on, ...done }, async () => undefined)
  const [entry] = await listed()
  expect(entry?.on).toHaveLength(101)
  expect(entry?.on.at(-1)).toBe('150 more')
})
