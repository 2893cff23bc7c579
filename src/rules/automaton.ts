import type { Lexicon } from './lexicon.ts'
import { by, type Network } from './network.ts'

/**
 * Everywhere in the network where the words since some word may have led, as one thing: the more phrases there are, the more nodes it holds, but a
 * word leads from one state to one state. States are made when a text first needs them, and kept.
 */
export type State = {
  /** Nodes, each plus the number of nodes for every word it still waits for, as within a span. */
  nodes: readonly number[]
  /** Lists of which a phrase ends here. */
  lists: readonly number[]
  /** It waits for the end of a span. */
  waits: boolean
  /** Where symbols lead; null is nowhere. */
  after: Map<number, State | null>
}

/** A span that code found, of the list at a place in `givenNames`, from a word on. */
export type Span = { given: number; length: number }

/** Leads from state to state. A symbol is the number of a word plus, times the size of the lexicon, the number of the spans that begin there. */
export type Automaton = {
  /** Where every word of a text begins. */
  start: State
  step: (state: State, symbol: number) => State | null
  /** The number for spans that begin at one word: those of a number, and one more. 0 is none. */
  withSpan: (spans: number, span: Span) => number
}

/** So many ways are kept, some hundred megabytes; then all begin anew. News of a year needs a tenth of it. */
const mostKept = 1_000_000

/** A symbol for what stands behind the end of a sentence, where only spans go on. */
export const beyond = -1

/** Makes the automaton of a network. The lexicon may take no more words. */
export function automatonOf({ how, what, next, forks, starts }: Network, lexicon: Lexicon): Automaton {
  const words = lexicon.size
  const size = how.length
  let states = new Map<string, State>()
  let kept = 0
  const spansOf: (readonly Span[])[] = [[]]
  const spanNumbers = new Map<string, number>()

  /** Adds a node, or what it forks into. */
  const reach = (found: Set<number>, node: number): void => {
    if (found.has(node)) return
    found.add(node)
    if (node < size && how[node] === by.fork) for (const way of forks[what[node] ?? 0] ?? []) reach(found, way)
  }
  const stateOf = (found: Set<number>): State | null => {
    const nodes = [...found].filter((node) => how[node] !== by.fork && how[node] !== by.end).toSorted((a, b) => a - b)
    const ends = [...found].filter((node) => how[node] === by.end).toSorted((a, b) => a - b)
    if (nodes.length === 0 && ends.length === 0) return null
    const key = `${nodes.join(' ')};${ends.join(' ')}`
    const known = states.get(key)
    if (known !== undefined) return known
    const lists = ends.map((node) => what[node] ?? 0)
    const state = { nodes, lists, waits: nodes.some((node) => node >= size), after: new Map() }
    states.set(key, state)
    return state
  }
  const make = (nodes: readonly number[], symbol: number): State | null => {
    const word = symbol < 0 ? -1 : symbol % words
    const kind = lexicon.kindsOf(word)
    const spans = symbol < 0 ? [] : (spansOf[Math.floor(symbol / words)] ?? [])
    const found = new Set<number>()
    for (const node of nodes) {
      const way = how[node] ?? 0
      const wanted = what[node] ?? 0
      const then = next[node] ?? 0
      if (node >= size) reach(found, node - size)
      else if (
        way === by.word ? wanted === word : way === by.any ? word >= 0 : way === by.kind && (kind & wanted) !== 0
      )
        reach(found, then)
      else if (way === by.span) {
        for (const { given, length } of spans) if (given === wanted) reach(found, then + (length - 1) * size)
      }
    }
    return stateOf(found)
  }
  const begin = new Set<number>()
  for (const node of starts) reach(begin, node)
  const root: State = { nodes: [...begin], lists: [], waits: false, after: new Map() }
  /** Nodes of the root by the word that leads on, or under -1 where it is not one word. */
  const byWord = new Map<number, number[]>()
  for (const node of root.nodes) {
    const word = how[node] === by.word ? (what[node] ?? 0) : -1
    const others = byWord.get(word)
    if (others === undefined) byWord.set(word, [node])
    else others.push(node)
  }

  return {
    start: root,
    step(state, symbol) {
      const known = state.after.get(symbol)
      if (known !== undefined) return known
      if (kept >= mostKept) {
        states = new Map()
        root.after.clear()
        kept = 0
      }
      kept += 1
      const nodes = state === root ? [...(byWord.get(-1) ?? []), ...(byWord.get(symbol % words) ?? [])] : state.nodes
      const made = make(nodes, symbol)
      state.after.set(symbol, made)
      return made
    },
    withSpan(spans, span) {
      const key = `${spans} ${span.given} ${span.length}`
      const known = spanNumbers.get(key)
      if (known !== undefined) return known
      const number = spansOf.push([...(spansOf[spans] ?? []), span]) - 1
      spanNumbers.set(key, number)
      return number
    },
  }
}
