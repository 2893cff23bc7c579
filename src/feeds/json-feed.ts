import { escapeText } from 'entities'
import { z } from 'zod'
import { mostRead, type RawFeed } from './raw-entry.ts'

/** Characters read of a text: more is an article beyond what is kept of one, and escaping makes it five times as long. */
const mostOfText = 250_000
const mostOfHtml = 1_000_000

/** Objects and lists. A feed of megabytes has fewer; a parser needs seconds and a gigabyte for millions. */
const mostMarks = 250_000

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
  if (marksIn(json) > mostMarks) return null
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
        content: content_html?.slice(0, mostOfHtml) ?? escaped(content_text),
        publisher: null,
        base: null,
      },
    ]
  })
  const lost = items.length - entries.length
  return {
    entries,
    ttlMs: null,
    base: null,
    isWhole: true,
    faults: lost === 0 ? [] : [`${lost} of ${items.length} entries are no objects, or too many, and are left out`],
  }
}

const escaped = (plain: string | null | undefined): string | null =>
  plain == null ? null : escapeText(plain.slice(0, mostOfText))

/** Keys are marks too: of an object, and of any text that looks like one. */
function marksIn(json: string): number {
  let marks = 0
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at)
    if (code === brace || code === bracket || (code === colon && json.charCodeAt(at - 1) === quote)) marks += 1
  }
  return marks
}

const [brace, bracket, colon, quote] = [0x7b, 0x5b, 0x3a, 0x22]

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
