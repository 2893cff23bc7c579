/**
 * Text from outside as one line that shows as it is: line breaks and control characters become spaces; what reorders or hides
 * text (bidi controls, zero-width characters, soft hyphens, tags) is taken out, and heaps of accents, which cover the lines around
 * them, are cut down.
 */
export const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/\p{Cf}+/gu, '')
    .replaceAll(/(\p{M}{2})\p{M}+/gu, '$1')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()

/** At most so many UTF-16 units; cuts at a word where one ends in the second half, and says so. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, Math.max(0, most - 1))
  const space = cut.lastIndexOf(' ')
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\s\p{P}\uD800-\uDBFF]+$/u, '')}…`
}

/** Text from outside in at most so many UTF-16 units, as it shows in a line. Of a text that is far too long no more is looked at than may show. */
export const brief = (text: string, most: number): string => shorten(plain(text.slice(0, 10 * most)), most)
