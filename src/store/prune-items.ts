import type { Redis } from 'ioredis'
import { keys } from './keys.ts'
import { remove } from './remove.ts'

export type Pruned = { forgotten: number; isDone: boolean }

type Asked = { before: Date; most: number; lastShown: ReadonlyMap<string, Date>; now: Date }

/**
 * Forgets items that no feed has shown since `before`, of `most` that it looks at, unless work on them is pending. `lastShown` has for each feed in use
 * when it last listed its items: those that it listed then are still shown for as long as it answers that nothing changed, and would come
 * back as new. Says how many were forgotten, and whether there are no more to look at.
 */
export async function pruneItems(redis: Redis, { before, most, lastShown, now }: Asked): Promise<Pruned> {
  const found = await redis.zrangebyscore(keys.items, '-inf', before.getTime(), 'WITHSCORES', 'LIMIT', 0, most)
  let forgotten = 0
  const kept: string[] = []
  for (let at = 0; at < found.length; at += 2) {
    const id = found[at] ?? ''
    if (await isKept(redis, id, Number(found[at + 1]), lastShown)) {
      kept.push(id)
      continue
    }
    await remove(redis, {
      whole: [keys.item(id), keys.document(id), keys.findings(id)],
      sets: [keys.items, keys.itemsPending, keys.itemsFailed],
      member: id,
    })
    forgotten += 1
  }
  // Looked at again when that is as long ago once more. Last, since a full Redis takes this only once others have made room.
  for (const id of kept) await redis.zadd(keys.items, 'XX', now.getTime(), id)
  return { forgotten, isDone: found.length < 2 * most }
}

async function isKept(
  redis: Redis,
  itemId: string,
  shown: number,
  lastShown: ReadonlyMap<string, Date>,
): Promise<boolean> {
  if ((await redis.zscore(keys.itemsPending, itemId)) !== null) return true
  const fields = await redis.hkeys(keys.item(itemId))
  return fields.some((field) => {
    const listed = field.startsWith('seen:') ? lastShown.get(field.slice('seen:'.length)) : undefined
    return listed !== undefined && listed.getTime() <= shown
  })
}
