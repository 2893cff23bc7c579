import { Parser } from 'htmlparser2'
import { stringify } from 'yaml'
import { Feed } from '../config/feeds.ts'
import { whyUnreadable } from '../config/why-unreadable.ts'
import type { Config } from '../config/load.ts'
import type { Screen } from './terminal.ts'

type Deps = { file: string; lines: AsyncIterable<string>; config: Config; screen: Screen }

/**
 * Turns the feeds of an OPML file into entries for feeds.yaml, on stdout: the file itself is the user's, with their comments.
 * Addresses that are there already are left out and named on stderr. Resolves to 1 if the file holds no feed.
 */
export async function run({ file, lines, config, screen }: Deps): Promise<number> {
  const outlines = await readOpml(lines).catch((error: unknown) => whyUnreadable(error))
  if (typeof outlines === 'string') {
    screen.complain(`${file}: expected a file that can be read; ${outlines}`)
    return 1
  }
  if (outlines.length === 0) {
    screen.complain(`${file}: expected OPML with <outline xmlUrl="…"> elements, found none`)
    return 1
  }
  const urls = new Set(config.feeds.map(({ url }) => url))
  const ids = new Set(config.feeds.map(({ id }) => id))
  const entries: { id: string; name: string; url: string }[] = []
  for (const { name, url } of outlines) {
    const entry = { id: freeId(name, ids), name, url }
    if (urls.has(url)) screen.complain(`${url}: is in feeds.yaml already`)
    else if (!Feed.safeParse(entry).success) screen.complain(`${url}: expected an http or https address`)
    else {
      urls.add(url)
      ids.add(entry.id)
      entries.push(entry)
    }
  }
  if (entries.length > 0)
    screen.print(`# Add these under "feeds:" in feeds.yaml.\n${indent(stringify(entries).trimEnd())}`)
  return 0
}

/** Every outline with a feed's address, however deep. Attribute names differ in case between programs. */
async function readOpml(lines: AsyncIterable<string>): Promise<{ name: string; url: string }[]> {
  const found: { name: string; url: string }[] = []
  const parser = new Parser(
    {
      onopentag(element, attributes) {
        const url = attributes['xmlurl']?.trim()
        if (element !== 'outline' || !url) return
        found.push({ name: attributes['title']?.trim() || attributes['text']?.trim() || url, url })
      },
    },
    { xmlMode: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  )
  for await (const line of lines) parser.write(`${line}\n`)
  parser.end()
  return found
}

function freeId(name: string, taken: Set<string>): string {
  const slug =
    name
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 40)
      .replace(/-$/, '') || 'feed'
  if (!taken.has(slug)) return slug
  for (let number = 2; ; number++) if (!taken.has(`${slug}-${number}`)) return `${slug}-${number}`
}

const indent = (text: string) => text.replaceAll(/^/gm, '  ')
