import { expect, test } from 'vitest'
import type { Limit } from '../../src/store/limits.ts'
import { useRecords } from '../helpers/records.ts'

const records = useRecords()
const start = new Date('2026-03-01T12:00:00Z')
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000)
const limit = (of: string, free: number): Limit => ({
  of,
  free,
  firstWaitMs: 1000,
  longestWaitMs: 5000,
  forgetMs: 60_000,
})
const count = (limits: Limit[], seconds: number) => records.store.limits.count(limits, after(seconds))

test('waits begin when what is free is used up, double, and grow no longer than the longest', async () => {
  const of = [limit('ann', 2)]
  expect(await count(of, 0)).toBeNull()
  expect(await count(of, 0)).toBeNull()
  expect(await count(of, 0)).toEqual({ limit: 0, waitMs: 1000 })
  // Asking in vain makes no wait longer.
  expect(await count(of, 0.5)).toEqual({ limit: 0, waitMs: 500 })
  expect(await count(of, 1)).toBeNull()
  expect(await count(of, 1)).toEqual({ limit: 0, waitMs: 2000 })
  expect(await count(of, 3)).toBeNull()
  expect(await count(of, 3)).toEqual({ limit: 0, waitMs: 4000 })
  expect(await count(of, 7)).toBeNull()
  expect(await count(of, 7)).toEqual({ limit: 0, waitMs: 5000 })
})

test('limits are counted in turn: who is refused by the first counts under no other', async () => {
  const network = limit('network', 1)
  expect(await count([network, limit('ann', 9)], 0)).toBeNull()
  expect(await count([network, limit('bob', 1)], 0)).toEqual({ limit: 0, waitMs: 1000 })
  expect(await count([limit('bob', 1)], 0)).toBeNull()
  expect(await count([limit('elsewhere', 9), limit('bob', 1)], 0)).toEqual({ limit: 1, waitMs: 1000 })
})

test('of a thousand at once no more get through than are free', async () => {
  const answers = await Promise.all(Array.from({ length: 1000 }, () => count([limit('network', 20)], 0)))
  expect(answers.filter((answer) => answer === null)).toHaveLength(20)
})

test('is forgotten in time, names nobody, and holds out nobody for a clock that was set back', async () => {
  await count([limit('192.0.2.1', 1)], 0)
  const [key = '', ...others] = await records.redis.keys('*limit*')
  expect(others).toEqual([])
  expect(key).not.toContain('192')
  const lifetime = await records.redis.pttl(key)
  expect(lifetime).toBeGreaterThan(55_000)
  expect(lifetime).toBeLessThanOrEqual(61_000)
  expect(await count([limit('192.0.2.1', 1)], -3600)).toBeNull()
})
