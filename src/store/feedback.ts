import type { Redis } from 'ioredis'
import { Feedback } from '../events/feedback.ts'
import { keys } from './keys.ts'
import { script } from './script.ts'

/** Under what one reader's feedback on one event is kept (links.feedbackNames): the first is written to, the others are of older secrets. */
export type FeedbackNames = readonly [string, ...string[]]

const put = script(`
local all = KEYS[1]
for i = 2, #KEYS do redis.call('DEL', KEYS[i]) end
for _, name in ipairs(arg.names) do redis.call('ZREM', all, name) end
redis.call('SET', KEYS[2], arg.data)
redis.call('ZADD', all, arg.at, arg.names[1])
return 1
`)

const takeBack = script(`
local gone = 0
for i = 2, #KEYS do gone = gone + redis.call('DEL', KEYS[i]) end
for _, name in ipairs(arg.names) do redis.call('ZREM', KEYS[1], name) end
return gone
`)

const chunk = 500

export type FeedbackStore = ReturnType<typeof createFeedbackStore>

/** What readers say is wrong with events. */
export function createFeedbackStore(redis: Redis) {
  const loadMany = async (names: readonly string[]): Promise<Feedback[]> => {
    const found: Feedback[] = []
    for (let at = 0; at < names.length; at += chunk) {
      const some = await redis.mget(names.slice(at, at + chunk).map(keys.feedback))
      found.push(...some.flatMap((json) => (json === null ? [] : [Feedback.parse(JSON.parse(json))])))
    }
    return found
  }
  return {
    /** Notes it, in place of what the same reader said of the same event before. */
    async put(names: FeedbackNames, feedback: Feedback): Promise<void> {
      const asked = { names, data: JSON.stringify(feedback), at: Date.parse(feedback.at) }
      await put(redis, [keys.feedbacks, ...names.map(keys.feedback)], asked)
    },
    /** Forgets what is kept under these names; tells how much it was. */
    async remove(names: readonly string[]): Promise<number> {
      let gone = 0
      for (let at = 0; at < names.length; at += chunk) {
        const some = names.slice(at, at + chunk)
        gone += Number(await takeBack(redis, [keys.feedbacks, ...some.map(keys.feedback)], { names: some }))
      }
      return gone
    },
    /** What is kept under these names. */
    loadMany,
    /** All that was given since, the latest first. */
    async list(since: Date, most: number): Promise<Feedback[]> {
      return await loadMany(await redis.zrevrangebyscore(keys.feedbacks, '+inf', since.getTime(), 'LIMIT', 0, most))
    },
    /** Forgets up to `most` of those from before `before`; tells how many. */
    async prune(before: Date, most: number): Promise<number> {
      const names = await redis.zrangebyscore(keys.feedbacks, '-inf', `(${before.getTime()}`, 'LIMIT', 0, most)
      await this.remove(names)
      return names.length
    },
  }
}
