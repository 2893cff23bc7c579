import type { Mention } from './names.ts'
import type { Tokens } from './tokens.ts'
import { kinds } from './word-kinds.ts'

/** A person named in the text, tokens `from` to `to`, titles not counted. `name` is as full as the article has it. */
export type Person = { from: number; to: number; name: string }

/** Words that begin no name, but may end one: "Colin Green". */
const surnames = new Set(['green', 'england', 'may', 'west', 'western', 'young', 'lane', 'march', 'north', 'day'])

/** What ends the name of something that is no person. */
const bodies = new Set(
  'trust council group school academy college hospital university hall house road street centre forum association foundation partnership board party court police committee commission review report'.split(
    ' ',
  ),
)

/**
 * Finds people: two to four capitalised words in a row, or a title and a name. "Mr Tett" or "Tett" is Martin Tett where the text names him so.
 * Words of the kind `notName` begin or end no name though they have capitals: "Council", "Children", "Labour".
 */
export function findPeople(text: string, split: Tokens, mentions: readonly Mention[]): Person[] {
  const { tokens, sentences, lexicon } = split
  const inMention = new Set<number>()
  const authorities = new Set<number>()
  for (const { from, to, sure } of mentions) {
    authorities.add(from)
    for (let at = from; sure && at < to; at += 1) inMention.add(at)
  }
  const people: Person[] = []
  const fullNames = new Map<string, string>()
  const isTitle = (at: number) => (lexicon.kindsOf(tokens[at]?.id ?? 0) & kinds.title) !== 0
  /** How many words from one on make a name. */
  const nameLength = (from: number, end: number): number => {
    let to = from
    for (; to < end && to - from < 4; to += 1) {
      const token = tokens[to]
      if (token === undefined || (to > from && token.breaks)) break
      const kind = lexicon.kindsOf(token.id)
      const isWord = (kind & kinds.notName) !== 0 && !(surnames.has(token.word) && (to > from || isTitle(from - 1)))
      const isName = token.capital && !isWord && (kind & kinds.digit) === 0 && !inMention.has(to)
      if (!isName && !(to > from && (kind & kinds.joiner) !== 0 && tokens[to + 1]?.capital === true)) break
    }
    return to - from
  }

  /** "Merlin Learning Trust" is nobody. */
  const isBody = (at: number, end: number): boolean => {
    const next = tokens[at]
    return at < end && next?.capital === true && !next.breaks && bodies.has(next.word)
  }

  for (const sentence of sentences) {
    for (let at = sentence.from; at < sentence.to; at += 1) {
      const isCapital = tokens[at]?.capital === true
      let from = at
      while (from < sentence.to && isTitle(from)) from += 1
      const isTitled = from > at && isCapital
      if (from === at && !isCapital) continue
      const length = nameLength(from, sentence.to)
      const to = from + length
      if (length === 0 || (!isTitled && (length < 2 || authorities.has(from)))) continue
      const surname = tokens[to - 1]?.word ?? ''
      const written = text.slice(tokens[from]?.start, tokens[to - 1]?.end)
      at = to - 1
      if (!isTitled && isBody(to, sentence.to)) continue
      const isFull = written.includes(' ')
      if (isFull && !fullNames.has(surname)) fullNames.set(surname, written)
      people.push({ from, to, name: isFull ? written : (fullNames.get(surname) ?? written) })
    }
  }
  return fullNames.size === 0
    ? people
    : withSurnames(people, fullNames, split, (at) => inMention.has(at) || authorities.has(at))
}

/** People, and where else the surname of one of them stands alone. */
function withSurnames(
  people: readonly Person[],
  fullNames: ReadonlyMap<string, string>,
  { tokens, lexicon }: Tokens,
  isOther: (at: number) => boolean,
): Person[] {
  const all = [...people]
  let next = 0
  for (const [at, { word, id, capital }] of tokens.entries()) {
    while ((people[next]?.to ?? Number.POSITIVE_INFINITY) <= at) next += 1
    if (!capital || at >= (people[next]?.from ?? Number.POSITIVE_INFINITY)) continue
    const name = (lexicon.kindsOf(id) & kinds.notName) !== 0 || isOther(at) ? undefined : fullNames.get(word)
    if (name !== undefined) all.push({ from: at, to: at + 1, name })
  }
  return all.toSorted((a, b) => a.from - b.from)
}
