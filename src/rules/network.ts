import type { Lexicon } from './lexicon.ts'
import type { Step } from './phrase.ts'
import { kinds } from './word-kinds.ts'

/** How a node of a network is left. */
export const by = {
  /** By one word, that of the number in the node's `what`. */
  word: 1,
  /** By any word. */
  any: 2,
  /** By a word of the kinds in `what`. */
  kind: 3,
  /** By a span that code found; `what` is its place in `givenNames`. */
  span: 4,
  /** For several nodes at once, without a word; `what` is their place in `forks`. */
  fork: 5,
  /** Not at all: a phrase ends here, and `what` is the number of its list. */
  end: 6,
} as const

/**
 * All phrases of all lists as one network of words, vocabularies written out where they are used. Where phrases go on in the same way
 * to the same end they share nodes.
 */
export type Network = {
  how: number[]
  what: number[]
  next: number[]
  forks: (readonly number[])[]
  /** Nodes at which phrases begin. */
  starts: number[]
}

/** Things of vocabularies that are built in, and are single words that are known by themselves. */
const ofKind = new Map([
  ['number', kinds.number],
  ['many', kinds.many],
  ['ordinal', kinds.ordinal],
  ['year', kinds.year],
])

/** Things of vocabularies that are built in, and are found by code in each text. */
export const givenNames: readonly string[] = ['authority', 'person', 'past-date', 'recent-date']

const builtIn = new Set([...ofKind.keys(), ...givenNames])

/** Whether things of a vocabulary are found by code, whatever phrases it has besides. */
export const isBuiltIn = (name: string): boolean => builtIn.has(name)

type Lists = ReadonlyMap<string, readonly Step[][]>

/** Builds the network of some lists of phrases, and gives their words to the lexicon. No vocabulary may use itself. */
export function networkOf(lists: readonly (readonly Step[][])[], vocabularies: Lists, lexicon: Lexicon): Network {
  const network: Network = { how: [], what: [], next: [], forks: [], starts: [] }
  const made = new Map<string, number>()
  const madeOnce = (key: string, make: () => number): number => {
    const known = made.get(key) ?? make()
    made.set(key, known)
    return known
  }
  const node = (how: number, what: number, next: number): number =>
    madeOnce(`${how} ${what} ${next}`, () => {
      network.what.push(what)
      network.next.push(next)
      return network.how.push(how) - 1
    })
  const fork = (ways: readonly number[]): number => {
    const different = [...new Set(ways)]
    if (different.length === 1 && different[0] !== undefined) return different[0]
    return madeOnce(`| ${different.join(' ')}`, () => node(by.fork, network.forks.push(different) - 1, 0))
  }
  /** The node at which steps begin behind which it goes on at the node `next`. */
  const before = (steps: readonly Step[], next: number): number =>
    steps.reduceRight((after, step) => beforeStep(step, after), next)
  const beforeStep = (step: Step, next: number): number => {
    if ('word' in step) return node(by.word, lexicon.add(step.word), next)
    if ('either' in step) return fork(step.either.map((way) => before(way, next)))
    if ('gap' in step) {
      let gap = next
      for (let left = 0; left < step.gap; left += 1) gap = fork([next, node(by.any, 0, gap)])
      return gap
    }
    return madeOnce(`${step.concept} ${next}`, () => {
      const kind = ofKind.get(step.concept)
      const given = givenNames.indexOf(step.concept)
      return fork([
        ...(vocabularies.get(step.concept) ?? []).map((phrase) => before(phrase, next)),
        ...(kind === undefined ? [] : [node(by.kind, kind, next)]),
        ...(given < 0 ? [] : [node(by.span, given, next)]),
      ])
    })
  }
  for (const [list, phrases] of lists.entries()) {
    const end = node(by.end, list, 0)
    for (const phrase of phrases) network.starts.push(before(phrase, end))
  }
  return network
}

/** No list may need more words than this with its vocabularies written out; ours need some hundreds. */
export const mostWritten = 100_000

/** How many words each list has with its vocabularies, and those that they use, written out. No vocabulary may use itself. */
export function writtenOut(lists: Lists): Map<string, number> {
  const sizes = new Map<string, number>()
  const sizeOf = (name: string): number => {
    const known = sizes.get(name) ?? (lists.get(name) ?? []).reduce((sum, phrase) => sum + lengthOf(phrase), 0)
    sizes.set(name, known)
    return known
  }
  const lengthOf = (steps: readonly Step[]): number => steps.reduce((sum, step) => sum + stepLength(step), 0)
  const stepLength = (step: Step): number => {
    if ('word' in step) return 1
    if ('gap' in step) return step.gap
    return 'either' in step ? step.either.reduce((sum, way) => sum + lengthOf(way), 0) : sizeOf(step.concept)
  }
  for (const name of lists.keys()) sizeOf(name)
  return sizes
}
