import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { Digest, DigestEvent } from '../events/digest.ts'
import { Event } from '../events/event.ts'
import { copyOf } from '../events/window-copies.ts'
import { deliveryIdOf, type FrozenDigest } from './delivery.ts'
import { keys } from './keys.ts'
import { hashOfMessageId } from './message-id-hash.ts'
import { script } from './script.ts'

/** What closes one or more windows of a subscriber. */
export type Closing = {
  subscriberId: string
  /** The version of the subscriber that the decision was made on. */
  version: number
  /** Per subscription closed: the cursor it moves to, and the end of its next window (null for immediate). None while more digests of the same windows follow. */
  windows: { subscriptionId: string; to: number; nextDue: Date | null }[]
  /** How often windows of the subscriber had been closed when the decision was made: what they know depends on all of them. */
  closings: number
  /** The earliest end of any of the subscriber's open windows; null if all are immediate. */
  firstDue: Date | null
  /** The seq that every immediate subscription has been told up to; null if there is none. */
  immediateUpTo: number | null
  /** Null when nothing happened that they asked for: no news, no mail. */
  digest: Digest | null
  telling: { eventId: string; revision: number }[]
  messageId: (deliveryId: string) => string
  keepMs: number
  now: Date
}

const close = script(`
local subscriber, windows, told, due, immediateDue, ledger, delivery, pending, message, ofSubscriber = unpack(KEYS)
if tonumber(redis.call('HGET', subscriber, 'version') or '0') ~= arg.version then return 'changed' end
if tonumber(redis.call('HGET', windows, 'closings') or '0') ~= arg.closings then return 'changed' end
if arg.delivery and redis.call('EXISTS', delivery) == 1 then return 'taken' end
redis.call('HINCRBY', windows, 'closings', 1)
for _, w in ipairs(arg.windows) do
  redis.call('HSET', windows, 'cursor:' .. w.id, w.to)
  if w.due then redis.call('HSET', windows, 'due:' .. w.id, w.due) end
end
if arg.firstDue then redis.call('ZADD', due, arg.firstDue, arg.subscriberId) else redis.call('ZREM', due, arg.subscriberId) end
local mustReach = tonumber(redis.call('ZSCORE', immediateDue, arg.subscriberId) or '0')
if not arg.immediateUpTo or mustReach <= arg.immediateUpTo then redis.call('ZREM', immediateDue, arg.subscriberId) end
for _, t in ipairs(arg.telling) do redis.call('HSET', told, t.eventId, t.revision) end
if arg.delivery then
  for i, json in ipairs(arg.snapshots) do redis.call('SET', KEYS[10 + i], json, 'PX', arg.keepMs) end
  redis.call('HSET', delivery, 'digest', arg.delivery, 'messageId', arg.messageId, 'state', 'pending', 'attempts', 0)
  redis.call('SET', message, arg.deliveryId)
  redis.call('ZADD', pending, arg.now, arg.deliveryId)
  redis.call('ZADD', ofSubscriber, arg.now, arg.deliveryId)
  redis.call('HINCRBY', ledger, 'due', 1)
  redis.call('HINCRBY', ledger, 'pending', 1)
end
return 'closed'
`)

type Closed = { kind: 'changed' } | { kind: 'closed'; deliveryId: string | null }

export type DigestStore = ReturnType<typeof createDigestStore>

export function createDigestStore(redis: Redis) {
  const attempt = async (closing: Closing): Promise<Closed | { kind: 'taken' }> => {
    const { digest, subscriberId } = closing
    const deliveryId = digest === null ? null : deliveryIdOf(subscriberId, digest.window)
    const messageId = deliveryId === null ? null : closing.messageId(deliveryId)
    const snapshots = digest === null ? [] : digest.events.map(snapshotOf)
    const outcome = await close(
      redis,
      [
        keys.subscriber(subscriberId),
        keys.windows(subscriberId),
        keys.told(subscriberId),
        keys.digestsDue,
        keys.immediateDue,
        keys.ledger,
        keys.delivery(deliveryId ?? 'none'),
        keys.deliveries('pending'),
        keys.message(hashOfMessageId(messageId ?? 'none')),
        keys.digestsOf(subscriberId),
        ...snapshots.map(({ hash }) => keys.snapshot(hash)),
      ],
      {
        subscriberId,
        version: closing.version,
        closings: closing.closings,
        windows: closing.windows.map(({ subscriptionId, to, nextDue }) => ({
          id: subscriptionId,
          to,
          due: nextDue?.getTime(),
        })),
        firstDue: closing.firstDue?.getTime(),
        immediateUpTo: closing.immediateUpTo ?? undefined,
        telling: closing.telling,
        delivery: digest === null ? undefined : JSON.stringify(freeze(digest, snapshots)),
        deliveryId: deliveryId ?? undefined,
        messageId: messageId ?? undefined,
        snapshots: snapshots.map(({ json }) => json),
        keepMs: closing.keepMs,
        now: closing.now.getTime(),
      },
    )
    const kind = z.enum(['closed', 'changed', 'taken']).parse(outcome)
    return kind === 'closed' ? { kind, deliveryId } : { kind }
  }

  return {
    /**
     * Closes windows in one step: freezes the delivery, marks its events as told, moves the cursors and opens the next windows.
     * `changed`: the subscriber or their windows changed since they were read; nothing was written, decide again.
     */
    async close(closing: Closing): Promise<Closed> {
      // What has not been told is told, also if a window of this name was: the clock was set back, or a cadence changed to and fro.
      for (let copy = 2, { digest } = closing; ; copy += 1) {
        const closed = await attempt({ ...closing, digest })
        if (closed.kind !== 'taken') return closed
        digest = closing.digest && { ...closing.digest, window: copyOf(closing.digest.window, copy) }
      }
    },
    /** The digest as it was frozen; null if its events are gone (kept shorter than the delivery took). */
    async thaw(frozen: FrozenDigest): Promise<Digest | null> {
      const found =
        frozen.lines.length === 0 ? [] : await redis.mget(frozen.lines.map(({ snapshot }) => keys.snapshot(snapshot)))
      const events: DigestEvent[] = []
      for (const [index, line] of frozen.lines.entries()) {
        const json = found[index]
        if (json == null) return null
        events.push({ event: Event.parse(JSON.parse(json)), known: line.known })
      }
      const { subscriberId, window, cadence, timeZone, more, failedFeeds } = frozen
      return { subscriberId, window, cadence, timeZone, frozen: frozen.frozen, events, more, failedFeeds }
    },
  }
}

/** An event as it is now, named by its content, so that all who are told the same share one copy. */
function snapshotOf({ event }: DigestEvent): { hash: string; json: string } {
  const json = JSON.stringify(event)
  return { json, hash: createHash('sha256').update(json).digest('hex').slice(0, 32) }
}

function freeze({ events, ...digest }: Digest, snapshots: { hash: string }[]): FrozenDigest {
  return {
    ...digest,
    lines: events.flatMap(({ known }, index) =>
      snapshots[index] === undefined ? [] : [{ known, snapshot: snapshots[index].hash }],
    ),
  }
}
