import type { Mention } from './names.ts'
import type { Place } from './places.ts'
import type { Tokens } from './tokens.ts'

/** A line of more words than this is a sentence about an authority, not the heading of a section. */
const longestHeading = 8

/**
 * Round-ups tell of one authority after another, each below a line with its name ("Wigan", "LIVERPOOL – children in care"). Says of each
 * sentence whose section it stands in; null above the first heading, and everywhere in an article with fewer than two.
 */
export function sectionsOf(
  { sentences }: Pick<Tokens, 'sentences'>,
  mentionsIn: readonly (readonly Mention[])[],
  places: readonly Place[],
): (readonly string[] | null)[] {
  const headings = sentences.map((sentence, index): readonly string[] | null => {
    const [first, second] = mentionsIn[index] ?? []
    const opens = sentences[index - 1]?.paragraph !== sentence.paragraph && places[index] !== 'headline'
    const isHeading =
      opens && first !== undefined && second === undefined && !first.aside && first.from - sentence.from <= 1
    return isHeading && sentence.to - sentence.from <= longestHeading && places[index] !== 'clutter'
      ? first.authorities
      : null
  })
  if (new Set(headings.flatMap((names) => names ?? [])).size < 2) return headings.map(() => null)
  let current: readonly string[] | null = null
  return headings.map((heading) => (current = heading ?? current))
}
