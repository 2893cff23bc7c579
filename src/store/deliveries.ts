import type { Redis } from 'ioredis'
import { z } from 'zod'
import { deliveryStates, endOfTime, type DeliveryState } from './delivery-states.ts'
import { deliveryIdOf, ended, FrozenDigest, type Delivery } from './delivery.ts'
import { keys } from './keys.ts'
import { hashOfMessageId } from './message-id-hash.ts'
import { onDisk } from './on-disk.ts'
import { remove } from './remove.ts'
import { script } from './script.ts'

// KEYS: record, ledger, subscriber, what else it is known as, one index per state it may come from, the index of the state it goes to.
const move = script(`
local record, ledger = KEYS[1], KEYS[2]
local state = redis.call('HGET', record, 'state')
local from = nil
for i, name in ipairs(arg.from) do if name == state then from = KEYS[4 + i] end end
if not from then return -1 end
if arg.attempt and tonumber(redis.call('HGET', record, 'attempts')) ~= arg.attempt then return -1 end
if arg.scoreUpTo and tonumber(redis.call('ZSCORE', from, arg.id)) > arg.scoreUpTo then return -1 end
if arg.version and tonumber(redis.call('HGET', KEYS[3], 'version') or '0') ~= arg.version then return -1 end
redis.call('ZREM', from, arg.id)
redis.call('ZADD', KEYS[#KEYS], arg.score, arg.id)
redis.call('HSET', record, 'state', arg.to)
if arg.isKnownAs then redis.call('SET', KEYS[4], arg.id) end
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
  /** Only if this subscriber's record still has this version. */
  subscriber?: { id: string; version: number }
  /** What the mail server calls it: it is found by that too. */
  knownAs?: string | null
  set?: Record<string, string | number>
  add?: Record<string, number>
}

/** Of a digest that is forgotten no more is read than whose it was. */
const Whose = FrozenDigest.pick({ subscriberId: true }).catch({ subscriberId: 'none' })

export type DeliveryStore = ReturnType<typeof createDeliveryStore>

export function createDeliveryStore(redis: Redis) {
  /** The delivery's number of attempts after the step, or null if it was not where the step begins. */
  const step = async (
    id: string,
    { from, to, score, attempt, scoreUpTo, subscriber, knownAs = null, set = {}, add = {} }: Step,
  ): Promise<number | null> => {
    const attempts = Number(
      await move(
        redis,
        [
          keys.delivery(id),
          keys.ledger,
          keys.subscriber(subscriber?.id ?? 'none'),
          keys.message(hashOfMessageId(knownAs ?? 'none')),
          ...from.map(keys.deliveries),
          keys.deliveries(to),
        ],
        {
          id,
          version: subscriber?.version,
          isKnownAs: knownAs === null ? undefined : true,
          from,
          to,
          score: score.getTime(),
          attempt,
          scoreUpTo: scoreUpTo?.getTime(),
          set: knownAs === null ? set : { ...set, knownAs },
          add,
        },
      ),
    )
    return attempts < 0 ? null : attempts
  }

  const load = async (id: string): Promise<Delivery | null> => {
    const fields = await redis.hgetall(keys.delivery(id))
    if (fields.digest === undefined) return null
    return {
      id,
      state: z.enum(deliveryStates).parse(fields.state),
      messageId: fields.messageId ?? '',
      digest: FrozenDigest.parse(JSON.parse(fields.digest)),
      attempts: Number(fields.attempts),
      putOffSince: (fields.putOffSince ?? '') === '' ? null : new Date(Number(fields.putOffSince)),
      resends: Number(fields.resends ?? 0),
      reason: fields.reason ?? null,
    }
  }

  return {
    load,
    /** The delivery of one digest of a subscriber; null where there is none, or none any more. */
    async ofWindow(subscriberId: string, window: string): Promise<Delivery | null> {
      const found = await load(deliveryIdOf(subscriberId, window))
      // Two pairs of names may make one id.
      return found?.digest.subscriberId === subscriberId && found.digest.window === window ? found : null
    },
    /** A subscriber's last deliveries, the newest first; those from before they were listed are not among them. */
    async ofSubscriber(subscriberId: string, most: number): Promise<Delivery[]> {
      const found = await Promise.all((await redis.zrevrange(keys.digestsOf(subscriberId), 0, most - 1)).map(load))
      return found.filter((delivery) => delivery !== null)
    },
    /** The delivery whose message has this Message-ID, or which the mail server calls so; null where there is none, or none any more. */
    async findByMessageId(messageId: string): Promise<Delivery | null> {
      const id = await redis.get(keys.message(hashOfMessageId(messageId)))
      return id === null ? null : await load(id)
    },
    /**
     * Takes the delivery for sending until `leaseEnd`; the number of this attempt, or null if somebody else has it, it is not yet its time, or
     * the subscriber's record has another version by now. That it was taken is on disk before this resolves, where Redis can say so.
     */
    async claim(
      id: string,
      subscriber: { id: string; version: number },
      leaseEnd: Date,
      now: Date,
    ): Promise<number | null> {
      const attempt = await step(id, {
        from: ['pending'],
        to: 'sending',
        score: leaseEnd,
        scoreUpTo: now,
        subscriber,
        add: { attempts: 1 },
      })
      if (attempt !== null) await onDisk(redis)
      return attempt
    },
    /** The server said 250, and what it calls the message, if it said. Also true when the lease had run out meanwhile, as long as nobody tried again. */
    sent: (id: string, attempt: number, now: Date, knownAs: string | null = null) =>
      step(id, {
        from: ['sending', 'uncertain', 'pending'],
        to: 'sent',
        score: now,
        attempt,
        knownAs,
        set: { reason: '' },
      }),
    /** Somebody else tells that the server had taken it: it is not sent again, whatever was thought of its fate. */
    arrived: (id: string, now: Date) =>
      step(id, { from: ['uncertain', 'pending'], to: 'sent', score: now, set: { reason: '' } }),
    failed: (id: string, attempt: number, reason: string, now: Date) =>
      step(id, { from: ['sending', 'uncertain'], to: 'failed', score: now, attempt, set: { reason } }),
    /** `since` null: nothing about this message is the reason, so that its patience is not used up. */
    putOff: (id: string, attempt: number, notBefore: Date, since: Date | null, reason: string) =>
      step(id, {
        from: ['sending'],
        to: 'pending',
        score: notBefore,
        attempt,
        set: { reason, putOffSince: since?.getTime() ?? '' },
      }),
    /** Not before then, whatever it was: its subscriber's mail waits. */
    hold: (id: string, notBefore: Date, reason: string) =>
      step(id, { from: ['pending'], to: 'pending', score: notBefore, set: { reason } }),
    /** Nobody knows whether the server took it. */
    uncertain: (id: string, attempt: number, reason: string, now: Date) =>
      step(id, { from: ['sending'], to: 'uncertain', score: now, attempt, set: { reason } }),
    /** Sends an uncertain one again, under the same Message-ID. */
    resend: (id: string, now: Date) =>
      step(id, { from: ['uncertain'], to: 'pending', score: now, add: { resends: 1 } }),
    suppress: (id: string, reason: string, now: Date) =>
      step(id, { from: ['pending'], to: 'suppressed', score: now, set: { reason } }),
    /** A person has it sent once more, under the same Message-ID. */
    retry: (id: string, now: Date) =>
      step(id, { from: ['uncertain', 'failed'], to: 'pending', score: now, set: { putOffSince: '', resends: 0 } }),
    /** A person decides that it is not to be sent. */
    drop: (id: string, reason: string, now: Date) =>
      step(id, { from: ['pending', 'uncertain'], to: 'suppressed', score: now, set: { reason } }),
    /** Leaves an uncertain one until a person decides: it is not asked for any more. */
    async leaveToPerson(id: string): Promise<void> {
      await redis.zadd(keys.deliveries('uncertain'), 'XX', endOfTime.getTime(), id)
    },
    /** Brings what lies after `latest` back to `to`: no such time can be right. */
    async notAfter(state: 'pending' | 'sending', latest: Date, to: Date): Promise<void> {
      const ids = await redis.zrangebyscore(keys.deliveries(state), `(${latest.getTime()}`, '+inf')
      for (const id of ids) await redis.zadd(keys.deliveries(state), 'XX', to.getTime(), id)
    },
    /** Deliveries in this state whose score has come, the oldest first. */
    async due(state: DeliveryState, upTo: Date, most: number): Promise<string[]> {
      return await redis.zrangebyscore(keys.deliveries(state), '-inf', upTo.getTime(), 'LIMIT', 0, most)
    },
    /** The ids of those that got into this state last, the latest first. */
    async latest(state: DeliveryState, most: number): Promise<string[]> {
      return await redis.zrevrange(keys.deliveries(state), 0, most - 1)
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
        for (const id of ids) {
          const [digest, ...names] = await redis.hmget(keys.delivery(id), 'digest', 'messageId', 'knownAs')
          const { subscriberId } = Whose.parse(JSON.parse(digest ?? '{}'))
          const whole = [keys.delivery(id), ...names.map((name) => keys.message(hashOfMessageId(name ?? 'none')))]
          const sets = [keys.deliveries(state), keys.digestsOf(subscriberId)]
          await remove(redis, { whole, sets, member: id })
        }
        pruned += ids.length
      }
      return pruned
    },
  }
}
