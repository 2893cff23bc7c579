import { decodeText } from './charset.ts'
import { parseJsonFeed } from './json-feed.ts'
import { parseXml } from './parse-xml.ts'
import { mostRead, type RawFeed } from './raw-entry.ts'
import { doctypeAt, repairXml } from './repair-xml.ts'
import { salvage, startOfEntry } from './salvage.ts'
import { feedRoot, simplifyXml, xmlBase } from './simplify-xml.ts'

export type ParsedFeed = { kind: 'feed'; feed: RawFeed } | { kind: 'not-a-feed'; reason: string }

/** Well within this, a feed has begun. */
const mostOfStart = 100_000

/** Elements, attributes and entities in one answer. A feed of megabytes has fewer; parsers need seconds for more, and hold up all else. */
const mostMarks = 250_000

/**
 * Reads RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0 and JSON Feed. What the strict parser refuses is repaired and tried again, then salvaged
 * entry by entry. Never throws for anything a server may send.
 */
export async function parseFeed(bytes: Uint8Array, contentType: string | null): Promise<ParsedFeed> {
  const text = decodeText(bytes, contentType)
  const start = text.slice(0, mostOfStart).trimStart()
  if (start.startsWith('{')) {
    const feed = parseJsonFeed(text)
    return feed === null ? notAFeed('JSON that is no JSON Feed') : { kind: 'feed', feed }
  }
  if (start === '') return notAFeed('an empty answer')
  if (!feedRoot.test(start))
    return notAFeed(
      /<(!doctype html|html|head|body)/i.test(start.slice(0, 500))
        ? 'a web page'
        : `something else, beginning "${start.slice(0, 40)}"`,
    )
  if (marksIn(text) > mostMarks) return notAFeed('more markup than any feed has')
  const feed = await readXml(simplifyXml(text))
  return feed === null
    ? notAFeed('one too broken to read any entry of it')
    : { kind: 'feed', feed: { ...feed, base: xmlBase(start) } }
}

async function readXml(text: string): Promise<RawFeed | null> {
  if (hasTooMany(text)) return salvaged(repairXml(text))
  // A document type may declare entities: it is never given to a parser.
  const strict = doctypeAt(text) === -1 ? await attempt(text) : null
  if (strict !== null) return strict
  const repairedText = repairXml(text)
  const repaired = repairedText === text ? null : await attempt(repairedText)
  if (repaired === null) return salvaged(repairedText)
  return { ...repaired, faults: ['the feed is not well-formed and was repaired', ...repaired.faults] }
}

function marksIn(text: string): number {
  let marks = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === lessThan || code === ampersand) marks += 1
    if (code === equals && (text.charCodeAt(at + 1) === quote || text.charCodeAt(at + 1) === apostrophe)) marks += 1
  }
  return marks
}

const [lessThan, ampersand, equals, quote, apostrophe] = [0x3c, 0x26, 0x3d, 0x22, 0x27]

function hasTooMany(text: string): boolean {
  let entries = 0
  for (const _ of text.matchAll(startOfEntry)) if ((entries += 1) > mostRead) return true
  return false
}

/** Null where nothing could be saved: a feed that was broken off before its first entry is not one without news. */
function salvaged(text: string): RawFeed | null {
  const feed = salvage(text)
  return feed.entries.length === 0 ? null : feed
}

const notAFeed = (got: string): ParsedFeed => ({
  kind: 'not-a-feed',
  reason: `expected a feed, got ${got}: look for the feed's new address`,
})

/** Null where it cannot be read, or where it has entries at places where none belong. */
async function attempt(xml: string): Promise<RawFeed | null> {
  try {
    const feed = await parseXml(xml)
    return feed.entries.length === 0 && xml.search(startOfEntry) !== -1 ? null : feed
  } catch {
    return null
  }
}
