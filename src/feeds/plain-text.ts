import { Tokenizer } from 'htmlparser2'

/** Elements whose text is not for readers. */
export const silent = new Set(['script', 'style', 'template', 'noscript', 'svg', 'iframe'])

/** Elements that begin and end a paragraph. */
export const blocks = new Set(
  (
    'address article aside blockquote dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre ' +
    'section table td th tr ul'
  ).split(' '),
)

/**
 * The text of a piece of HTML: no tags, entities decoded, paragraphs parted by an empty line; two breaks part paragraphs, one does not. Anything may be given to it, and takes time
 * in proportion to its length: tags are read one after the other, and never built into a tree that could be made a thousand levels deep.
 */
export function htmlToText(given: string): string {
  const html = withoutStraySigns(given)
  const ends = lastEnds(html)
  const paragraphs: string[] = []
  let current = ''
  let silence: { name: string; depth: number } | null = null
  /** A break with no words after it so far. */
  let isBroken = false
  const end = () => {
    const folded = tidy(current)
    if (folded !== '') paragraphs.push(folded)
    current = ''
  }
  const open = (name: string, at: number) => {
    if (silence?.name === name) silence.depth += 1
    // One that never ends would silence all that follows.
    else if (silence === null && silent.has(name) && at < (ends.get(name) ?? -1)) silence = { name, depth: 1 }
    if (blocks.has(name) || (name === 'br' && isBroken)) end()
    else if (name === 'br') current += ' '
    isBroken = name === 'br'
  }
  const close = (name: string, at: number) => {
    if (silence?.name === name && ((silence.depth -= 1) === 0 || at >= (ends.get(name) ?? -1))) silence = null
    if (blocks.has(name)) end()
  }
  const add = (text: string) => {
    if (silence !== null) return
    current += text
    isBroken &&= text.trim() === ''
  }
  let latest = ''
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      ...deaf,
      onopentagname: (from, to) => open((latest = html.slice(from, to).toLowerCase()), from),
      onselfclosingtag: (at) => close(latest, at),
      onclosetag: (from, to) => close(html.slice(from, to).toLowerCase(), from),
      ontext: (from, to) => add(html.slice(from, to)),
      ontextentity: (code) => add(String.fromCodePoint(code)),
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  end()
  return paragraphs.join('\n\n')
}

/** A "<" within a word, with no tag that could end behind it, is a sign: "A<B". */
function withoutStraySigns(html: string): string {
  const last = html.lastIndexOf('>') + 1
  return html.slice(0, last) + html.slice(last).replaceAll(/(?<=[\p{L}\p{N}])</gu, '&lt;')
}

const silentEnd = new RegExp(`</(${[...silent].join('|')})\\b`, 'gi')

/** Where each silent element ends for the last time. */
function lastEnds(html: string): Map<string, number> {
  const ends = new Map<string, number>()
  for (const { 1: name = '', index } of html.matchAll(silentEnd)) ends.set(name.toLowerCase(), index + 2)
  return ends
}

const nothing = () => undefined
const deaf = {
  onattribdata: nothing,
  onattribentity: nothing,
  onattribend: nothing,
  onattribname: nothing,
  oncdata: nothing,
  oncomment: nothing,
  ondeclaration: nothing,
  onend: nothing,
  onopentagend: nothing,
  onprocessinginstruction: nothing,
}

/** One line of plain text, from what may be text, HTML, or HTML escaped once too often. */
export function oneLine(text: string): string {
  const once = htmlToText(text)
  // Only what looks like an entity or a known tag was escaped twice; "a < b" and "R&D" stay.
  const twice = /&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,31}\d{0,2});|<\/?(b|i|em|strong|a|p|br|span)\b[^<>]*>/i.test(once)
    ? htmlToText(once)
    : once
  return tidy(twice)
}

/** The first `most` characters, not ending in half of one. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')

/** Zero-width characters, those that reorder text, tags, and halves of characters. */
const invisible = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}\p{Cs}]/gu

/** Folds white space and removes characters that cannot be seen. */
export const tidy = (text: string): string =>
  text
    .replaceAll(invisible, '')
    // No script stacks this many marks on a letter, and normalising thousands takes the square of their number.
    .replaceAll(/(\p{M}{8})\p{M}+/gu, '$1')
    .normalize('NFC')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
