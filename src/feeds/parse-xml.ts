import RssParser from 'rss-parser'
import { z } from 'zod'
import type { RawEntry, RawFeed } from './raw-entry.ts'

/** A text, or an element with attributes around a text, as the parser gives it. */
const Text = z
  .union([
    z.string(),
    z.object({ _: z.string() }).transform((element) => element._),
    z.array(z.unknown()).transform((list) => (typeof list[0] === 'string' ? list[0] : null)),
  ])
  .nullish()
  .catch(null)

const Entry = z.object({
  title: Text,
  link: Text,
  guid: Text,
  id: Text,
  pubDate: Text,
  date: Text,
  published: Text,
  issued: Text,
  created: Text,
  updated: Text,
  modified: Text,
  summary: Text,
  content: Text,
  'content:encoded': Text,
  source: Text,
  'rdf:about': Text,
})

const Parsed = z.object({ ttl: Text, items: z.array(Entry).default([]) })

const parser = () =>
  new RssParser({
    customFields: {
      item: ['source', 'published', 'updated', 'issued', 'modified', 'created'],
      feed: ['ttl'],
    },
    // Atom 0.3 and 1.0, RSS 0.9x and 2.0 and RDF are told apart by their root; RSS that names no version is read as 2.0.
    defaultRSS: 2,
  })

/** Reads well-formed RSS 0.9x, 1.0, 2.0 and Atom 0.3, 1.0. Rejects on anything else, and on one bad date: then the text is repaired or salvaged. */
export async function parseXml(xml: string): Promise<RawFeed> {
  const { ttl, items } = Parsed.parse(await parser().parseString(xml))
  const minutes = Number(ttl ?? Number.NaN)
  return { entries: items.map(entryOf), ttlMs: minutes > 0 ? minutes * 60_000 : null, faults: [] }
}

function entryOf(entry: z.output<typeof Entry>): RawEntry {
  const encoded = entry['content:encoded'] ?? null
  // RSS has its description in `content`; Atom has `summary`, and `content` is the article.
  const isAtom = entry.id != null && entry.guid == null
  return {
    title: entry.title ?? null,
    link: entry.link ?? null,
    id: entry.guid ?? entry.id ?? entry['rdf:about'] ?? null,
    published:
      entry.published ?? entry.issued ?? entry.created ?? (isAtom ? null : (entry.pubDate ?? entry.date)) ?? null,
    updated: entry.updated ?? entry.modified ?? null,
    summary: entry.summary ?? (isAtom ? null : entry.content) ?? null,
    content: encoded ?? (isAtom ? entry.content : null) ?? null,
    publisher: entry.source ?? null,
  }
}
