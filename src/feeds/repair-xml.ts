import { decodeHTML } from 'entities'

/** Entities that XML knows without being told. */
const declared = new Set(['amp', 'lt', 'gt', 'quot', 'apos'])

/**
 * Mends what feeds most often get wrong, so that a strict parser takes them: bytes before or after the document, a document type (whose
 * entities are never expanded), control characters, bare ampersands and entities that only HTML knows. Leaves sections of CDATA alone.
 */
export function repairXml(text: string): string {
  const start = text.search(/<(\?xml|!doctype|rss|feed|rdf:RDF)\b/i)
  const whole = start === -1 ? text : text.slice(start, text.lastIndexOf('>') + 1)
  const plain = withoutDoctype(whole).replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
  let repaired = ''
  let at = 0
  for (;;) {
    const opened = plain.indexOf('<![CDATA[', at)
    const closed = opened === -1 ? -1 : plain.indexOf(']]>', opened)
    if (closed === -1) return repaired + repairEntities(plain.slice(at))
    repaired += repairEntities(plain.slice(at, opened)) + plain.slice(opened, closed + 3)
    at = closed + 3
  }
}

/** Where the document type begins, which stands before the root if anywhere; -1 where there is none. */
export function doctypeAt(text: string): number {
  const found = text.search(/<!DOCTYPE/i)
  const root = text.search(/<[a-z]/i)
  // An entry about documents may quote one.
  return root === -1 || found < root ? found : -1
}

/** Removes the declaration with everything it declares. */
function withoutDoctype(text: string): string {
  const start = doctypeAt(text)
  if (start === -1) return text
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '[') depth += 1
    if (text[at] === ']') depth -= 1
    if (text[at] === '>' && depth <= 0) return text.slice(0, start) + text.slice(at + 1)
  }
  return text.slice(0, start)
}

const repairEntities = (text: string): string =>
  text.replaceAll(
    /&(#\d{1,7};|#x[\da-f]{1,6};|([a-z][a-z\d]{1,31});)?/gi,
    (whole, entity: string | undefined, name: string | undefined) => {
      if (entity === undefined) return '&amp;'
      if (name === undefined) return isXmlCharacter(entity) ? whole : ''
      if (declared.has(name)) return whole
      const decoded = decodeHTML(whole)
      return decoded === whole ? `&amp;${entity}` : decoded.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
    },
  )

/** Whether a character reference names a character that XML allows (XML 1.0, 2.2). */
function isXmlCharacter(reference: string): boolean {
  const code = Number(reference.slice(1, -1).replace(/^x/i, '0x'))
  return (
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  )
}
