import type { Redis } from 'ioredis'
import { z } from 'zod'
import { keys } from './keys.ts'
import { script } from './script.ts'

/** One thing that an operator did, or asked for. It holds ids and no addresses. */
export const AuditEntry = z.object({
  id: z.string(),
  /** ISO 8601 instant at which it was asked for. */
  at: z.string(),
  /** The name that was given to log in, or that of the user whose command it was. */
  who: z.string(),
  by: z.enum(['pages', 'command line']),
  /** In the words of the command that does the same: "deliveries retry". */
  did: z.string(),
  /** Ids of what it was done to. */
  on: z.array(z.string()),
  reason: z.string().nullable(),
  /** What came of it. `asked` while it is being done, and for good where the process died in the middle of it: the record itself says then. */
  outcome: z.string(),
})
export type AuditEntry = z.output<typeof AuditEntry>

const ask = script(`
-- First, since a full Redis takes this; after it takes the rest of the script too. Removing and erasing somebody must always work.
redis.call('ZREM', KEYS[1], arg.id)
redis.call('HSET', KEYS[2], arg.id, arg.json)
redis.call('ZADD', KEYS[1], arg.at, arg.id)
return 1
`)

const settle = script(`
-- Taken away first for the same reason. One that was forgotten meanwhile does not come back.
if redis.call('HDEL', KEYS[1], arg.id) == 1 then redis.call('HSET', KEYS[1], arg.id, arg.json) end
return 1
`)

const prune = script(`
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. string.format('%.0f', arg.before), 'LIMIT', 0, arg.most)
for _, id in ipairs(ids) do
  redis.call('HDEL', KEYS[2], id)
  redis.call('ZREM', KEYS[1], id)
end
return #ids
`)

/** Forgotten in one step. */
const chunk = 1000

/** What operators did, in the order in which they asked for it. */
export type AuditStore = ReturnType<typeof createAuditStore>

export function createAuditStore(redis: Redis) {
  return {
    /** Notes what is asked for, before it is done. */
    async ask(entry: AuditEntry): Promise<void> {
      const json = JSON.stringify(entry)
      await ask(redis, [keys.audit, keys.auditEntries], { id: entry.id, at: Date.parse(entry.at), json })
    },
    /** Notes what came of it. */
    async settle(entry: AuditEntry): Promise<void> {
      await settle(redis, [keys.auditEntries], { id: entry.id, json: JSON.stringify(entry) })
    },
    /** What was asked for from then on, and before `before` where that is given; the latest first. */
    async list(since: Date, most: number, before: Date | null = null): Promise<AuditEntry[]> {
      const end = before === null ? '+inf' : `(${before.getTime()}`
      const ids = await redis.zrevrangebyscore(keys.audit, end, since.getTime(), 'LIMIT', 0, most)
      if (ids.length === 0) return []
      const found = await redis.hmget(keys.auditEntries, ...ids)
      return found.flatMap((json) => (json === null ? [] : [AuditEntry.parse(JSON.parse(json))]))
    },
    /** Forgets what was asked for before `before`. */
    async prune(before: Date): Promise<void> {
      const asked = { before: before.getTime(), most: chunk }
      while (Number(await prune(redis, [keys.audit, keys.auditEntries], asked)) === chunk);
    },
  }
}
