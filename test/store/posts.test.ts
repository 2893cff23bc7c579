import { expect, test } from 'vitest'
import { useRecords } from '../helpers/records.ts'

const records = useRecords()
const post = { id: 'mailgun a-token', content: 'ann’s address is gone' }

test('a post is new until it has been dealt with, and known after that', async () => {
  const { posts } = records.store
  expect(await posts.begin(post, 60_000)).toBe('new')
  // Whoever began may have died: it comes again, and is begun again.
  expect(await posts.begin(post, 60_000)).toBe('new')
  await posts.end(post)
  expect(await posts.begin(post, 60_000)).toBe('done')
  expect(await posts.begin({ ...post, id: 'mailgun another' }, 60_000)).toBe('new')
})

test('what says something else under the same id is never new', async () => {
  const { posts } = records.store
  const other = { ...post, content: 'bob’s address is gone' }
  await posts.begin(post, 60_000)
  expect(await posts.begin(other, 60_000)).toBe('altered')
  await posts.end(post)
  expect(await posts.begin(other, 60_000)).toBe('altered')
})

test('is forgotten in time, without a word of it in the meantime', async () => {
  const { posts } = records.store
  await posts.begin(post, 60_000)
  const names = await records.redis.keys('*:post:*')
  expect(names).toHaveLength(1)
  expect(JSON.stringify([names, await records.redis.hgetall(names[0] ?? '')])).not.toMatch(/ann|token/)
  expect(await records.redis.pttl(names[0] ?? '')).toBeGreaterThan(50_000)
  await records.redis.pexpire(names[0] ?? '', 1)
  await expect.poll(() => records.redis.exists(names[0] ?? '')).toBe(0)
  await posts.end(post)
  expect(await records.redis.keys('*:post:*')).toEqual([])
})
