import type { Redis } from 'ioredis'

/** Everything that a Redis holds, by key, in one order. */
export async function dump(redis: Redis): Promise<Map<string, unknown>> {
  const names = (await redis.keys('*')).toSorted()
  return new Map(await Promise.all(names.map(async (name) => [name, await valueOf(redis, name)] as const)))
}

async function valueOf(redis: Redis, name: string): Promise<unknown> {
  const type = await redis.type(name)
  if (type === 'string') return await redis.get(name)
  if (type === 'hash') return Object.entries(await redis.hgetall(name)).toSorted(([a], [b]) => (a < b ? -1 : 1))
  if (type === 'set') return (await redis.smembers(name)).toSorted()
  if (type === 'zset') return await redis.zrange(name, 0, '-1', 'WITHSCORES')
  if (type === 'list') return await redis.lrange(name, 0, -1)
  if (type === 'stream') return await redis.xrange(name, '-', '+')
  throw new Error(`expected a type of Redis that this test can read, got ${type} at ${name}`)
}

/** The keys that are not in both alike. */
export function changed(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): string[] {
  const names = new Set([...before.keys(), ...after.keys()])
  return [...names].filter((name) => JSON.stringify(before.get(name)) !== JSON.stringify(after.get(name))).toSorted()
}
