/**
 * Writes a well-formed feed in the form that the parser reads: without the prefixes of a feed whose very root has one (`<atom:feed>`,
 * `<rss:item>` in RDF), and with XHTML in Atom as escaped text, whose order the parser would lose.
 */
export function simplifyXml(text: string): string {
  const prefix = rootTag(text)?.match(prefixOf)?.slice(1).find(Boolean)
  return xhtmlAsText(prefix === undefined ? text : text.replaceAll(new RegExp(`<(/?)${prefix}:`, 'g'), '<$1'))
}

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

const xhtml =
  /<(content|summary|title)\s[^<>]{0,300}\btype\s?=\s?["'](?:xhtml|application\/xhtml\+xml)["'][^<>]{0,300}(?<!\/)>/g

function xhtmlAsText(text: string): string {
  let out = ''
  let at = 0
  for (const { 0: tag, 1: name, index } of text.matchAll(xhtml)) {
    if (index < at) continue
    const start = index + tag.length
    const end = text.indexOf(`</${name}`, start)
    if (end === -1) break
    out += `${text.slice(at, start)}<![CDATA[${text.slice(start, end).replaceAll(']]>', '')}]]>`
    at = end
  }
  return out + text.slice(at)
}
