import { Parser } from 'htmlparser2'

/** Elements whose text is not for readers. */
const silent = new Set(['script', 'style', 'template', 'noscript', 'svg', 'iframe'])

/** Elements that end a paragraph. */
const blocks = new Set([
  'p',
  'div',
  'br',
  'li',
  'ul',
  'ol',
  'tr',
  'table',
  'blockquote',
  'section',
  'article',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'figure',
  'figcaption',
  'pre',
])

/** The text of a piece of HTML: no tags, entities decoded, paragraphs parted by an empty line. Anything may be given to it. */
export function htmlToText(html: string): string {
  const paragraphs: string[] = []
  let current = ''
  let silenced = 0
  const end = () => {
    const folded = tidy(current)
    if (folded !== '') paragraphs.push(folded)
    current = ''
  }
  const parser = new Parser(
    {
      onopentag(name) {
        if (silent.has(name)) silenced += 1
        if (blocks.has(name)) end()
      },
      ontext(text) {
        if (silenced === 0) current += text
      },
      onclosetag(name) {
        if (silent.has(name)) silenced -= 1
        if (blocks.has(name)) end()
      },
    },
    { decodeEntities: true },
  )
  parser.end(html)
  end()
  return paragraphs.join('\n\n')
}

/** One line of plain text, from what may be text, HTML, or HTML escaped once too often. */
export function oneLine(text: string): string {
  const once = htmlToText(text)
  // Only what looks like an entity or a known tag was escaped twice; "a < b" and "R&D" stay.
  const twice = /&(#\d+|#x[\da-f]+|[a-z]+\d*);|<\/?(b|i|em|strong|a|p|br|span)\b[^>]*>/i.test(once)
    ? htmlToText(once)
    : once
  return tidy(twice)
}

/** Folds white space and removes characters that cannot be seen: zero-width ones, and those that reorder text. */
const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u00AD]/g, '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
