import type { Redis } from 'ioredis'
import { z } from 'zod'
import { Item } from '../events/item.ts'
import { Document, Finding } from '../rules/finding.ts'
import { keys } from './keys.ts'

/** An item as it is kept: what was read of it, and what was found in that. */
export type KeptItem = {
  item: Item
  state: string
  recorded: Date
  /** Null where it was never read, or its text is no longer kept. */
  document: Document | null
  /** Null where it was never classified, or what was found is no longer kept. */
  findings: Finding[] | null
}

/** Items asked for at once. Their texts may be long, so that these are few. */
const chunk = 50
const idsAtOnce = 500

/**
 * Every item that a feed has shown since `from`, each once and in no order, a few at a time: however many there are, only their ids are held.
 * Reads alone; a worker may write meanwhile, and what it records after the beginning may be left out. Of an item whose record cannot be read, its id.
 */
export async function* scanItems(redis: Redis, from: Date): AsyncIterable<KeptItem | { unreadable: string }> {
  const seen = new Set<string>()
  let cursor = '0'
  do {
    const [next, found] = await redis.zscan(keys.items, cursor, 'COUNT', idsAtOnce)
    cursor = next
    const ids: string[] = []
    for (let at = 0; at < found.length; at += 2) {
      const id = found[at] ?? ''
      // A scan may give a member twice, and only those that were shown so lately can have been published since.
      if (Number(found[at + 1]) < from.getTime() || seen.has(id)) continue
      seen.add(id)
      ids.push(id)
    }
    for (let at = 0; at < ids.length; at += chunk) yield* await load(redis, ids.slice(at, at + chunk))
  } while (cursor !== '0')
}

const Stored = z.object({ item: Item, document: Document.nullable(), findings: z.array(Finding).nullable() })

async function load(redis: Redis, ids: string[]): Promise<(KeptItem | { unreadable: string })[]> {
  const records = await Promise.all(
    ids.map(async (id) => await redis.hmget(keys.item(id), 'item', 'state', 'recorded')),
  )
  const texts = await redis.mget(ids.flatMap((id) => [keys.document(id), keys.findings(id)]))
  return ids.flatMap((id, index) => {
    const [item, state, recorded] = records[index] ?? []
    // Forgotten since the scan came by.
    if (item == null || state == null) return []
    const [document, findings] = texts.slice(2 * index, 2 * index + 2)
    const read = Stored.safeParse({ item: parse(item), document: parse(document), findings: parse(findings) })
    return [read.success ? { ...read.data, state, recorded: new Date(Number(recorded)) } : { unreadable: id }]
  })
}

/** What is not there is null; what is no JSON is nothing that a schema takes. */
function parse(json: string | null | undefined): unknown {
  if (json == null) return null
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
