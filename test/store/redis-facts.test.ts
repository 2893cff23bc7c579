import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { findRedisBinary } from '../../src/store/redis-binary.ts'
import { judgeRedis, readRedisFacts, type RedisFacts } from '../../src/store/redis-facts.ts'

const good: RedisFacts = {
  server: 'redis',
  version: '7.4.1',
  role: 'master',
  cluster: false,
  appendOnly: true,
  appendFsync: 'always',
  maxmemoryPolicy: 'noeviction',
  maxmemory: 0,
  evictedKeys: 0,
  waitsForDisk: true,
}

test('a server as it should be gets no sentence', async () => {
  await using server = await startServer('--appendonly', 'yes', '--appendfsync', 'always')
  const facts = await readRedisFacts(server.redis)
  expect(facts).toMatchObject({
    role: 'master',
    appendOnly: true,
    appendFsync: 'always',
    maxmemoryPolicy: 'noeviction',
    maxmemory: 0,
  })
  expect(judgeRedis(facts)).toEqual({ must: [], should: [] })
})

test('a cache is refused: each sentence says what was found and what to type', async () => {
  await using server = await startServer(
    '--appendonly',
    'no',
    '--maxmemory',
    '50mb',
    '--maxmemory-policy',
    'allkeys-lru',
  )
  const { must } = judgeRedis(await readRedisFacts(server.redis))
  expect(must).toHaveLength(2)
  expect(must[0]).toMatch(/append-only file must be on.*it is off.*CONFIG SET appendonly yes/)
  expect(must[1]).toMatch(/must be noeviction.*it is allkeys-lru.*CONFIG SET maxmemory-policy noeviction/)
})

test('a server that refuses CONFIG is judged by what INFO says, and nothing is thrown', async () => {
  await using server = await startServer('--appendonly', 'yes', '--rename-command', 'CONFIG', '')
  const facts = await readRedisFacts(server.redis)
  expect(facts).toMatchObject({ appendOnly: true, appendFsync: null, maxmemoryPolicy: 'noeviction' })
  expect(judgeRedis(facts)).toEqual({ must: [], should: [] })
})

test('a replica is refused, since it takes no writes', async () => {
  await using primary = await startServer('--appendonly', 'yes')
  await using replica = await startServer('--appendonly', 'yes', '--replicaof', '127.0.0.1', '1')
  expect(judgeRedis(await readRedisFacts(primary.redis)).must).toEqual([])
  expect(judgeRedis(await readRedisFacts(replica.redis)).must.join()).toMatch(
    /this one is a slave.*Set REDIS_URL to its primary/,
  )
})

test.each([
  ['an old Redis', { version: '6.0.16' }, 'Redis 6.2 or newer, or Valkey, is needed; this is Redis 6.0.16'],
  ['a version that cannot be read', { version: 'unknown' }, 'this is Redis unknown'],
])('%s is refused', (_name, change, sentence) => {
  expect(judgeRedis({ ...good, ...change }).must.join()).toContain(sentence)
})

test.each([
  ['Valkey 8', { server: 'valkey' as const, version: '8.0.1' }],
  ['Redis 10, which is not older than 6', { version: '10.0.0' }],
  ['Redis 6.2', { version: '6.2.14', waitsForDisk: false }],
])('%s gets no sentence', (_name, change) => {
  expect(judgeRedis({ ...good, ...change })).toEqual({ must: [], should: [] })
})

test.each([
  ['appendfsync everysec', { appendFsync: 'everysec' }, 'it is everysec'],
  ['appendfsync no', { appendFsync: 'no' }, 'CONFIG SET appendfsync always'],
  ['evicted keys', { evictedKeys: 12 }, 'thrown 12 keys away'],
  ['silence about the append-only file', { appendOnly: null }, 'does not say whether its append-only file is on'],
  ['silence about eviction', { maxmemoryPolicy: null }, 'Make sure that it is noeviction'],
])('%s gets advice, and the server is not refused', (_name, change, sentence) => {
  const { must, should } = judgeRedis({ ...good, ...change })
  expect(must).toEqual([])
  expect(should.join()).toContain(sentence)
})

async function startServer(...options: string[]): Promise<AsyncDisposable & { redis: Redis }> {
  const dir = await mkdtemp(path.join(tmpdir(), 'facts-'))
  const socket = path.join(dir, 'r.sock')
  const child = spawn(await findRedisBinary(), [
    '--port',
    '0',
    '--unixsocket',
    socket,
    '--dir',
    dir,
    '--save',
    '',
    ...options,
  ])
  const redis = new Redis({ path: socket, maxRetriesPerRequest: null, retryStrategy: () => 20 })
  redis.on('error', () => undefined)
  await redis.ping()
  return {
    redis,
    async [Symbol.asyncDispose]() {
      redis.disconnect()
      child.kill('SIGKILL')
      await once(child, 'exit')
      await rm(dir, { recursive: true, force: true })
    },
  }
}
