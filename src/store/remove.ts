import type { Redis } from 'ioredis'
import { script } from './script.ts'

const removeAll = script(`
for i = 1, arg.whole do redis.call('DEL', KEYS[i]) end
for i = arg.whole + 1, #KEYS do redis.call('ZREM', KEYS[i], arg.member) end
return 1
`)

/** Deletes keys, and a member of sorted sets, in one step. Not by MULTI: a full Redis refuses all of that, and this is how it gets room again. */
export async function remove(
  redis: Redis,
  { whole, sets, member }: { whole: string[]; sets: string[]; member: string },
): Promise<void> {
  await removeAll(redis, [...whole, ...sets], { whole: whole.length, member })
}
