import type { Redis } from 'ioredis'
import { z } from 'zod'
import { keys } from './keys.ts'
import { script } from './script.ts'

/** One line of the log of what came back. It holds ids and no address; so does the reason, which whoever writes it cleans. */
export const Bounce = z.object({
  at: z.string(),
  kind: z.enum(['hard', 'soft', 'policy', 'behind', 'complaint']),
  deliveryId: z.string(),
  subscriberId: z.string(),
  /** RFC 3463; null where the server gave none, and for complaints. */
  status: z.string().nullable(),
  reason: z.string(),
  /** What was done: `held`: their mail waits; `noted`: nothing. */
  outcome: z.enum(['suspended', 'unsubscribed', 'held', 'noted']),
  /** Who told of it: a mail that came back, the mail server at once, or a mail provider's post; null in lines from before this was written. */
  source: z.enum(['mail', 'smtp', 'ses', 'mailgun']).nullable().default(null),
})
export type Bounce = z.output<typeof Bounce>

/** A message to a subscriber whose mail has begun to come back for now. */
export type MailingRecord = {
  deliveryId: string
  frozen: Date
  sent: Date | null
  delivered: Date | null
  bounced: Date | null
}

const Mailing = z.object({
  frozen: z.number(),
  sent: z.number().optional(),
  delivered: z.number().optional(),
  bounced: z.number().optional(),
})

const note = script(`
local delivery, log, mailings = unpack(KEYS)
if redis.call('EXISTS', delivery) == 0 then return 0 end
if redis.call('HSETNX', delivery, arg.mark, arg.at) == 0 then return 0 end
redis.call('ZADD', log, arg.at, arg.line)
if arg.mailing then
  redis.call('HSET', mailings, arg.deliveryId, arg.mailing)
  redis.call('PEXPIRE', mailings, arg.keepMs)
elseif arg.mark == 'bounced' then
  -- It did not arrive either.
  redis.call('HDEL', mailings, arg.deliveryId)
end
return 1
`)

const noteSent = script(`
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
return redis.call('HSETNX', KEYS[1], arg.deliveryId, arg.mailing)
`)

const noteDelivered = script(`
local delivery, mailings = unpack(KEYS)
if redis.call('EXISTS', delivery) == 0 then return 0 end
if redis.call('HSETNX', delivery, 'delivered', arg.at) == 0 then return 0 end
if redis.call('EXISTS', mailings) == 1 then
  local known = redis.call('HGET', mailings, arg.deliveryId)
  local mailing = known and cjson.decode(known) or { frozen = arg.frozen, sent = arg.at }
  -- What has come back has not arrived, whatever was told first.
  if not mailing.bounced then
    mailing.delivered = arg.at
    redis.call('HSET', mailings, arg.deliveryId, cjson.encode(mailing))
  end
end
return 1
`)

/** What is counted once of each delivery. */
const markOf = (kind: Bounce['kind']) => (kind === 'complaint' ? 'complained' : 'bounced')

export type BounceStore = ReturnType<typeof createBounceStore>

/** What came back: marks at deliveries, a log, and for each subscriber whose mail comes back for now the messages since. */
export function createBounceStore(redis: Redis) {
  return {
    /** Whether this delivery has come back already, or was complained of, if that is asked. */
    async isCounted(deliveryId: string, kind: Bounce['kind']): Promise<boolean> {
      return (await redis.hexists(keys.delivery(deliveryId), markOf(kind))) === 1
    },
    /**
     * Counts it and writes its line into the log, in one step; false if it was counted before, or the delivery is gone. With `frozen`, that of a soft
     * one, it stands among the subscriber's mailings, for as long as `keepMs`.
     */
    async note(bounce: Bounce, mailing: { frozen: Date; keepMs: number } | null): Promise<boolean> {
      const at = Date.parse(bounce.at)
      const noted = await note(
        redis,
        [keys.delivery(bounce.deliveryId), keys.bounces, keys.mailings(bounce.subscriberId)],
        {
          mark: markOf(bounce.kind),
          at,
          line: JSON.stringify(bounce),
          deliveryId: bounce.deliveryId,
          mailing: mailing === null ? undefined : JSON.stringify({ frozen: mailing.frozen.getTime(), bounced: at }),
          keepMs: mailing?.keepMs,
        },
      )
      return noted === 1
    },
    /** Messages to a subscriber since one came back for now; none where nothing did. */
    async mailings(subscriberId: string): Promise<MailingRecord[]> {
      return Object.entries(await redis.hgetall(keys.mailings(subscriberId))).map(([deliveryId, json]) => {
        const { frozen, sent, delivered, bounced } = Mailing.parse(JSON.parse(json))
        return {
          deliveryId,
          frozen: new Date(frozen),
          sent: sent === undefined ? null : new Date(sent),
          delivered: delivered === undefined ? null : new Date(delivered),
          bounced: bounced === undefined ? null : new Date(bounced),
        }
      })
    },
    /** Adds a message that was taken for sending to the mailings of somebody who has some; it may arrive, and end the row. */
    async noteSent(subscriberId: string, deliveryId: string, frozen: Date, now: Date): Promise<void> {
      const mailing = JSON.stringify({ frozen: frozen.getTime(), sent: now.getTime() })
      await noteSent(redis, [keys.mailings(subscriberId)], { deliveryId, mailing })
    },
    /** The reader's own server took it: once; false if that was known, or the delivery is gone. It may end a row of soft bounces. */
    async noteDelivered(deliveryId: string, subscriberId: string, frozen: Date, now: Date): Promise<boolean> {
      const arg = { deliveryId, frozen: frozen.getTime(), at: now.getTime() }
      return (await noteDelivered(redis, [keys.delivery(deliveryId), keys.mailings(subscriberId)], arg)) === 1
    },
    /** Mail arrives again: nothing of the row matters any more. */
    async forgetMailings(subscriberId: string): Promise<void> {
      await redis.del(keys.mailings(subscriberId))
    },
    /** The log from then on, the latest first. */
    async list(since: Date, most: number): Promise<Bounce[]> {
      const lines = await redis.zrevrangebyscore(keys.bounces, '+inf', since.getTime(), 'LIMIT', 0, most)
      return lines.map((line) => Bounce.parse(JSON.parse(line)))
    },
    /** Forgets lines from before `before`. */
    async prune(before: Date): Promise<void> {
      await redis.zremrangebyscore(keys.bounces, '-inf', `(${before.getTime()}`)
    },
  }
}
