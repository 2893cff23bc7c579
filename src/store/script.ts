import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'

/** A Lua script that runs in one atomic step; its argument is handed over as one JSON value (`arg` in the script). */
export type Script = (redis: Redis, keys: string[], arg: unknown) => Promise<unknown>

/** Whether Redis refused a write because maxmemory is reached. */
export const isOutOfMemory = (error: unknown): boolean => error instanceof Error && /\bOOM\b/.test(error.message)

/** Prepares a script: sent once by text, from then on by its hash. */
export function script(lua: string): Script {
  const text = `local arg = cjson.decode(ARGV[1])\n${lua}`
  const sha = createHash('sha1').update(text).digest('hex')
  return async (redis, keys, arg) => {
    const json = JSON.stringify(arg)
    try {
      return await redis.evalsha(sha, keys.length, ...keys, json)
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error
      return await redis.eval(text, keys.length, ...keys, json)
    }
  }
}
