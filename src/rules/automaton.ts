import type { Lexicon } from './lexicon.ts'
import { by, type Network } from './network.ts'

/**
 * Everywhere in a network where the words since some word may have led, as one thing: with more phrases it holds more nodes, but a word still
 * leads from one state to one state. States, and the ways between them, are made when a text first takes them, and kept.
 */
export type State = {
  /** Lists of which a phrase ends here. */
  lists: readonly number[]
  /** It waits for the end of a span. */
  waits: boolean
  /** Where symbols lead; null is nowhere. */
  after: Map<number, State | null>
  /** Where all symbols lead that no node asks for; undefined until one came. */
  other: State | null | undefined
  /** Nodes that ask for one word, by its number. */
  byWord: ReadonlyMap<number, readonly number[]>
  /** All other nodes, each plus the number of nodes for every word of a span that it still waits for. */
  rest: readonly number[]
  /** The kinds of words that nodes ask for, and whether some ask for spans. */
  kinds: number
  asksForSpans: boolean
}

/** A span that code found: it is of the list at the place `given` in `givenNames`, and so many words long. */
export type Span = { given: number; length: number }

/** Leads from state to state. A symbol is the number of a word plus, times the size of the lexicon, the number of the spans that begin there. */
export type Automaton = {
  /** The state that the first word of a phrase leads to; null where no phrase begins so. */
  begin: (symbol: number) => State | null
  step: (state: State, symbol: number) => State | null
  /** The number for the spans of a number and one more, all of which begin at one word. 0 is none. */
  withSpan: (spans: number, span: Span) => number
}

/** So many ways are kept, about a hundred megabytes; then all begin anew. A thousand articles need a tenth of it. */
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
  const stateOf = (found: ReadonlySet<number>): State | null => {
    const nodes = [...found].filter((node) => how[node] !== by.fork).toSorted((a, b) => a - b)
    if (nodes.length === 0) return null
    const key = nodes.join(' ')
    const known = states.get(key)
    if (known !== undefined) return known
    const state = newState(nodes)
    states.set(key, state)
    return state
  }
  const newState = (nodes: readonly number[]): State => {
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
    const waits = rest.some((node) => node >= size)
    const asksForSpans = rest.some((node) => how[node] === by.span)
    return { lists, waits, after: new Map(), other: undefined, byWord, rest, kinds, asksForSpans }
  }
  const make = ({ rest, byWord }: State, symbol: number): State | null => {
    const isWord = symbol !== beyond
    const kind = isWord ? lexicon.kindsOf(symbol % words) : 0
    const spans = isWord ? (spansOf[Math.floor(symbol / words)] ?? []) : []
    const found = new Set<number>()
    for (const node of isWord ? (byWord.get(symbol % words) ?? []) : []) reach(found, next[node] ?? 0)
    for (const node of rest) {
      const way = how[node]
      const wanted = what[node] ?? 0
      const then = next[node] ?? 0
      if (node >= size) reach(found, node - size)
      else if (way === by.any ? isWord : way === by.kind && (kind & wanted) !== 0) reach(found, then)
      else if (way === by.span)
        for (const { given, length } of spans) if (given === wanted) reach(found, then + (length - 1) * size)
    }
    return stateOf(found)
  }
  /** Whether some node asks for just this symbol. */
  const isAskedFor = (state: State, symbol: number): boolean =>
    symbol === beyond ||
    state.byWord.has(symbol % words) ||
    (state.kinds & lexicon.kindsOf(symbol % words)) !== 0 ||
    (state.asksForSpans && symbol >= words)

  const root = newState([...starts.reduce((found, node) => (reach(found, node), found), new Set<number>())])
  let first: (State | null | undefined)[] = []

  const step = (state: State, symbol: number): State | null => {
    const known = state.after.get(symbol)
    if (known !== undefined) return known
    if (kept >= mostKept) {
      states = new Map()
      root.after.clear()
      first = []
      kept = 0
    }
    kept += 1
    let made: State | null
    if (isAskedFor(state, symbol)) made = make(state, symbol)
    else made = state.other === undefined ? (state.other = make(state, 0)) : state.other
    state.after.set(symbol, made)
    return made
  }
  return {
    step,
    begin(symbol) {
      // Words without spans, which are most, have numbers that are small enough for an array.
      if (symbol >= words) return step(root, symbol)
      const known = first[symbol]
      return known === undefined ? (first[symbol] = step(root, symbol)) : known
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
