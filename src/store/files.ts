import type { Redis } from 'ioredis'
import { z } from 'zod'
import { Day, ReportKind } from '../ratings/report.ts'
import { keys } from './keys.ts'
import { script } from './script.ts'

/** A file at Ofsted, as the page of a provider lists it. */
export const OfstedFile = z.object({
  /** The same on all of Ofsted's hosts. */
  number: z.string(),
  feedId: z.string(),
  /** Of the provider whose page it was first seen on. */
  urn: z.string(),
  provider: z.string(),
  /** "Children's services focused visit" */
  title: z.string(),
  /** By its title; null where that does not tell. `other` is none of ours, and not fetched. */
  kind: ReportKind.nullable(),
  published: Day.nullable(),
  url: z.string(),
})
export type OfstedFile = z.output<typeof OfstedFile>

/**
 * How far a file has come: `listed` (to be read), `read` (its report and judgements are recorded), `failed` (it could not be had), `not-a-report`
 * (what was had cannot be read as one), `other` (of a kind that is not ours).
 */
export const fileStates = ['listed', 'read', 'failed', 'not-a-report', 'other'] as const
export const FileState = z.enum(fileStates)
export type FileState = z.output<typeof FileState>

export type FileRecord = {
  file: OfstedFile
  state: FileState
  /** Times its reading was begun. */
  attempts: number
  /** Why it was put off or given up. */
  reason: string | null
  /** Listed in the first round of its feed: it was there before us. */
  isBaseline: boolean
  listed: Date
}

/** Work on a file that was asked for longer ago than this is asked for again; that long nobody else begins it. */
export const graceMs = 120_000

/** What is to be asked for later than this was put off by a clock that was ahead. */
const longestMs = 2 * 86_400_000

/** Counts one more beginning, of a file that is to be read and that nobody is reading now. */
const begin = script(`
if redis.call('HGET', KEYS[1], 'state') ~= 'listed' then return 0 end
local begun = tonumber(redis.call('HGET', KEYS[1], 'begun') or '0')
if begun <= arg.now and begun > arg.now - arg.grace then return 0 end
redis.call('HSET', KEYS[1], 'begun', arg.now)
redis.call('ZADD', KEYS[2], arg.now + arg.grace, arg.number)
return redis.call('HINCRBY', KEYS[1], 'attempts', 1)
`)

const move = script(`
local state = redis.call('HGET', KEYS[1], 'state')
if state ~= arg.from then return 0 end
-- Its page said something else of it while it was read: it is to be read with that.
if arg.to == 'read' and redis.call('HEXISTS', KEYS[1], 'begun') == 0 then return 0 end
redis.call('HSET', KEYS[1], 'state', arg.to, 'reason', arg.reason)
redis.call('HDEL', KEYS[1], 'begun')
if arg.attempts then redis.call('HSET', KEYS[1], 'attempts', arg.attempts) end
redis.call('ZREM', KEYS[2], arg.number)
redis.call('ZADD', KEYS[3], arg.at, arg.number)
return 1
`)

type Moved = {
  from: FileState
  to: FileState
  at: Date
  reason?: string
  attempts?: number
}

const filesAtOnce = 100

/** Files at Ofsted by their number, each read once. */
export type FileStore = ReturnType<typeof createFileStore>

