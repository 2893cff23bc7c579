import type { Mention } from './names.ts'
import type { Tokens } from './tokens.ts'

/** A person named in the text, tokens `from` to `to`, titles not counted. `name` is as full as the article has it. */
export type Person = { from: number; to: number; name: string }

const titles = new Set(
  'mr mrs ms miss dr cllr coun councillor rev sir dame lord lady baroness prof professor'.split(' '),
)
const joiners = new Set(['de', 'van', 'der', 'von', 'al', 'el', 'bin'])

/**
 * Finds people: two to four capitalised words in a row, or a title and a name. "Mr Tett" or "Tett" is Martin Tett where the text names him so.
 * `notNames` are capitalised words (lower case here) that begin or end no name: "Council", "Children", "Labour".
 */
export function findPeople(
  text: string,
  { tokens, sentences }: Tokens,
  mentions: readonly Mention[],
  notNames: ReadonlySet<string>,
): Person[] {
  const inMention = new Set(
    mentions.flatMap(({ from, to, sure }) =>
      sure ? Array.from({ length: to - from }, (_, index) => from + index) : [],
    ),
  )
  const authorities = new Set(mentions.map(({ from }) => from))
  const people: Person[] = []
  const fullNames = new Map<string, string>()

  for (const sentence of sentences) {
    for (let at = sentence.from; at < sentence.to; at += 1) {
      const isTitled = titles.has(tokens[at]?.word ?? '') && tokens[at]?.capital === true
      let from = at
      while (titles.has(tokens[from]?.word ?? '') && from < sentence.to) from += 1
      let to = from
      while (to < sentence.to && to - from < 4) {
        const token = tokens[to]
        if (token === undefined || (to > from && token.breaks)) break
        const isName = token.capital && !notNames.has(token.word) && !inMention.has(to) && !/\d/.test(token.word)
        if (!isName && !(to > from && joiners.has(token.word) && tokens[to + 1]?.capital === true)) break
        to += 1
      }
      const length = to - from
      if (length === 0 || (!isTitled && (length < 2 || authorities.has(from)))) continue
      const surname = tokens[to - 1]?.word ?? ''
      const written = text.slice(tokens[from]?.start, tokens[to - 1]?.end)
      if (length > 1 && !fullNames.has(surname)) fullNames.set(surname, written)
      people.push({ from, to, name: length > 1 ? written : (fullNames.get(surname) ?? written) })
      at = to - 1
    }
  }
  const taken = new Set(people.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index)))
  for (const [at, { word, capital }] of tokens.entries()) {
    const name =
      capital && !taken.has(at) && !inMention.has(at) && !authorities.has(at) ? fullNames.get(word) : undefined
    if (name !== undefined && !notNames.has(word)) people.push({ from: at, to: at + 1, name })
  }
  return people.toSorted((a, b) => a.from - b.from)
}
