import type { Redis } from 'ioredis'
import { z } from 'zod'
import { Item } from '../events/item.ts'
import { itemsSince } from './items-since.ts'
import { keys } from './keys.ts'
import { pruneItems, type Pruned } from './prune-items.ts'
import { recordItems } from './record-items.ts'
import { scanItems } from './scan-items.ts'
import { script } from './script.ts'

/**
 * How far an item has come: `recorded` (to be read), `read` (its document is stored, to be classified), `classified` (done),
 * `old` (known, but from before our time: never mailed), `failed` (given up, with a reason the operator sees).
 */
export const ItemState = z.enum(['recorded', 'read', 'classified', 'old', 'failed'])
export type ItemState = z.output<typeof ItemState>

export type ItemRecord = {
  item: Item
  state: ItemState
  /** Grows each time its feed changes the text. */
  revision: number
  /** Times its work was begun. */
  attempts: number
  recorded: Date
}

/** Moves on only the revision that was worked on: text that changed meanwhile starts again. */
const markRead = script(`
if redis.call('HGET', KEYS[1], 'state') ~= 'recorded' then return 0 end
if tonumber(redis.call('HGET', KEYS[1], 'revision')) ~= arg.revision then return 0 end
redis.call('SET', KEYS[2], arg.document, 'PX', arg.keepMs)
redis.call('HSET', KEYS[1], 'state', 'read', 'attempts', 0)
redis.call('ZADD', KEYS[3], arg.now, arg.id)
return 1
`)

const giveUp = script(`
local state = redis.call('HGET', KEYS[1], 'state')
if state ~= 'recorded' and state ~= 'read' then return 0 end
redis.call('HSET', KEYS[1], 'state', 'failed', 'reason', arg.reason)
redis.call('ZREM', KEYS[2], arg.id)
redis.call('ZADD', KEYS[3], arg.now, arg.id)
return 1
`)

/** A reminder that lies further ahead was written by a clock that was wrong. */
const clockToleranceMs = 60_000

/** Entries written in one script call: keeps Redis from being busy for long with a huge feed. */
const chunk = 200

export type ItemStore = ReturnType<typeof createItemStore>

export function createItemStore(redis: Redis) {
  return {
    /** Records what is new or changed and says which items now need work. Safe to repeat. */
    async record(
      feedId: string,
      entries: { item: Item; state: 'recorded' | 'old' }[],
      now: Date,
    ): Promise<{ id: string; outcome: 'new' | 'changed' }[]> {
      const fresh: { id: string; outcome: 'new' | 'changed' }[] = []
      for (let from = 0; from < entries.length; from += chunk) {
        const part = entries.slice(from, from + chunk)
        const outcomes = z.array(z.enum(['new', 'changed', 'same'])).parse(
          await recordItems(
            redis,
            [keys.items, keys.itemsPending, keys.itemsFailed, ...part.map(({ item }) => keys.item(item.id))],
            {
              feedId,
              now: now.getTime(),
              entries: part.map(({ item, state }) => ({
                id: item.id,
                hash: item.contentHash,
                state,
                isDated: item.published !== null || item.updated !== null,
                updated: item.updated ?? false,
                json: JSON.stringify(item),
              })),
            },
          ),
        )
        part.forEach(({ item, state }, index) => {
          const outcome = outcomes[index]
          if (state === 'recorded' && (outcome === 'new' || outcome === 'changed')) fresh.push({ id: item.id, outcome })
        })
      }
      return fresh
    },
    async load(itemId: string): Promise<ItemRecord | null> {
      const fields = await redis.hgetall(keys.item(itemId))
      if (fields.item === undefined) return null
      return {
        item: Item.parse(JSON.parse(fields.item)),
        state: ItemState.parse(fields.state),
        revision: Number(fields.revision),
        attempts: Number(fields.attempts),
        recorded: new Date(Number(fields.recorded)),
      }
    },
    /** Counts one more beginning of work on the item. */
    async begin(itemId: string): Promise<number> {
      return await redis.hincrby(keys.item(itemId), 'attempts', 1)
    },
    /** Stores the document and moves the item to `read`; false if the item has changed or moved on meanwhile. */
    async read(itemId: string, revision: number, document: unknown, keepMs: number, now: Date): Promise<boolean> {
      const done = await markRead(redis, [keys.item(itemId), keys.document(itemId), keys.itemsPending], {
        id: itemId,
        revision,
        document: JSON.stringify(document),
        keepMs,
        now: now.getTime(),
      })
      return done === 1
    },
    async document(itemId: string): Promise<unknown> {
      const json = await redis.get(keys.document(itemId))
      return json === null ? null : JSON.parse(json)
    },
    /** Stops work on an item that keeps failing; the operator sees the reason. */
    async fail(itemId: string, reason: string, now: Date): Promise<void> {
      await giveUp(redis, [keys.item(itemId), keys.itemsPending, keys.itemsFailed], {
        id: itemId,
        reason,
        now: now.getTime(),
      })
    },
    /** Those of these that no feed has shown yet. */
    async unknown(itemIds: string[]): Promise<Set<string>> {
      const known = await Promise.all(itemIds.map((id) => redis.exists(keys.item(id))))
      return new Set(itemIds.filter((_, index) => known[index] === 0))
    },
    /**
     * Items whose work was last asked for before `before`, or by a clock that was ahead, oldest first; asks again by moving them to `now`.
     * Those that are forgotten are let go.
     */
    async overdue(before: Date, now: Date, most: number): Promise<string[]> {
      const ahead = await redis.zrangebyscore(
        keys.itemsPending,
        now.getTime() + clockToleranceMs,
        '+inf',
        'LIMIT',
        0,
        most,
      )
      const waiting = await redis.zrangebyscore(keys.itemsPending, '-inf', before.getTime(), 'LIMIT', 0, most)
      const ids = [...ahead, ...waiting].slice(0, most)
      const forgotten = await this.unknown(ids)
      for (const id of forgotten) await redis.zrem(keys.itemsPending, id)
      for (const id of ids) await redis.zadd(keys.itemsPending, 'XX', now.getTime(), id)
      return ids.filter((id) => !forgotten.has(id))
    },
    async counts(): Promise<{ all: number; pending: number; failed: number }> {
      const [all, pending, failed] = await Promise.all([
        redis.zcard(keys.items),
        redis.zcard(keys.itemsPending),
        redis.zcard(keys.itemsFailed),
      ])
      return { all, pending, failed }
    },
    /** When each item was recorded that was since `from`, and by which feed, as `itemsSince` says. */
    since: (from: Date) => itemsSince(redis, from),
    /** Every item that a feed has shown since `from`, as `scanItems` says. */
    scan: (from: Date) => scanItems(redis, from),
    /** Forgets items that no feed shows any more, as `pruneItems` says. */
    prune: (before: Date, most: number, lastShown: ReadonlyMap<string, Date>, now: Date): Promise<Pruned> =>
      pruneItems(redis, { before, most, lastShown, now }),
  }
}
