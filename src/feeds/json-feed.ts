import { z } from 'zod'
import type { RawFeed } from './raw-entry.ts'

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
  const faults: string[] = []
  const entries = parsed.data.items.flatMap((item, index) => {
    const entry = Entry.safeParse(item)
    if (!entry.success) {
      faults.push(`entry ${index + 1} is no object and is left out`)
      return []
    }
    const { id, url, external_url, title, summary, content_text, content_html, date_published, date_modified } =
      entry.data
    return [
      {
        title: title ?? null,
        link: url ?? external_url ?? null,
        id: id ?? null,
        published: date_published ?? null,
        updated: date_modified ?? null,
        summary: summary ?? null,
        content: content_html ?? content_text ?? null,
        publisher: null,
      },
    ]
  })
  return { entries, ttlMs: null, faults }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
