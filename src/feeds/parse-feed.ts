import { decodeText } from './charset.ts'
import { parseJsonFeed } from './json-feed.ts'
import { parseXml } from './parse-xml.ts'
import type { RawFeed } from './raw-entry.ts'
import { repairXml } from './repair-xml.ts'
import { salvage } from './salvage.ts'

export type ParsedFeed = { kind: 'feed'; feed: RawFeed } | { kind: 'not-a-feed'; reason: string }

/**
 * Reads RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0 and JSON Feed. What the strict parser refuses is repaired and tried again, then salvaged
 * entry by entry. Never throws for anything a server may send.
 */
export async function parseFeed(bytes: Uint8Array, contentType: string | null): Promise<ParsedFeed> {
  const text = decodeText(bytes, contentType)
  const start = text.trimStart().slice(0, 500)
  if (start.startsWith('{')) {
    const feed = parseJsonFeed(text)
    return feed === null ? notAFeed('JSON that is no JSON Feed') : { kind: 'feed', feed }
  }
  if (start === '') return notAFeed('an empty answer')
  if (!/<(rss|feed|rdf:RDF)[\s>]/i.test(text.slice(0, 100_000)))
    return notAFeed(
      /<(!doctype html|html|head|body)/i.test(start)
        ? 'a web page'
        : `something else, beginning "${start.slice(0, 40)}"`,
    )
  // A document type may declare entities: it is never given to a parser as it is.
  if (!/<!DOCTYPE/i.test(text)) {
    const strict = await attempt(text)
    if (strict !== null) return { kind: 'feed', feed: strict }
  }
  const repairedText = repairXml(text)
  const repaired = await attempt(repairedText)
  if (repaired !== null)
    return {
      kind: 'feed',
      feed: { ...repaired, faults: ['the feed is not well-formed and was repaired', ...repaired.faults] },
    }
  return { kind: 'feed', feed: salvage(repairedText) }
}

const notAFeed = (got: string): ParsedFeed => ({
  kind: 'not-a-feed',
  reason: `expected a feed, got ${got}: look for the feed's new address`,
})

async function attempt(xml: string): Promise<RawFeed | null> {
  try {
    return await parseXml(xml)
  } catch {
    return null
  }
}
