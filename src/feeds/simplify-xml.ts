import { markupAsText } from './markup-as-text.ts'

/**
 * Writes a well-formed feed in the form that the parser reads: without the prefixes of a feed whose very root has one (`<atom:feed>`,
 * `<rss:item>` in RDF), the modules of RSS under the prefixes that everybody uses, and with elements in texts as escaped text.
 */
export function simplifyXml(text: string): string {
  const root = rootTag(text) ?? ''
  const prefix = prefixOf.exec(root)?.slice(1).find(Boolean)
  let simple = prefix === undefined ? text : renamed(text, `${prefix}:`, '')
  for (const [usual, space] of modules) {
    const other = root.match(new RegExp(`\\sxmlns:([\\w-]{1,30})\\s*=\\s*["']${space}["']`))?.[1]
    if (other !== undefined && other !== usual) simple = renamed(simple, `${other}:`, `${usual}:`)
  }
  return markupAsText(simple)
}

/** Their names are addresses, and stand as these in every feed (web.resource.org/rss/1.0/modules). */
const modules = [
  ['content', 'http://purl\\.org/rss/1\\.0/modules/content/'],
  ['dc', 'http://purl\\.org/dc/elements/1\\.1/'],
] as const

const renamed = (text: string, from: string, to: string): string =>
  text.replaceAll(new RegExp(`<(/?)${from}`, 'g'), `<$1${to}`)

/** The address that relative links of the feed start from (XML Base), where its root says one. */
export const xmlBase = (text: string): string | null =>
  /\sxml:base\s*=\s*["']([^"'<>]+)["']/.exec(rootTag(text) ?? '')?.[1] ?? null

/** Finds the root of a feed, of whatever kind. */
export const feedRoot = /<(?:[\w-]{1,30}:)?(?:rss|feed|RDF)[\s>]/i

/** Longer than the root of any feed, with all its namespaces. */
const mostOfRoot = 5000

function rootTag(text: string): string | null {
  const at = text.search(feedRoot)
  return at === -1 ? null : (/^[^>]*>/.exec(text.slice(at, at + mostOfRoot))?.[0] ?? null)
}

const prefixOf = /^<([\w-]+):feed\s|\sxmlns:([\w-]+)\s*=\s*["']http:\/\/purl\.org\/rss\/1\.0\/["']/
