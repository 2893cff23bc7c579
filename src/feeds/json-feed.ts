import { escapeText } from 'entities'
import { z } from 'zod'
import { mostRead, type RawFeed } from './raw-entry.ts'

const text = z.string().nullish().catch(null)

const Entry = z.object({
  id: z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .catch(null),
  url: text,
  external_url: text,
  title: text,
  summary: text,
  content_text: text,
  content_html: text,
  date_published: text,
  date_modified: text,
})

const JsonFeed = z.object({
  version: z.string().regex(/jsonfeed\.org/),
  items: z.array(z.unknown()),
})

/** Reads JSON Feed 1.0 and 1.1 (jsonfeed.org); null if it is none. */
export function parseJsonFeed(json: string): RawFeed | null {
  const parsed = JsonFeed.safeParse(parse(json))
  if (!parsed.success) return null
  const { items } = parsed.data
  const read = items.slice(0, mostRead).map((item) => Entry.safeParse(item))
  const entries = read.flatMap(({ data }) => {
    if (data === undefined) return []
    const { id, url, external_url, title, summary, content_text, content_html, date_published, date_modified } = data
    return [
      {
        title: title ?? null,
        link: url ?? external_url ?? null,
        id: id ?? null,
        published: date_published ?? null,
        updated: date_modified ?? null,
        // Plain by definition, where the other kinds have HTML.
        summary: escaped(summary),
        content: content_html ?? escaped(content_text),
        publisher: null,
      },
    ]
  })
  const lost = items.length - entries.length
  return {
    entries,
    ttlMs: null,
    base: null,
    faults: lost === 0 ? [] : [`${lost} of ${items.length} entries are no objects, or too many, and are left out`],
  }
}

const escaped = (plain: string | null | undefined): string | null => (plain == null ? null : escapeText(plain))

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
