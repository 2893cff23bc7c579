import type { Lexicon } from './lexicon.ts'
import { by, type Network } from './network.ts'

/**
 * Everywhere in a network where the words since some word may have led, as one thing: with more phrases it holds more nodes, but a word still
 * leads from one state to one state.
 */
export type State = {
  /** Lists of which a phrase ends here. */
  lists: readonly number[]
  /** It waits for the end of a span. */
  waits: boolean
  /** Nodes that ask for one word, by its number. */
  byWord: ReadonlyMap<number, readonly number[]>
  /** All other nodes, each plus the number of nodes for every word of a span that it still waits for. */
  rest: readonly number[]
  /** The kinds of words that nodes ask for. */
  kinds: number
}

/** A span that code found: it is of the list at the place `given` in `givenNames`, and so many words long. */
export type Span = { given: number; length: number }

/** Makes states of a network. Equal states are told by their `nodesOf`. */
export type States = {
  root: State
  /** Nodes to which a word and the spans that begin at it lead, in order; the word -1 is the end of the sentence, behind which only spans go on. */
  after: (state: State, word: number, spans: readonly Span[]) => number[]
  stateOf: (nodes: readonly number[]) => State
}

export function statesOf({ how, what, next, forks, starts }: Network, lexicon: Lexicon): States {
  const size = how.length

  /** Adds a node, or what it forks into. */
  const reach = (found: Set<number>, node: number): void => {
    if (found.has(node)) return
    found.add(node)
    if (node < size && how[node] === by.fork) for (const way of forks[what[node] ?? 0] ?? []) reach(found, way)
  }
  const inOrder = (found: ReadonlySet<number>): number[] =>
    [...found].filter((node) => how[node] !== by.fork).toSorted((a, b) => a - b)

  const stateOf = (nodes: readonly number[]): State => {
    const byWord = new Map<number, number[]>()
    const rest: number[] = []
    const lists: number[] = []
    let kinds = 0
    for (const node of nodes) {
      const wanted = what[node] ?? 0
      if (how[node] === by.end) lists.push(wanted)
      else if (how[node] !== by.word) rest.push(node)
      else if (byWord.get(wanted)?.push(node) === undefined) byWord.set(wanted, [node])
      if (how[node] === by.kind) kinds |= wanted
    }
    return { lists, waits: rest.some((node) => node >= size), byWord, rest, kinds }
  }
  const after = ({ rest, byWord }: State, word: number, spans: readonly Span[]): number[] => {
    const found = new Set<number>()
    for (const node of byWord.get(word) ?? []) reach(found, next[node] ?? 0)
    for (const node of rest) {
      const way = how[node]
      const wanted = what[node] ?? 0
      const then = next[node] ?? 0
      if (node >= size) reach(found, node - size)
      else if (way === by.any ? word >= 0 : way === by.kind && (lexicon.kindsOf(word) & wanted) !== 0)
        reach(found, then)
      else if (way === by.span)
        for (const { given, length } of spans) if (given === wanted) reach(found, then + (length - 1) * size)
    }
    return inOrder(found)
  }
  const begin = new Set<number>()
  for (const node of starts) reach(begin, node)
  return { root: stateOf(inOrder(begin)), after, stateOf }
}
