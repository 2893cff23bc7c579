import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'
import { keys } from './keys.ts'
import { script } from './script.ts'

/** A post of a mail provider's, by the id that its signature covers. */
export type Post = {
  /** "mailgun a1b2…". Kept as a hash. */
  id: string
  /** What it says, as far as we act on it. */
  content: string
}

const begin = script(`
local content, done = unpack(redis.call('HMGET', KEYS[1], 'content', 'done'))
if not content then
  redis.call('HSET', KEYS[1], 'content', arg.content)
  redis.call('PEXPIRE', KEYS[1], arg.keepMs)
  return 'new'
end
if content ~= arg.content then return 'altered' end
return done and 'done' or 'new'
`)

const end = script(`
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
return redis.call('HSET', KEYS[1], 'done', 1)
`)

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32)

export type PostStore = ReturnType<typeof createPostStore>

/** What mail providers posted, so that none of it can be used again: for the same, or for something else. */
export function createPostStore(redis: Redis) {
  return {
    /**
     * `new`: it has not been dealt with, though it may have been begun. `done`: it has. `altered`: another one came under this id before; some
     * signatures do not cover what is said, and this one was taken from a post that did.
     */
    async begin({ id, content }: Post, keepMs: number): Promise<'new' | 'done' | 'altered'> {
      const state = await begin(redis, [keys.post(hashOf(id))], { content: hashOf(content), keepMs })
      if (state === 'new' || state === 'done' || state === 'altered') return state
      throw new Error(`beginning a post: expected new, done or altered from Redis, got ${String(state)}`)
    },
    /** It has been dealt with. */
    async end({ id }: Pick<Post, 'id'>): Promise<void> {
      await end(redis, [keys.post(hashOf(id))], {})
    },
  }
}
