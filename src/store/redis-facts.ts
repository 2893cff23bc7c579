import type { Redis } from 'ioredis'
import { atLeast } from './redis-version.ts'

/** What a Redis says of itself. `null`: it does not say, as some hosted ones refuse CONFIG or leave lines out of INFO. */
export type RedisFacts = {
  server: 'redis' | 'valkey'
  version: string
  role: string | null
  cluster: boolean
  appendOnly: boolean | null
  appendFsync: string | null
  maxmemoryPolicy: string | null
  /** Bytes; 0 means no limit. */
  maxmemory: number | null
  evictedKeys: number | null
  /** Whether one connection can wait until its own writes are on disk (WAITAOF, Redis 7.2 and Valkey). */
  waitsForDisk: boolean
}

/** Reads INFO and, where it is allowed, CONFIG. Throws only when the connection fails. */
export async function readRedisFacts(redis: Pick<Redis, 'info' | 'config'>): Promise<RedisFacts> {
  const info = new Map((await redis.info()).split(/\r?\n/).map(toPair))
  const [redisVersion, valkeyVersion] = [info.get('redis_version') ?? 'unknown', info.get('valkey_version')]
  const appendOnly = info.get('aof_enabled')
  return {
    server: valkeyVersion === undefined ? 'redis' : 'valkey',
    version: valkeyVersion ?? redisVersion,
    role: info.get('role') ?? null,
    cluster: info.get('cluster_enabled') === '1',
    appendOnly: appendOnly === undefined ? null : appendOnly === '1',
    appendFsync: await setting(redis, 'appendfsync'),
    maxmemoryPolicy: info.get('maxmemory_policy') ?? (await setting(redis, 'maxmemory-policy')),
    maxmemory: toNumber(info.get('maxmemory')),
    evictedKeys: toNumber(info.get('evicted_keys')),
    waitsForDisk: valkeyVersion !== undefined || atLeast(redisVersion, '7.2'),
  }
}

/**
 * What has to be changed before this Redis may hold the records (`must`), and what ought to be (`should`).
 * Each sentence says what was expected, what was found and what to type.
 */
export function judgeRedis(facts: RedisFacts): { must: string[]; should: string[] } {
  const must: string[] = []
  const should: string[] = []
  const { server, version, role, appendOnly, appendFsync, maxmemoryPolicy, evictedKeys } = facts

  if (server === 'redis' && !atLeast(version, '6.2')) {
    must.push(`Redis 6.2 or newer, or Valkey, is needed; this is Redis ${version}. Upgrade the server.`)
  }
  if (role !== null && role !== 'master') {
    must.push(
      `A server that takes writes is needed; this one is a ${role} and copies another. Set REDIS_URL to its primary.`,
    )
  }
  if (appendOnly === false) {
    must.push(
      `The append-only file must be on, or a restart loses records; it is off. ${change('appendonly', 'yes')} ${firstLive}`,
    )
  }
  if (maxmemoryPolicy !== null && maxmemoryPolicy !== 'noeviction') {
    must.push(
      `maxmemory-policy must be noeviction, or a full server throws records away without a word; it is ${maxmemoryPolicy}. ${change('maxmemory-policy', 'noeviction')}`,
    )
  }

  if (appendOnly === null) {
    should.push(
      'This server does not say whether its append-only file is on. Make sure that it keeps each write through a restart.',
    )
  }
  if (maxmemoryPolicy === null) {
    should.push('This server does not tell its maxmemory-policy. Make sure that it is noeviction.')
  }
  if (appendOnly !== false && appendFsync !== null && appendFsync !== 'always') {
    should.push(
      `appendfsync ought to be always; it is ${appendFsync}, so that a power cut may forget the last "sent" marks, and those messages go out twice. ${change('appendfsync', 'always')}`,
    )
  }
  if (evictedKeys !== null && evictedKeys > 0) {
    should.push(
      `This server has thrown ${evictedKeys} keys away to make room since it started. Some may have been records: give it more memory, and compare with a backup.`,
    )
  }
  return { must, should }
}

// A server started anew with "appendonly yes" reads an append-only file that does not exist yet, and so starts empty.
const firstLive =
  'Use CONFIG SET on the running server first: a restart with only the file changed would begin with empty data.'

function change(name: string, value: string): string {
  return `Run "redis-cli CONFIG SET ${name} ${value}" and "redis-cli CONFIG REWRITE", or put "${name} ${value}" into redis.conf; with a hosted Redis, set it in its parameters.`
}

async function setting(redis: Pick<Redis, 'config'>, name: string): Promise<string | null> {
  // Refused by ACLs and by hosted servers, which rename or hide CONFIG.
  const answer: unknown = await redis.config('GET', name).catch(() => null)
  return Array.isArray(answer) && typeof answer[1] === 'string' ? answer[1] : null
}

function toPair(line: string): [string, string] {
  const at = line.indexOf(':')
  return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)]
}

function toNumber(text: string | undefined): number | null {
  const number = Number(text)
  return text === undefined || Number.isNaN(number) ? null : number
}
