import { gzipSync } from 'node:zlib'
import type { Page } from '../../test/helpers/site.ts'
import { atom, jsonFeed, rss, type Story } from '../../test/helpers/stories.ts'

/** How a feed of the soak is written; the last two are broken in ways that are met in the wild. */
export const formats: Record<string, (stories: Story[], poll: number) => Page> = {
  'RSS 0.91': (stories) =>
    xml(
      `<rss version="0.91"><channel><title>Old</title><link>https://old.example</link><description>d</description><language>en</language>${stories
        .map(
          ({ title, link, summary }) =>
            `<item><title>${escape(title)}</title><link>${escape(link)}</link><description>${escape(summary)}</description></item>`,
        )
        .join('')}</channel></rss>`,
    ),
  'RSS 2.0': rss,
  RDF: (stories) =>
    xml(
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://rdf.example/"><title>RDF</title><link>https://rdf.example/</link><description>d</description></channel>${stories
        .map(
          ({ title, link, summary, published }) =>
            `<item rdf:about="${escape(link)}"><title>${escape(title)}</title><link>${escape(link)}</link><description>${escape(summary)}</description><dc:date>${published}</dc:date></item>`,
        )
        .join('')}</rdf:RDF>`,
    ),
  'Atom 0.3': (stories) =>
    xml(
      `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Old Atom</title><modified>2026-01-01T00:00:00Z</modified>${stories
        .map(
          ({ title, link, guid, summary, published }) =>
            `<entry><title>${escape(title)}</title><link rel="alternate" type="text/html" href="${escape(link)}"/><id>${guid}</id><issued>${published}</issued><modified>${published}</modified><summary>${escape(summary)}</summary></entry>`,
        )
        .join('')}</feed>`,
    ),
  'Atom 1.0': atom,
  'JSON Feed': jsonFeed,
  'windows-1252': (stories) => ({
    headers: { 'content-type': 'text/xml; charset=windows-1252' },
    body: inWindows1252(String(rss(stories).body).replace('utf-8', 'windows-1252')),
  }),
  gzip: (stories) => {
    const page = rss(stories)
    return { headers: { ...page.headers, 'content-encoding': 'gzip' }, body: gzipSync(String(page.body)) }
  },
  'bare &': (stories) => {
    const page = rss(stories)
    return {
      ...page,
      body: String(page.body).replaceAll('&amp;', '&').replace('<description>News', '<description>News & views'),
    }
  },
  flaky: (stories, poll) => (poll % 3 === 1 ? { status: 500, body: 'Internal Server Error' } : rss(stories)),
}

const xml = (text: string): Page => ({
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="utf-8"?>${text}`,
})

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const beyondLatin1: Record<string, number> = { '–': 0x96, '“': 0x93, '”': 0x94, '’': 0x92 }

const inWindows1252 = (text: string): Uint8Array =>
  Uint8Array.from([...text].map((letter) => beyondLatin1[letter] ?? letter.charCodeAt(0)))