export function createFileStore(redis: Redis) {
  const moved = async (number: string, { from, to, at, reason = '', attempts }: Moved): Promise<boolean> =>
    (await move(redis, [keys.file(number), keys.files(from), keys.files(to)], {
      number,
      from,
      to,
      reason,
      at: at.getTime(),
      attempts: attempts ?? false,
    })) === 1
  /** Every file that is known, but those that are none of ours. */
  const all = async (): Promise<OfstedFile[]> => {
    const states = fileStates.filter((state) => state !== 'other')
    const numbers = (await Promise.all(states.map((state) => redis.zrange(keys.files(state), '0', '-1')))).flat()
    const files: OfstedFile[] = []
    // In parts, so that neither Redis nor this process keeps others waiting for all of them.
    for (let from = 0; from < numbers.length; from += filesAtOnce) {
      const part = numbers.slice(from, from + filesAtOnce)
      const found = await Promise.all(part.map((number) => redis.hget(keys.file(number), 'file')))
      files.push(...found.flatMap((json) => (json === null ? [] : [OfstedFile.parse(JSON.parse(json))])))
    }
    return files
  }
  return {
    async load(number: string): Promise<FileRecord | null> {
      const fields = await redis.hgetall(keys.file(number))
      if (fields.file === undefined) return null
      return {
        file: OfstedFile.parse(JSON.parse(fields.file)),
        state: FileState.parse(fields.state),
        attempts: Number(fields.attempts),
        reason: fields.reason || null,
        isBaseline: fields.baseline === '1',
        listed: new Date(Number(fields.listed)),
      }
    },
    /** True for one reader at a time of a file that is still to be read. */
    async begin(number: string, now: Date): Promise<boolean> {
      const attempt = await begin(redis, [keys.file(number), keys.files('listed')], {
        number,
        now: now.getTime(),
        grace: graceMs,
      })
      return Number(attempt) > 0
    },
    /** It is to be asked for again at `until`. */
    putOff: (number: string, reason: string, until: Date) =>
      moved(number, { from: 'listed', to: 'listed', at: until, reason }),
    /** Its report is recorded. */
    read: (number: string, now: Date) => moved(number, { from: 'listed', to: 'read', at: now, attempts: 0 }),
    /** No more is to be had from it for now. */
    giveUp: (number: string, state: 'failed' | 'not-a-report' | 'other', reason: string, now: Date) =>
      moved(number, { from: 'listed', to: state, at: now, reason }),
    /** Of the files that were given up before `before`, asks for each once more. Says how many. */
    async tryAgain(before: Date, attempts: number, now: Date): Promise<number> {
      let asked = 0
      for (const from of ['failed', 'not-a-report'] as const)
        for (const number of await redis.zrangebyscore(keys.files(from), '-inf', before.getTime()))
          if (await moved(number, { from, to: 'listed', at: now, attempts })) asked += 1
      return asked
    },
    /** Files whose time to be read has come, or that were put off by a clock that was ahead; moves them on, so that each is asked for once in a while. */
    async overdue(now: Date, most: number): Promise<string[]> {
      const set = keys.files('listed')
      const ahead = await redis.zrangebyscore(set, now.getTime() + longestMs, '+inf', 'LIMIT', 0, most)
      const due = await redis.zrangebyscore(set, '-inf', now.getTime(), 'LIMIT', 0, most)
      const numbers = [...ahead, ...due].slice(0, most)
      for (const number of numbers) await redis.zadd(set, 'XX', now.getTime() + graceMs, number)
      return numbers
    },
    all,
    /** Files on the page of one provider. Goes through all files: for what happens a few times a week. */
    async ofProvider(urn: string): Promise<OfstedFile[]> {
      return (await all()).filter((file) => file.urn === urn)
    },
    async counts(): Promise<Record<FileState, number>> {
      const counts = await Promise.all(fileStates.map((state) => redis.zcard(keys.files(state))))
      const [listed = 0, read = 0, failed = 0, notAReport = 0, other = 0] = counts
      return { listed, read, failed, 'not-a-report': notAReport, other }
    },
    /** When a file was last read; null if none ever was. */
    async lastRead(): Promise<Date | null> {
      const [, at] = await redis.zrevrange(keys.files('read'), 0, 0, 'WITHSCORES')
      return at === undefined ? null : new Date(Number(at))
    },
    /** Those that were given up, at most so many of each state, the latest first. */
    async givenUp(most: number): Promise<FileRecord[]> {
      const numbers: string[] = []
      for (const state of ['failed', 'not-a-report'] as const)
        numbers.push(...(await redis.zrevrange(keys.files(state), 0, most - 1)))
      const records = await Promise.all(numbers.map((number) => this.load(number)))
      return records.filter((record) => record !== null)
    },
  }
}
