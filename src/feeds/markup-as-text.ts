type Opened = { name: string; attributes: string; start: number }

/** What matters of a feed here: where texts begin and end, and what cannot stand inside of one. An unclosed text ends with its entry. */
const tokens =
  /<!\[CDATA\[|<!--|<(\/?)(title|description|summary|content:encoded|content)(\s[^<>]{0,1000})?>|<\/?(?:item|entry|channel|feed|rss|rdf:RDF)[\s>]/g

const isXhtml = /\btype\s?=\s?["'](?:xhtml|application\/xhtml\+xml)["']/
const isBase64 = /\bmode\s?=\s?["']base64["']/

/**
 * Writes as escaped text what texts hold of real elements, whose order the parser would lose: XHTML in Atom, and
 * `<title>Council rated <em>inadequate</em></title>` in feeds of any kind. Also what Atom 0.3 packs as base64.
 */
export function markupAsText(xml: string): string {
  let out = ''
  let at = 0
  let opened: Opened | null = null
  tokens.lastIndex = 0
  for (let token = tokens.exec(xml); token !== null; token = tokens.exec(xml)) {
    const [whole, slash, name, attributes = ''] = token
    const end = token.index + whole.length
    if (name === undefined) {
      if (!whole.startsWith('<!')) opened = null
      else {
        const closing = whole === '<!--' ? '-->' : ']]>'
        const closed = xml.indexOf(closing, end)
        if (closed === -1) break
        tokens.lastIndex = closed + closing.length
      }
    } else if (slash === '/') {
      if (opened?.name !== name) continue
      const text = plain(xml.slice(opened.start, token.index), opened.attributes)
      if (text !== null) {
        out += `${xml.slice(at, opened.start)}<![CDATA[${text.replaceAll(']]>', '')}]]>`
        at = token.index
      }
      opened = null
    } else if (opened === null && !attributes.endsWith('/')) opened = { name, attributes, start: end }
  }
  return out + xml.slice(at)
}

/** The text as HTML; null where it can stay as it is. */
function plain(inside: string, attributes: string): string | null {
  if (isBase64.test(attributes)) return Buffer.from(inside, 'base64').toString('utf8')
  const hasElements = inside.replaceAll(section, '').includes('<')
  // What a section of CDATA holds is HTML already.
  return hasElements || isXhtml.test(attributes) ? inside.replaceAll(section, '$1') : null
}

const section = /<!\[CDATA\[([\s\S]*?)\]\]>/g
