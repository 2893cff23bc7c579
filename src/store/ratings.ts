import type { Redis } from 'ioredis'
import { z } from 'zod'
import { dayOfInspection } from '../ratings/same-inspection.ts'
import { Judgement } from '../ratings/judgement.ts'
import { Report } from '../ratings/report.ts'
import { keys } from './keys.ts'
import { script } from './script.ts'

/** What is known of one file at Ofsted: that it was read, when, and what it said. */
export const ReportRecord = z.object({
  /** Its number: the same on either host. */
  file: z.string().regex(/^\d{1,20}$/, 'expected the number of a file at Ofsted'),
  url: z.string().nullable(),
  /** Grows when reports are read in a better way: what an older reader read may be read again. */
  reader: z.number().int(),
  /** Null where the file could not be read, or is no report. */
  report: Report.nullable(),
  /** Why it could not be read. */
  error: z.string().nullable(),
  /** When it was read; ISO 8601. */
  read: z.iso.datetime(),
})
export type ReportRecord = z.output<typeof ReportRecord>

/** Puts a report's judgements in the place of those it had, also where it was first taken for another authority's. */
const recordReport = script(`
local report, judged = KEYS[1], KEYS[2]
if (redis.call('HGET', report, 'authority') or '') ~= arg.before then return 'moved' end
local known = redis.call('EXISTS', report) == 1
local changed = redis.call('HGET', report, 'data') ~= arg.data
for i, place in ipairs(arg.places) do
  local hash = KEYS[i + 2]
  local wanted = {}
  for _, one in ipairs(place.judgements) do
    wanted[one.field] = true
    if redis.call('HGET', hash, one.field) ~= one.json then
      redis.call('HSET', hash, one.field, one.json)
      changed = true
    end
  end
  for _, field in ipairs(redis.call('HKEYS', hash)) do
    if string.sub(field, 1, #arg.source) == arg.source and not wanted[field] then
      redis.call('HDEL', hash, field)
      changed = true
    end
  end
  redis.call(redis.call('HLEN', hash) == 0 and 'SREM' or 'SADD', judged, place.authority)
end
if not changed then return 'same' end
redis.call('HSET', report, 'data', arg.data, 'authority', arg.authority, 'read', arg.read)
return known and 'changed' or 'new'
`)

const addJudgements = script(`
local hash, judged = KEYS[1], KEYS[2]
local added, changed = 0, 0
for _, one in ipairs(arg.judgements) do
  local before = redis.call('HGET', hash, one.field)
  if not before then added = added + 1 elseif before ~= one.json then changed = changed + 1 end
  if before ~= one.json then redis.call('HSET', hash, one.field, one.json) end
end
redis.call('SADD', judged, arg.authority)
return { added, changed }
`)

/** Written in one script call: keeps Redis from being busy for long with a huge table. */
const chunk = 500

/** An authority with a long history has about 60 judgements of 300 bytes. */
const authoritiesAtOnce = 32

/** Times that somebody else may have written the same report in between. */
const mostTries = 5

export type RatingStore = ReturnType<typeof createRatingStore>

