import { automatonOf, type Automaton } from './automaton.ts'
import type { Hit, Hits, HitsByName } from './hits.ts'
import { Lexicon } from './lexicon.ts'
import { givenNames, isBuiltIn, networkOf } from './network.ts'
import type { Step } from './phrase.ts'
import type { Tokens } from './tokens.ts'

export type { Hit, Hits, HitsByName } from './hits.ts'

/** Finds the phrases of named lists in texts that were split with its lexicon. */
export type Matcher = {
  lexicon: Lexicon
  /** The number of each list by its name; lists of the same phrases have one number. */
  lists: ReadonlyMap<string, number>
  /** For the number of each list, nothing: what is found in a text before the first word. */
  none: readonly undefined[]
  /** Made for the first text, when the lexicon has all its words. */
  automaton: () => Automaton
}

/**
 * Compiles named lists of phrases into one matcher, in which a phrase may use any list as a vocabulary; the caller has made sure that none
 * uses itself. Built-in vocabularies that no list is named for are found by code and handed in when matching.
 * Only lists that are asked for are found by themselves; others may be used in phrases all the same, and cost nothing in a text.
 * Once it has matched a text, the lexicon may take no more words.
 */
export function compileMatcher(
  named: ReadonlyMap<string, readonly Step[][]>,
  lexicon: Lexicon = new Lexicon(),
  isAsked: (name: string) => boolean = () => true,
): Matcher {
  const lists = new Map<string, number>()
  const different = new Map<string, readonly Step[][]>()
  const numbers = new Map<string, number>()
  for (const [name, phrases] of named) {
    if (!isAsked(name)) continue
    const key = JSON.stringify(sourceOf(phrases, named))
    if (!different.has(key)) numbers.set(key, different.size)
    different.set(key, phrases)
    lists.set(name, numbers.get(key) ?? 0)
  }
  const network = networkOf([...different.values()], named, lexicon)
  const none = Array.from({ length: different.size }, () => undefined)
  let made: Automaton | null = null
  const automaton = () => (made ??= automatonOf(network, lexicon))
  return { lexicon, lists, none, automaton }
}

/** The phrases of a list, or of the vocabulary that is all it asks for. */
function sourceOf(phrases: readonly Step[][], named: ReadonlyMap<string, readonly Step[][]>): readonly Step[][] {
  const [step, ...more] = phrases.length === 1 ? (phrases[0] ?? []) : []
  const other =
    step !== undefined && more.length === 0 && 'concept' in step && !isBuiltIn(step.concept)
      ? named.get(step.concept)
      : undefined
  return other === undefined ? phrases : sourceOf(other, named)
}

/** Finds every phrase in a text. Linear in the text: from each word it goes on only as long as a phrase may. */
export function match(matcher: Matcher, text: Tokens, given: HitsByName): Hits {
  const found = findAll(matcher, text, given)
  const { lists } = matcher
  return {
    at: (list) => found[list],
    get(name) {
      const list = lists.get(name)
      if (list === undefined) return given.get(name)
      const own = found[list]
      return isBuiltIn(name) ? [...(given.get(name) ?? []), ...(own ?? [])] : own
    },
  }
}

/** The hits of each list, by its number. */
export function findAll(matcher: Matcher, text: Tokens, given: HitsByName): (Hit[] | undefined)[] {
  const { lexicon, none } = matcher
  if (text.lexicon !== lexicon) throw new Error('expected a text that was split with the lexicon of the matcher')
  const automaton = matcher.automaton()
  const { tokens, sentences } = text
  const symbols: number[] = []
  for (const { id } of tokens) symbols.push(id)
  const spans = new Map<number, number>()
  for (const [index, name] of givenNames.entries()) {
    for (const { from, to } of given.get(name) ?? [])
      spans.set(from, automaton.withSpan(spans.get(from) ?? 0, { given: index, length: to - from }))
  }
  for (const [at, number] of spans) symbols[at] = (symbols[at] ?? 0) + number * lexicon.size

  const found: (Hit[] | undefined)[] = none.slice()
  automaton.run(symbols, sentences, found)
  return found
}
