import type { Redis } from 'ioredis'
import { z } from 'zod'
import { keys } from './keys.ts'

/** Items asked for at once. */
const chunk = 500

const Kept = z.object({ feedId: z.string() })

/**
 * When each item was recorded that was since `from`, and by which feed it was shown first. Texts are not read but those of these items, and an item whose
 * record cannot be read is left out: for counting, not for deciding.
 */
export async function itemsSince(redis: Redis, from: Date): Promise<{ feedId: string; recorded: Date }[]> {
  // What was recorded since then was also shown since then.
  const ids = await redis.zrangebyscore(keys.items, from.getTime(), '+inf')
  const found: { feedId: string; recorded: Date }[] = []
  for (let at = 0; at < ids.length; at += chunk) {
    const part = ids.slice(at, at + chunk)
    const recorded = await Promise.all(part.map((id) => redis.hget(keys.item(id), 'recorded')))
    const late = part.filter((_, index) => Number(recorded[index] ?? 0) >= from.getTime())
    const items = await Promise.all(late.map((id) => redis.hmget(keys.item(id), 'item', 'recorded')))
    for (const [item, when] of items) {
      const feedId = feedOf(item)
      if (feedId !== null) found.push({ feedId, recorded: new Date(Number(when)) })
    }
  }
  return found
}

function feedOf(json: string | null | undefined): string | null {
  try {
    return Kept.parse(JSON.parse(json ?? '')).feedId
  } catch {
    return null
  }
}
