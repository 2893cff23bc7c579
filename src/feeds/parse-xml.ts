import RssParser from 'rss-parser'
import { z } from 'zod'
import { rankOf, type RawEntry, type RawFeed } from './raw-entry.ts'

/** A text, or an element with attributes around a text, as the parser gives it. */
const Text = z
  .union([z.string(), z.object({ _: z.string() }).transform((element) => element._)])
  .transform(shown)
  .nullish()
  .catch(null)

type Element = { text: string; attributes: Record<string, string> }

/** A repeated element. */
const Elements = z
  .array(
    z.union([
      z.string().transform((text): Element => ({ text, attributes: {} })),
      z
        .object({ _: z.string().optional(), $: z.record(z.string(), z.string()).default({}) })
        .transform(({ _, $ }): Element => ({ text: _ ?? '', attributes: $ })),
    ]),
  )
  .default([])
  .catch([])

/** RSS has the publisher's name as the text of `source`, Atom as its title. */
const Source = z.union([z.object({ title: z.tuple([Text], z.unknown()) }).transform(({ title }) => title[0]), Text])

const Entry = z.object({
  title: Text,
  links: Elements,
  guids: Elements,
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
  source: Source.catch(null),
  'rdf:about': Text,
  own: z
    .object({ 'xml:base': z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
})

const Parsed = z.object({ ttl: Text, items: z.array(Entry).default([]) })

/** Stands for "<" inside the parser; a code point that Unicode keeps out of texts. */
const hidden = '\uFDD0'

/** A function, since Text is made before it could be a constant. */
function shown(text: string): string {
  return text.replaceAll(hidden, '<')
}

const parser = () =>
  new RssParser({
    customFields: {
      item: [
        'source',
        'published',
        'updated',
        'issued',
        'modified',
        'created',
        // The attributes of the entry itself.
        ['$', 'own', { keepArray: true }],
        ['link', 'links', { keepArray: true }],
        ['guid', 'guids', { keepArray: true }],
      ],
      feed: ['ttl'],
    },
    // rss-parser makes a snippet of each text, with expressions whose time is the square of the number of "<" in it: 160 KB take 12 seconds
    // (3.13, lib/utils.js). Without "<" they take none.
    xml2js: { valueProcessors: [(value: string) => value.replaceAll('<', hidden)] },
    // Atom 0.3 and 1.0, RSS 0.9x and 2.0 and RDF are told apart by their root; RSS that names no version is read as 2.0.
    defaultRSS: 2,
  })

/** Reads well-formed RSS 0.9x, 1.0, 2.0 and Atom 0.3, 1.0. Rejects on anything else, and on one bad date: then the text is repaired or salvaged. */
export async function parseXml(xml: string): Promise<RawFeed> {
  const { ttl, items } = Parsed.parse(await parser().parseString(xml))
  const minutes = Number(ttl ?? Number.NaN)
  const ttlMs = minutes > 0 ? minutes * 60_000 : null
  return { entries: items.map(entryOf), ttlMs, base: null, faults: [], isWhole: true }
}

function entryOf(entry: z.output<typeof Entry>): RawEntry {
  const [guid] = entry.guids
  // RSS has its description in `content`; Atom has `summary`, and `content` is the article.
  const isAtom = entry.id != null && guid === undefined
  const encoded = entry['content:encoded'] ?? null
  return {
    title: entry.title ?? null,
    link: linkOf(entry.links) ?? (guid !== undefined && isPermalink(guid) ? shown(guid.text) : null),
    id: (guid === undefined ? null : shown(guid.text)) ?? entry.id ?? entry['rdf:about'] ?? null,
    published:
      entry.published ?? entry.issued ?? entry.created ?? (isAtom ? null : (entry.pubDate ?? entry.date)) ?? null,
    updated: entry.updated ?? entry.modified ?? null,
    summary: entry.summary ?? (isAtom ? null : entry.content) ?? null,
    content: encoded ?? (isAtom ? entry.content : null) ?? null,
    publisher: entry.source ?? null,
    base: entry.own?.['xml:base'] ?? null,
  }
}

/**
 * RSS has the address as text; Atom as `href`, where no `rel` means `alternate` (RFC 4287, 4.2.7.2). Replies, enclosures and the feed itself are
 * no page; of several alternates, the one for people is.
 */
function linkOf(links: Element[]): string | null {
  const alternates = links.filter(({ text, attributes: { href, rel = 'alternate' } }) =>
    href === undefined ? text.trim() !== '' : rel === 'alternate',
  )
  const [first] = alternates.toSorted((one, other) => rankOf(one.attributes['type']) - rankOf(other.attributes['type']))
  return first === undefined ? null : (first.attributes['href'] ?? shown(first.text))
}

/** RSS 2.0: a guid is the address of the entry unless it says that it is not. */
const isPermalink = ({ text, attributes }: Element): boolean =>
  attributes['isPermaLink']?.toLowerCase() !== 'false' && /^\s*https?:\/\//i.test(text)
