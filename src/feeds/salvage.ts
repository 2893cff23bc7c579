import { Parser } from 'htmlparser2'
import type { RawEntry, RawFeed } from './raw-entry.ts'

/** Which part of an entry an element holds, whatever the kind of feed. */
const parts: Record<string, keyof RawEntry> = {
  title: 'title',
  link: 'link',
  guid: 'id',
  id: 'id',
  pubdate: 'published',
  published: 'published',
  issued: 'published',
  created: 'published',
  'dc:date': 'published',
  updated: 'updated',
  modified: 'updated',
  description: 'summary',
  summary: 'summary',
  'content:encoded': 'content',
  content: 'content',
  source: 'publisher',
}

const emptyEntry = (): RawEntry => ({
  title: null,
  link: null,
  id: null,
  published: null,
  updated: null,
  summary: null,
  content: null,
  publisher: null,
})

/**
 * Takes what can be taken from a feed that no strict parser reads: entry by entry, each on its own, so that a broken one costs itself alone.
 * An entry that was cut off by the end of the text is left out and counted.
 */
export function salvage(text: string): RawFeed {
  const entries: RawEntry[] = []
  const faults: string[] = []
  const pieces = text.split(/(?=<(?:item|entry)[\s>])/i).slice(1)
  for (const [index, piece] of pieces.entries()) {
    const end = piece.search(/<\/(?:item|entry)\s*>/i)
    if (end === -1) {
      faults.push(`entry ${index + 1} of ${pieces.length} was cut off and is left out`)
      continue
    }
    const entry = readEntry(piece.slice(0, end))
    if (entry.title === null && entry.link === null)
      faults.push(`entry ${index + 1} of ${pieces.length} has neither title nor link and is left out`)
    else entries.push(entry)
  }
  return {
    entries,
    ttlMs: null,
    faults: [`the feed is not well-formed; ${entries.length} entries were read one by one`, ...faults],
  }
}

function readEntry(xml: string): RawEntry {
  const entry = emptyEntry()
  let part: keyof RawEntry | null = null
  let depth = 0
  let collected = ''
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (part !== null) {
          depth += 1
          // Markup inside a title or a text belongs to it; it is made plain later.
          collected += ' '
          return
        }
        const found = parts[name.toLowerCase()]
        if (found === undefined) return
        if (found === 'link' && attributes.href !== undefined) {
          if (entry.link === null || attributes.rel === 'alternate') entry.link = attributes.href
          return
        }
        part = found
        depth = 0
        collected = ''
      },
      ontext(text) {
        if (part !== null) collected += text
      },
      onclosetag() {
        if (part === null) return
        if (depth > 0) {
          depth -= 1
          return
        }
        const value = collected.trim()
        if (value !== '') entry[part] ??= value
        part = null
      },
    },
    { xmlMode: true, decodeEntities: true, recognizeCDATA: true },
  )
  parser.end(xml)
  return entry
}