export function createRatingStore(redis: Redis) {
  return {
    /**
     * Writes in one step that a file was read, and its judgements in place of those it gave before. `same`: it was read before and said the
     * same; nothing is written. All judgements are of one authority and have the file for a source.
     */
    async record(read: ReportRecord, judgements: readonly Judgement[]): Promise<'new' | 'changed' | 'same'> {
      const { read: instant, ...data } = ReportRecord.parse(read)
      const [authority = '', other] = new Set(judgements.map((one) => one.authority))
      const source = `report:${data.file}|`
      if (other !== undefined) throw new Error(`expected judgements of one authority, got ${authority} and ${other}`)
      const stray = judgements.find((one) => !fieldOf(one).startsWith(source))
      if (stray !== undefined)
        throw new Error(
          `expected judgements whose source is report ${data.file}, got ${stray.source.kind} ${stray.source.id}`,
        )
      for (let tries = 0; tries < mostTries; tries++) {
        const before = (await redis.hget(keys.report(data.file), 'authority')) ?? ''
        const places = [...new Set([authority, before])].filter((name) => name !== '')
        const outcome = Outcome.parse(
          await recordReport(redis, [keys.report(data.file), keys.judged, ...places.map(keys.judgements)], {
            before,
            source,
            authority,
            data: JSON.stringify(data),
            read: instant,
            places: places.map((name) => ({
              authority: name,
              judgements: name === authority ? judgements.map(written) : [],
            })),
          }),
        )
        if (outcome !== 'moved') return outcome
      }
      throw new Error(`report ${data.file} was written by others ${mostTries} times while it was to be written`)
    },
    /** Those of these files that were read before, each with what was read; one whose record cannot be read any more is not known. */
    async known(files: readonly string[]): Promise<Map<string, ReportRecord>> {
      const found = await Promise.all(files.map((file) => redis.hmget(keys.report(file), 'data', 'read')))
      return new Map(
        found.flatMap(([data, read], index) => {
          const record = data == null ? null : readRecord(data, read)
          return record === null ? [] : [[files[index] ?? record.file, record]]
        }),
      )
    },
    /** Adds judgements of any authorities; one of the same source, day and area takes the place of that before it. Says how many were added or changed. */
    async add(judgements: readonly Judgement[]): Promise<{ added: number; changed: number }> {
      const total = { added: 0, changed: 0 }
      for (const authority of new Set(judgements.map((one) => one.authority))) {
        const own = judgements.filter((one) => one.authority === authority).map(written)
        for (let from = 0; from < own.length; from += chunk) {
          const part = { authority, judgements: own.slice(from, from + chunk) }
          const [added, changed] = Counts.parse(
            await addJudgements(redis, [keys.judgements(authority), keys.judged], part),
          )
          total.added += added
          total.changed += changed
        }
      }
      return total
    },
    /** All that every source says of an authority, under this very name. */
    async judgements(authority: string): Promise<Judgement[]> {
      const found = await redis.hvals(keys.judgements(authority))
      return found.map(parsed)
    },
    /** The same of many at once, in few round trips. Each answer is small, so that Redis serves others in between. */
    async judgementsOfMany(authorities: readonly string[]): Promise<Map<string, Judgement[]>> {
      const found = new Map<string, Judgement[]>()
      for (let from = 0; from < authorities.length; from += authoritiesAtOnce) {
        const part = authorities.slice(from, from + authoritiesAtOnce)
        const pipeline = redis.pipeline()
        for (const authority of part) pipeline.hvals(keys.judgements(authority))
        // Parsed part by part, so that this process serves others in between too.
        const answers = (await pipeline.exec()) ?? []
        for (const [index, authority] of part.entries()) {
          const [error, json] = answers[index] ?? [new Error('expected an answer to each command, got fewer')]
          if (error !== null) throw error
          found.set(authority, Jsons.parse(json).map(parsed))
        }
      }
      return found
    },
    /** Authorities that have judgements, in the order of the alphabet. */
    async authorities(): Promise<string[]> {
      return (await redis.smembers(keys.judged)).toSorted()
    },
  }
}

const Outcome = z.enum(['new', 'changed', 'same', 'moved'])
const Counts = z.tuple([z.number(), z.number()])
const Jsons = z.array(z.string())

const parsed = (json: string): Judgement => Judgement.parse(JSON.parse(json))

const fieldOf = (judgement: Judgement): string =>
  `${judgement.source.kind}:${judgement.source.id}|${dayOfInspection(judgement)}|${judgement.area}`

/** Parsed before it is written: so its members have one order, and the same judgement is the same text. */
const written = (judgement: Judgement) => ({
  field: fieldOf(judgement),
  json: JSON.stringify(Judgement.parse(judgement)),
})

function readRecord(data: string, read: string | null | undefined): ReportRecord | null {
  try {
    return ReportRecord.parse({ ...z.record(z.string(), z.unknown()).parse(JSON.parse(data)), read })
  } catch {
    return null
  }
}
