import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'
import { nextDue } from '../events/cadence.ts'
import { Subscriber } from '../events/subscription.ts'
import { keys } from './keys.ts'
import { remove } from './remove.ts'
import { script } from './script.ts'

export type SubscriberRecord = { subscriber: Subscriber; version: number }

const save = script(`
local record, address, all, immediate, windows, due, seqKey, immediateDue, pending, paused = unpack(KEYS)
local states = { active = KEYS[11], suspended = KEYS[12], unsubscribed = KEYS[13] }
local owner = redis.call('GET', address)
if owner and owner ~= arg.id then return 'taken' end
if tonumber(redis.call('HGET', record, 'version') or '0') ~= arg.version then return 'changed' end
if arg.state ~= 'active' then
  -- First, since a full Redis takes these; after them it takes the rest of the script too. Leaving must always work.
  redis.call('ZREM', immediate, arg.id)
  redis.call('ZREM', immediateDue, arg.id)
  redis.call('ZREM', due, arg.id)
  redis.call('DEL', windows)
end
if arg.state ~= 'pending' then redis.call('ZREM', pending, arg.id) end
if arg.state ~= 'paused' then redis.call('ZREM', paused, arg.id) end
for state, set in pairs(states) do if state ~= arg.state then redis.call('ZREM', set, arg.id) end end
redis.call('HSET', record, 'data', arg.data, 'version', arg.version + 1)
redis.call('SET', address, arg.id)
redis.call('ZADD', all, 'NX', arg.created, arg.id)
if states[arg.state] then redis.call('ZADD', states[arg.state], 'NX', arg.now, arg.id) end
if arg.state == 'pending' then redis.call('ZADD', pending, arg.now, arg.id) end
if arg.state == 'paused' then redis.call('ZADD', paused, arg.pausedUntil, arg.id) end
if arg.state ~= 'active' then return 'written' end
-- Windows of subscriptions that are gone end; those of new ones begin now: nobody is sent what happened before they asked.
local keep = { closings = true }
for _, s in ipairs(arg.subscriptions) do keep['cursor:' .. s.id] = true; keep['due:' .. s.id] = true end
for _, field in ipairs(redis.call('HKEYS', windows)) do
  if not keep[field] then redis.call('HDEL', windows, field) end
end
local seq = redis.call('GET', seqKey) or '0'
local first, hasImmediate = nil, false
for _, s in ipairs(arg.subscriptions) do
  redis.call('HSETNX', windows, 'cursor:' .. s.id, seq)
  if s.due then
    -- A window that has ended and is not closed yet keeps its end.
    local ended = tonumber(redis.call('HGET', windows, 'due:' .. s.id) or '')
    local at = (ended and ended <= arg.now) and ended or s.due
    redis.call('HSET', windows, 'due:' .. s.id, at)
    if not first or at < first then first = at end
  else
    redis.call('HDEL', windows, 'due:' .. s.id)
    hasImmediate = true
    -- What an open window held when it became immediate is called for now: nobody else will.
    if tonumber(redis.call('HGET', windows, 'cursor:' .. s.id)) < tonumber(seq) then redis.call('ZADD', immediateDue, 'GT', seq, arg.id) end
  end
end
if hasImmediate then redis.call('ZADD', immediate, arg.created, arg.id) else redis.call('ZREM', immediate, arg.id) end
if first then redis.call('ZADD', due, first, arg.id) else redis.call('ZREM', due, arg.id) end
return 'written'
`)

const forgetPending = script(`
local pending = KEYS[#KEYS]
local asked = tonumber(redis.call('ZSCORE', pending, arg.id) or '')
if not asked or asked > arg.before then return 0 end
for i = 1, arg.whole do redis.call('DEL', KEYS[i]) end
for i = arg.whole + 1, #KEYS do redis.call('ZREM', KEYS[i], arg.id) end
return 1
`)

/** Addresses differing only in case are one subscriber: no provider known treats them apart, and people type both. */
const hashOf = (address: string) => createHash('sha256').update(address.trim().toLowerCase()).digest('hex')

export type SubscriberStore = ReturnType<typeof createSubscriberStore>

