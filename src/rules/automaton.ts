import type { Hit } from './hits.ts'
import type { Lexicon } from './lexicon.ts'
import type { Network } from './network.ts'
import { statesOf, type Span, type State } from './states.ts'
import type { Sentence } from './tokens.ts'
import { unknown, Ways } from './ways.ts'

/**
 * Finds the phrases of a network. What the words since some word lead to is a state; states, and the ways between them, are made when a text
 * first takes them, and kept, so that later texts take a way by looking it up.
 */
export type Automaton = {
  /**
   * Adds to the hits of each list those in a text. Its words are symbols: the number of a word plus, times the size of the lexicon, the number
   * of the spans that begin there.
   */
  run: (symbols: readonly number[], sentences: readonly Sentence[], found: (Hit[] | undefined)[]) => void
  /** The number for the spans of a number and one more, all of which begin at one word. 0 is none. */
  withSpan: (spans: number, span: Span) => number
}

/** So many are kept, some tens of megabytes; then all begin anew. A thousand articles need a quarter of it. */
const mostKept = { states: 20_000, ways: 500_000 }

/** A symbol for what stands behind the end of a sentence. */
const beyond = -1

/** What is to be done at a state: phrases end there; it waits for the end of a span. */
const ends = 1
const waits = 2

/** The state that leads nowhere, and the one before the first word. */
const nowhere = 0
const root = 1

/** Makes the automaton of a network. The lexicon may take no more words. */
export function automatonOf(
  network: Network,
  lexicon: Lexicon,
  most: { states: number; ways: number } = mostKept,
): Automaton {
  const words = lexicon.size
  const make = statesOf(network, lexicon)
  const empty = make.stateOf([])
  const spansOf: (readonly Span[])[] = [[]]
  const spanNumbers = new Map<string, number>()

  let states: State[] = []
  /** Of all states the lists of which a phrase ends there, one after the other, and where those of each state begin. */
  let endings: number[] = []
  let firstEnding: number[] = []
  let numbers = new Map<string, number>()
  let ways = new Ways()
  /** Where each word leads from the root: asked for at every word of a text. */
  let first = new Int32Array(words).fill(unknown)
  const beginAnew = () => {
    states = []
    endings = []
    firstEnding = [0]
    numbers = new Map()
    ways = new Ways()
    first = new Int32Array(words).fill(unknown)
    for (const state of [empty, make.root]) add(state)
  }
  const add = (state: State): number => {
    const asked = [...state.byWord.keys()]
    if (state.kinds !== 0)
      for (let word = 0; word < words; word += 1) if ((lexicon.kindsOf(word) & state.kinds) !== 0) asked.push(word)
    ways.addState(asked, (state.lists.length > 0 ? ends : 0) + (state.waits ? waits : 0))
    for (const list of state.lists) endings.push(list)
    firstEnding.push(endings.length)
    return states.push(state) - 1
  }
  /** Where a symbol leads that did not come before. */
  const explore = (from: number, symbol: number): number => {
    const state = states[from] ?? empty
    const isWord = symbol !== beyond
    const nodes = make.after(
      state,
      isWord ? symbol % words : -1,
      isWord ? (spansOf[Math.floor(symbol / words)] ?? []) : [],
    )
    if (nodes.length === 0) return nowhere
    const key = nodes.join(' ')
    const to = numbers.get(key) ?? add(make.stateOf(nodes))
    numbers.set(key, to)
    return to
  }
  const step = (from: number, symbol: number): number => {
    const isAsked = symbol >= words || symbol < 0 || ways.isAsked(from, symbol)
    const known = isAsked ? ways.get(from, symbol) : ways.other(from)
    if (known !== unknown) return known
    const to = explore(from, symbol)
    if (isAsked) ways.set(from, symbol, to)
    else ways.setOther(from, to)
    return to
  }
  const begin = (symbol: number): number => {
    if (symbol >= words) return step(root, symbol)
    const known = first[symbol] ?? unknown
    return known === unknown ? (first[symbol] = step(root, symbol)) : known
  }
  beginAnew()

  return {
    run(symbols, sentences, found) {
      for (const sentence of sentences) {
        if (ways.count > most.ways || states.length > most.states) beginAnew()
        for (let from = sentence.from; from < sentence.to; from += 1) {
          let state = begin(symbols[from] ?? 0)
          for (let to = from + 1; state !== nowhere; to += 1) {
            const mark = ways.markOf(state)
            if ((mark & ends) !== 0) {
              const hit = { from, to }
              const end = firstEnding[state + 1] ?? 0
              for (let ending = firstEnding[state] ?? 0; ending < end; ending += 1) {
                const list = endings[ending] ?? 0
                const own = found[list]
                if (own === undefined) found[list] = [hit]
                else own.push(hit)
              }
            }
            if (to < sentence.to) state = step(state, symbols[to] ?? 0)
            else state = (mark & waits) === 0 ? nowhere : step(state, beyond)
          }
        }
      }
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
