import { decodeHTML } from 'entities'

/** Entities that XML knows without being told. */
const declared = new Set(['amp', 'lt', 'gt', 'quot', 'apos'])

/**
 * Mends what feeds most often get wrong, so that a strict parser takes them: bytes before or after the document, a document type (whose
 * entities are never expanded), control characters, bare ampersands and entities that only HTML knows. Leaves sections of CDATA alone.
 */
export function repairXml(text: string): string {
  const start = text.search(/<(\?xml|rss|feed|rdf:RDF)\b/i)
  const end = text.lastIndexOf('>')
  const cut = start === -1 ? text : text.slice(start, end + 1)
  return withoutDoctype(cut)
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .split(/(<!\[CDATA\[[\s\S]*?\]\]>)/)
    .map((part, index) => (index % 2 === 1 ? part : repairEntities(part)))
    .join('')
}

/** Removes the declaration with everything it declares. */
function withoutDoctype(text: string): string {
  const start = text.search(/<!DOCTYPE/i)
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
  const code =
    reference[1] === 'x' || reference[1] === 'X'
      ? Number.parseInt(reference.slice(2), 16)
      : Number.parseInt(reference.slice(1), 10)
  return (
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  )
}