export function createSubscriberStore(redis: Redis) {
  const load = async (subscriberId: string): Promise<SubscriberRecord | null> => {
    const { data, version } = await redis.hgetall(keys.subscriber(subscriberId))
    return data === undefined ? null : { subscriber: Subscriber.parse(JSON.parse(data)), version: Number(version) }
  }
  return {
    load,
    async findByAddress(address: string): Promise<SubscriberRecord | null> {
      const id = await redis.get(keys.address(hashOf(address)))
      return id === null ? null : await load(id)
    },
    /**
     * Writes a subscriber whose record still has this version (0: there is none yet) and opens or ends the windows of its
     * subscriptions in the same step. `taken`: the address belongs to another subscriber.
     */
    async save(subscriber: Subscriber, version: number, now: Date): Promise<'written' | 'changed' | 'taken'> {
      const outcome = await save(
        redis,
        [
          keys.subscriber(subscriber.id),
          keys.address(hashOf(subscriber.address)),
          keys.subscribers,
          keys.immediate,
          keys.windows(subscriber.id),
          keys.digestsDue,
          keys.eventSeq,
          keys.immediateDue,
          keys.pending,
          keys.paused,
          keys.subscribersIn('active'),
          keys.subscribersIn('suspended'),
          keys.subscribersIn('unsubscribed'),
        ],
        {
          id: subscriber.id,
          version,
          data: JSON.stringify(subscriber),
          created: Date.parse(subscriber.created),
          state: subscriber.state,
          pausedUntil: subscriber.pausedUntil === null ? now.getTime() : Date.parse(subscriber.pausedUntil),
          now: now.getTime(),
          subscriptions: subscriber.subscriptions.map(({ id, cadence, timeZone }) => ({
            id,
            due: nextDue(cadence, timeZone, now)?.getTime(),
          })),
        },
      )
      if (outcome === 'written' || outcome === 'changed' || outcome === 'taken') return outcome
      throw new Error(`saving a subscriber: expected written, changed or taken from Redis, got ${String(outcome)}`)
    },
    /** Loads, changes and writes a subscriber, again if somebody else wrote in between; null if there is none. */
    async update(
      subscriberId: string,
      now: Date,
      change: (subscriber: Subscriber) => Subscriber,
    ): Promise<Subscriber | null> {
      for (;;) {
        const record = await load(subscriberId)
        if (record === null) return null
        const changed = change(record.subscriber)
        if (changed === record.subscriber) return changed
        if ((await this.save(changed, record.version, now)) === 'written') return changed
      }
    },
    /** Ids in the order they were created. */
    async list(): Promise<string[]> {
      return await redis.zrange(keys.subscribers, 0, '-1')
    },
    /** How many there are in each state. */
    async counts(): Promise<Record<Subscriber['state'], number>> {
      const sets = {
        active: keys.subscribersIn('active'),
        paused: keys.paused,
        pending: keys.pending,
        suspended: keys.subscribersIn('suspended'),
        unsubscribed: keys.subscribersIn('unsubscribed'),
      }
      const of = async (state: Subscriber['state']) => await redis.zcard(sets[state])
      return {
        active: await of('active'),
        paused: await of('paused'),
        pending: await of('pending'),
        suspended: await of('suspended'),
        unsubscribed: await of('unsubscribed'),
      }
    },
    /** Paused subscribers whose pause ends no later than `now`. */
    async pauseEnded(now: Date, most: number): Promise<string[]> {
      return await redis.zrangebyscore(keys.paused, '-inf', now.getTime(), 'LIMIT', 0, most)
    },
    /**
     * Forgets those who were last asked to confirm no later than `before` and did not, up to `most` of them; tells how many. Whoever confirms at the same
     * moment stays: both are one step each.
     */
    async forgetPending(before: Date, most: number): Promise<number> {
      const ids = await redis.zrangebyscore(keys.pending, '-inf', before.getTime(), 'LIMIT', 0, most)
      let forgotten = 0
      for (const id of ids) {
        const address = (await load(id))?.subscriber.address
        const whole = [
          keys.subscriber(id),
          keys.windows(id),
          keys.told(id),
          keys.digestsOf(id),
          ...(address === undefined ? [] : [keys.address(hashOf(address))]),
        ]
        const asked = { id, before: before.getTime(), whole: whole.length }
        forgotten += Number(await forgetPending(redis, [...whole, keys.subscribers, keys.pending], asked))
      }
      return forgotten
    },
    /** Forgets the person: record, address, windows, what they were told and which digests were theirs. Deliveries keep ids only. */
    async erase(subscriberId: string): Promise<boolean> {
      const record = await load(subscriberId)
      if (record === null) return false
      await remove(redis, {
        whole: [
          keys.subscriber(subscriberId),
          keys.address(hashOf(record.subscriber.address)),
          keys.windows(subscriberId),
          keys.told(subscriberId),
          keys.mailings(subscriberId),
          keys.digestsOf(subscriberId),
        ],
        sets: [
          keys.subscribers,
          keys.immediate,
          keys.immediateDue,
          keys.digestsDue,
          keys.pending,
          keys.paused,
          keys.subscribersIn('active'),
          keys.subscribersIn('suspended'),
          keys.subscribersIn('unsubscribed'),
        ],
        member: subscriberId,
      })
      return true
    },
  }
}
