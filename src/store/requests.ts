import type { Redis } from 'ioredis'
import { Request } from '../events/request.ts'
import { keys } from './keys.ts'
import { script } from './script.ts'

/** A request that could not be answered for so long is forgotten, with its address: whoever asked has asked again, or given up. */
const keptMs = 86_400_000

const add = script(`
redis.call('SET', KEYS[1], arg.data, 'PX', arg.kept)
redis.call('ZADD', KEYS[2], arg.now, arg.id)
return 1
`)

const take = script(`
local due = tonumber(redis.call('ZSCORE', KEYS[2], arg.id) or '')
if not due then return false end
local data = redis.call('GET', KEYS[1])
if not data then redis.call('ZREM', KEYS[2], arg.id); return false end
-- One that lies further ahead than any lease or wait was written by a clock that was ahead.
if due > arg.now and due <= arg.now + arg.longest then return false end
redis.call('ZADD', KEYS[2], arg.now + arg.lease, arg.id)
return data
`)

/** What was asked for on the pages and is not answered yet. */
export type RequestStore = ReturnType<typeof createRequestStore>

export function createRequestStore(redis: Redis) {
  return {
    async add(request: Request, now: Date): Promise<void> {
      const data = JSON.stringify(request)
      const asked = { id: request.id, data, now: now.getTime(), kept: keptMs }
      await add(redis, [keys.request(request.id), keys.requests], asked)
    },
    /** The request, for one caller until the lease ends; null where it is answered, somebody else's, or not yet due again. */
    async take(requestId: string, leaseMs: number, now: Date): Promise<Request | null> {
      const asked = { id: requestId, now: now.getTime(), lease: leaseMs, longest: keptMs }
      const data = await take(redis, [keys.request(requestId), keys.requests], asked)
      return typeof data === 'string' ? Request.parse(JSON.parse(data)) : null
    },
    async putOff(requestId: string, until: Date): Promise<void> {
      await redis.zadd(keys.requests, 'XX', until.getTime(), requestId)
    },
    async done(requestId: string): Promise<void> {
      await redis.multi().del(keys.request(requestId)).zrem(keys.requests, requestId).exec()
    },
    /** Requests whose time has come, the longest waiting first. */
    async due(now: Date, most: number): Promise<string[]> {
      return await redis.zrangebyscore(keys.requests, '-inf', now.getTime(), 'LIMIT', 0, most)
    },
  }
}
