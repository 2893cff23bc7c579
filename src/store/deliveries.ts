import type { Redis } from 'ioredis'
import { z } from 'zod'
import { keys } from './keys.ts'
import { script } from './script.ts'

/**
 * pending -> sending -> sent | failed | uncertain; suppressed: the subscriber left before it was sent.
 * `sent` means the mail server answered 250, and no more. `uncertain`: we do not know whether it did.
 */
export const deliveryStates = ['pending', 'sending', 'sent', 'failed', 'uncertain', 'suppressed'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** The frozen message: everything that decides what is sent. Its events are kept once for all who get them, as snapshots. */
export const FrozenDigest = z.object({
  subscriberId: z.string(),
  window: z.string(),
  cadence: z.enum(['immediate', 'daily', 'weekly']),
  timeZone: z.string(),
  frozen: z.string(),
  lines: z.array(z.object({ kind: z.enum(['new', 'update']), snapshot: z.string() })),
  more: z.number().int(),
  failedFeeds: z.array(z.object({ name: z.string(), lastOk: z.string().nullable() })),
})
export type FrozenDigest = z.output<typeof FrozenDigest>

export type Delivery = {
  id: string
  state: DeliveryState
  messageId: string
  digest: FrozenDigest
  attempts: number
  /** Since when the server has been putting it off; null if it has not. */
  putOffSince: Date | null
  /** Times it went back to pending because its fate was unknown. */
  resends: number
  reason: string | null
}

/** Once ended, a delivery changes no more. */
export const ended: readonly DeliveryState[] = ['sent', 'failed', 'suppressed']

// KEYS: record, ledger, one index per state it may come from, the index of the state it goes to.
const move = script(`
local record, ledger = KEYS[1], KEYS[2]
local state = redis.call('HGET', record, 'state')
local from = nil
for i, name in ipairs(arg.from) do if name == state then from = KEYS[2 + i] end end
if not from then return -1 end
if arg.attempt and tonumber(redis.call('HGET', record, 'attempts')) ~= arg.attempt then return -1 end
if arg.scoreUpTo and tonumber(redis.call('ZSCORE', from, arg.id)) > arg.scoreUpTo then return -1 end
redis.call('ZREM', from, arg.id)
redis.call('ZADD', KEYS[#KEYS], arg.score, arg.id)
redis.call('HSET', record, 'state', arg.to)
for field, value in pairs(arg.set) do redis.call('HSET', record, field, value) end
for field, by in pairs(arg.add) do redis.call('HINCRBY', record, field, by) end
redis.call('HINCRBY', ledger, state, -1)
redis.call('HINCRBY', ledger, arg.to, 1)
return tonumber(redis.call('HGET', record, 'attempts'))
`)

type Step = {
  from: DeliveryState[]
  to: DeliveryState
  /** When: not-before for pending, end of lease for sending, else now. */
  score: Date
  /** Only if it is still this attempt. */
  attempt?: number
  /** Only if its own score has come. */
  scoreUpTo?: Date
  set?: Record<string, string | number>
  add?: Record<string, number>
}

export type DeliveryStore = ReturnType<typeof createDeliveryStore>

export function createDeliveryStore(redis: Redis) {
  /** The delivery's number of attempts after the step, or null if it was not where the step begins. */
  const step = async (
    id: string,
    { from, to, score, attempt, scoreUpTo, set = {}, add = {} }: Step,
  ): Promise<number | null> => {
    const attempts = Number(
      await move(redis, [keys.delivery(id), keys.ledger, ...from.map(keys.deliveries), keys.deliveries(to)], {
        id,
        from,
        to,
        score: score.getTime(),
        attempt,
        scoreUpTo: scoreUpTo?.getTime(),
        set,
        add,
      }),
    )
    return attempts < 0 ? null : attempts
  }

  return {
    async load(id: string): Promise<Delivery | null> {
      const fields = await redis.hgetall(keys.delivery(id))
      if (fields.digest === undefined) return null
      return {
        id,
        state: z.enum(deliveryStates).parse(fields.state),
        messageId: fields.messageId ?? '',
        digest: FrozenDigest.parse(JSON.parse(fields.digest)),
        attempts: Number(fields.attempts),
        putOffSince: fields.putOffSince === undefined ? null : new Date(Number(fields.putOffSince)),
        resends: Number(fields.resends ?? 0),
        reason: fields.reason ?? null,
      }
    },
    /** Takes the delivery for sending until `leaseEnd`; the number of this attempt, or null if somebody else has it or it is not yet its time. */
    claim: (id: string, leaseEnd: Date, now: Date) =>
      step(id, { from: ['pending'], to: 'sending', score: leaseEnd, scoreUpTo: now, add: { attempts: 1 } }),
    /** The server said 250. Also true when the lease had run out meanwhile, as long as nobody tried again. */
    sent: (id: string, attempt: number, now: Date) =>
      step(id, { from: ['sending', 'uncertain'], to: 'sent', score: now, attempt, set: { reason: '' } }),
    failed: (id: string, attempt: number, reason: string, now: Date) =>
      step(id, { from: ['sending', 'uncertain'], to: 'failed', score: now, attempt, set: { reason } }),
    putOff: (id: string, attempt: number, notBefore: Date, since: Date, reason: string) =>
      step(id, {
        from: ['sending'],
        to: 'pending',
        score: notBefore,
        attempt,
        set: { reason, putOffSince: since.getTime() },
      }),
    /** Nobody knows whether the server took it. */
    uncertain: (id: string, attempt: number, reason: string, now: Date) =>
      step(id, { from: ['sending'], to: 'uncertain', score: now, attempt, set: { reason } }),
    /** Sends an uncertain one again, under the same Message-ID. */
    resend: (id: string, now: Date) =>
      step(id, { from: ['uncertain'], to: 'pending', score: now, add: { resends: 1 } }),
    suppress: (id: string, reason: string, now: Date) =>
      step(id, { from: ['pending'], to: 'suppressed', score: now, set: { reason } }),
    /** A person has it sent once more, under the same Message-ID. */
    retry: (id: string, now: Date) => step(id, { from: ['uncertain', 'failed'], to: 'pending', score: now }),
    /** A person decides that it is not to be sent. */
    drop: (id: string, reason: string, now: Date) =>
      step(id, { from: ['pending', 'uncertain'], to: 'suppressed', score: now, set: { reason } }),
    /** Deliveries in this state whose score has come, the oldest first. */
    async due(state: DeliveryState, upTo: Date, most: number): Promise<string[]> {
      return await redis.zrangebyscore(keys.deliveries(state), '-inf', upTo.getTime(), 'LIMIT', 0, most)
    },
    /** How many were ever frozen (`due`), and how many are in each state; due is always the sum of the states. */
    async ledger(): Promise<Record<'due' | DeliveryState, number>> {
      const counts = await redis.hgetall(keys.ledger)
      const count = (name: string) => Number(counts[name] ?? 0)
      return {
        due: count('due'),
        pending: count('pending'),
        sending: count('sending'),
        sent: count('sent'),
        failed: count('failed'),
        uncertain: count('uncertain'),
        suppressed: count('suppressed'),
      }
    },
    /** Forgets what ended before `before`; the ledger's counts stay. Returns how many. */
    async prune(before: Date, most: number): Promise<number> {
      let pruned = 0
      for (const state of ended) {
        const ids = await redis.zrangebyscore(keys.deliveries(state), '-inf', before.getTime(), 'LIMIT', 0, most)
        for (const id of ids) await redis.multi().del(keys.delivery(id)).zrem(keys.deliveries(state), id).exec()
        pruned += ids.length
      }
      return pruned
    },
  }
}
