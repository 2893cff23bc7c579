import type { Redis } from 'ioredis'
import { z } from 'zod'
import { Event } from '../events/event.ts'
import type { LogEntry } from '../events/log-entry.ts'
import type { Finding } from '../rules/finding.ts'
import { keys } from './keys.ts'
import { script } from './script.ts'

/** Where events of one authority and one rule are kept. */
export type Happening = { authority: string; rule: string }

const commit = script(`
local item, pending, versions, log, seqKey, all = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
if redis.call('HGET', item, 'state') ~= 'read' then return 'done' end
if tonumber(redis.call('HGET', item, 'revision')) ~= arg.revision then return 'done' end
for _, place in ipairs(arg.places) do
  if tonumber(redis.call('HGET', versions, place.name) or '0') ~= place.version then return 'changed' end
end
for _, place in ipairs(arg.places) do redis.call('HINCRBY', versions, place.name, 1) end
local at = 7
redis.call('SET', KEYS[at], arg.findings, 'PX', arg.keepMs)
for i, event in ipairs(arg.events) do
  redis.call('SET', KEYS[at + 2 * i - 1], event.json)
  redis.call('ZADD', KEYS[at + 2 * i], event.date, event.id)
  redis.call('ZADD', all, 'NX', arg.now, event.id)
end
for _, told in ipairs(arg.told) do
  local seq = redis.call('INCR', seqKey)
  redis.call('ZADD', log, seq, string.format('%.0f|%.0f|%s|%d', seq, arg.now, told.eventId, told.revision))
end
redis.call('HSET', item, 'state', 'classified')
redis.call('ZREM', pending, arg.itemId)
return 'written'
`)

const placeName = ({ authority, rule }: Happening) => `${authority}|${rule}`

/** No name of a rule holds the sign between the two. */
function placeOf(name: string): Happening {
  const at = name.lastIndexOf('|')
  return { authority: name.slice(0, at), rule: name.slice(at + 1) }
}

/** Which events are asked for; null is any. */
export type Listing = { authority: string | null; rule: string | null }

export type EventStore = ReturnType<typeof createEventStore>

export function createEventStore(redis: Redis) {
  const loadMany = async (ids: string[]): Promise<Event[]> => {
    if (ids.length === 0) return []
    const found = await redis.mget(ids.map(keys.event))
    return found.flatMap((json) => (json === null ? [] : [Event.parse(JSON.parse(json))]))
  }
  /** Every place of a listing that ever had an event. */
  const placesOf = async ({ authority, rule }: Listing): Promise<Happening[]> => {
    if (authority !== null && rule !== null) return [{ authority, rule }]
    const places = (await redis.hkeys(keys.happeningVersions)).map(placeOf)
    return places.filter(
      (place) => (authority ?? place.authority) === place.authority && (rule ?? place.rule) === place.rule,
    )
  }
  /** Some of the newest, and how many there are. By date; of all authorities and rules together in the order in which they were opened. */
  const list = async (listing: Listing, { skip = 0, most }: { skip?: number; most: number }) => {
    const sets =
      listing.authority === null && listing.rule === null
        ? [keys.events]
        : (await placesOf(listing)).map(({ authority, rule }) => keys.happenings(authority, rule))
    const found = await Promise.all(sets.map((set) => redis.zrevrange(set, 0, skip + most - 1, 'WITHSCORES')))
    const counts = await Promise.all(sets.map((set) => redis.zcard(set)))
    const newest = found.flatMap(scored).toSorted((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1))
    return {
      events: await loadMany(newest.slice(skip, skip + most).map(({ id }) => id)),
      total: counts.reduce((sum, count) => sum + count, 0),
    }
  }
  return {
    loadMany,
    async load(id: string): Promise<Event | null> {
      return (await loadMany([id]))[0] ?? null
    },
    list,
    /** Up to `most` events of an authority, the newest by date first. */
    async ofAuthority(authority: string, most: number): Promise<Event[]> {
      return (await list({ authority, rule: null }, { most })).events
    },
    /** The events of these places as they are now, and the versions that `commit` compares. Only events since `from` matter for joining. */
    async near(places: Happening[], from: Date): Promise<{ events: Event[]; versions: number[] }> {
      if (places.length === 0) return { events: [], versions: [] }
      // Versions first: an event written between the two reads then makes the commit start again.
      const versions = await redis.hmget(keys.happeningVersions, ...places.map(placeName))
      const ids: string[] = []
      for (const { authority, rule } of places) {
        ids.push(...(await redis.zrangebyscore(keys.happenings(authority, rule), from.getTime(), '+inf')))
      }
      return { events: await loadMany(ids), versions: versions.map((version) => Number(version ?? 0)) }
    },
    /**
     * Writes in one step: the events that an item opened or altered, what subscribers may be told, and that the item is done.
     * `changed`: another item wrote to one of the places first, decide again. `done`: this revision of the item was already dealt with.
     */
    async commit(work: {
      itemId: string
      revision: number
      findings: Finding[]
      places: (Happening & { version: number })[]
      events: Event[]
      told: { eventId: string; revision: number }[]
      keepMs: number
      now: Date
    }): Promise<'written' | 'changed' | 'done'> {
      const outcome = await commit(
        redis,
        [
          keys.item(work.itemId),
          keys.itemsPending,
          keys.happeningVersions,
          keys.eventLog,
          keys.eventSeq,
          keys.events,
          keys.findings(work.itemId),
          ...work.events.flatMap((event) => [keys.event(event.id), keys.happenings(event.authority, event.rule)]),
        ],
        {
          itemId: work.itemId,
          revision: work.revision,
          now: work.now.getTime(),
          keepMs: work.keepMs,
          findings: JSON.stringify(work.findings),
          places: work.places.map((place) => ({ name: placeName(place), version: place.version })),
          events: work.events.map((event) => ({
            id: event.id,
            json: JSON.stringify(event),
            date: Date.parse(event.date),
          })),
          told: work.told,
        },
      )
      return z.enum(['written', 'changed', 'done']).parse(outcome)
    },
    /** The log after `seq`, in order. */
    async logAfter(seq: number): Promise<LogEntry[]> {
      const lines = await redis.zrangebyscore(keys.eventLog, `(${seq}`, '+inf')
      return lines.flatMap((line) => {
        const [seqText, at, eventId, revision] = line.split('|')
        if (eventId === undefined) return []
        return [{ seq: Number(seqText), at: new Date(Number(at)), eventId, revision: Number(revision) }]
      })
    },
    async lastSeq(): Promise<number> {
      return Number((await redis.get(keys.eventSeq)) ?? 0)
    },
    /** When each event was opened that was since `from`, and by which rule; the first first. */
    async openedSince(from: Date): Promise<{ rule: string; opened: Date }[]> {
      const ids = await redis.zrangebyscore(keys.events, from.getTime(), '+inf')
      return (await loadMany(ids)).map(({ rule, opened }) => ({ rule, opened: new Date(opened) }))
    },
    /** The newest events first. */
    async latest(most: number): Promise<Event[]> {
      return await loadMany(await redis.zrevrange(keys.events, 0, most - 1))
    },
  }
}

/** Members and their scores, as Redis gives them in turn. */
const scored = (pairs: string[]): { id: string; score: number }[] =>
  pairs.flatMap((id, index) => (index % 2 === 0 ? [{ id, score: Number(pairs[index + 1]) }] : []))
