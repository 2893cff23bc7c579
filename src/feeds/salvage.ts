import { Parser } from 'htmlparser2'
import { mostRead, rankOf, type RawEntry, type RawFeed } from './raw-entry.ts'

/** Which part of an entry an element holds, whatever the kind of feed. */
const parts = new Map<string, keyof RawEntry>([
  ['title', 'title'],
  ['link', 'link'],
  ['guid', 'id'],
  ['id', 'id'],
  ['pubdate', 'published'],
  ['published', 'published'],
  ['issued', 'published'],
  ['created', 'published'],
  ['dc:date', 'published'],
  ['updated', 'updated'],
  ['modified', 'updated'],
  ['description', 'summary'],
  ['summary', 'summary'],
  ['content:encoded', 'content'],
  ['content', 'content'],
  ['source', 'publisher'],
])

const emptyEntry = (): RawEntry => ({
  title: null,
  link: null,
  id: null,
  published: null,
  updated: null,
  summary: null,
  content: null,
  publisher: null,
  base: null,
})

/** Finds where each entry begins. */
export const startOfEntry = /<(?:item|entry)[\s/>]/gi

const endOfEntry = /<\/(?:item|entry)\s*>/i

const endOfFeed = /<\/(?:[\w-]{1,30}:)?(?:rss|feed|RDF)\s*>/i

/** Characters in which a feed ends; servers may add a comment after it. */
const mostOfEnd = 2000

/** No entry nests its elements deeper. */
const mostLevels = 200

/**
 * Takes what can be taken from a feed that no strict parser reads: entry by entry, each on its own, so that a broken one costs itself alone.
 * An entry that was cut off by the end of the text is left out and counted.
 */
export function salvage(text: string): RawFeed {
  const starts = [...take(text.matchAll(startOfEntry), mostRead + 1)].map(({ index }) => index)
  const entries: RawEntry[] = []
  let cutOff = 0
  let empty = 0
  for (const [index, start] of starts.slice(0, mostRead).entries()) {
    const piece = text.slice(start, starts[index + 1] ?? text.length)
    const end = piece.search(endOfEntry)
    if (end === -1) {
      cutOff += 1
      continue
    }
    const entry = readEntry(piece.slice(0, end))
    if (entry.title === null && entry.link === null) empty += 1
    else entries.push(entry)
  }
  const faults = [
    `the feed is not well-formed; ${entries.length} entries were read one by one`,
    ...(cutOff > 0 ? [`${cutOff} entries were cut off and are left out`] : []),
    ...(empty > 0 ? [`${empty} entries have neither title nor link and are left out`] : []),
    ...(starts.length > mostRead ? [`entries after the first ${mostRead} are left out`] : []),
  ]
  const isWhole = cutOff === 0 && endOfFeed.test(text.slice(-mostOfEnd))
  return { entries, ttlMs: null, base: null, faults, isWhole }
}

function* take<T>(all: Iterable<T>, most: number): Generator<T> {
  let taken = 0
  for (const one of all) {
    if ((taken += 1) > most) return
    yield one
  }
}

function readEntry(xml: string): RawEntry {
  const entry = emptyEntry()
  let part: keyof RawEntry | null = null
  /** Of the element now open, in the entry and in the part. */
  let level = 0
  let depth = 0
  let collected = ''
  let rank = Infinity
  /** The title of an image within the entry is not that of the entry: what stands less deep counts. */
  const levels = new Map<keyof RawEntry, number>()
  const keep = (to: keyof RawEntry, value: string, at: number) => {
    if (value === '' || at >= (levels.get(to) ?? Infinity)) return
    entry[to] = value
    levels.set(to, at)
  }
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        level += 1
        // What was found so far is kept: the parser's time is the square of the depth.
        if (level > mostLevels) return parser.reset()
        if (part !== null) {
          depth += 1
          // Markup inside a title or a text belongs to it; it is made plain later. An Atom source is named by its title.
          collected = part === 'publisher' ? '' : `${collected} `
          return
        }
        if (level === 1) entry.base = attributes['xml:base'] ?? null
        const found = parts.get(name.toLowerCase())
        if (found === undefined) return
        if (found === 'link' && attributes['href'] !== undefined) {
          if ((attributes['rel'] ?? 'alternate') === 'alternate' && rankOf(attributes['type']) < rank) {
            rank = rankOf(attributes['type'])
            levels.delete('link')
            keep('link', attributes['href'], level)
          }
          return
        }
        part = found
        depth = 0
        collected = ''
      },
      ontext(text) {
        if (part !== null) collected += text
      },
      onclosetag(name) {
        if (part !== null && (depth === 0 || (part === 'publisher' && name === 'title')))
          keep(part, collected.trim(), level - depth)
        if (depth === 0) part = null
        else depth -= 1
        level -= 1
      },
    },
    { xmlMode: true, decodeEntities: true, recognizeCDATA: true },
  )
  parser.end(xml)
  return entry
}
