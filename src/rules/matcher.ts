import type { Step } from './phrase.ts'
import type { Tokens } from './tokens.ts'

/** Where a phrase of a vocabulary stands: tokens `from` (inclusive) to `to` (exclusive), within one sentence. */
export type Hit = { from: number; to: number }

/** Everything found in a text, by name of the vocabulary, in the order of the text. */
export type Hits = ReadonlyMap<string, readonly Hit[]>

type Node = {
  words: Map<string, Node>
  concepts: Map<string, Node>
  gaps: Map<number, Node>
  /** Where alternatives meet again. */
  joins: Node[]
  /** Vocabularies of which a phrase ends here. */
  ends: string[]
}

/** One tree of words for all phrases of all rules, in layers: a layer uses what those before it found. */
export type Matcher = { layers: Node[] }

/**
 * Compiles named lists of phrases into one matcher. A phrase that uses `{other}` is matched after `other`; the caller has made sure
 * that no vocabulary uses itself. Vocabularies that are not among the names are found by code and handed in when matching.
 */
export function compileMatcher(vocabularies: ReadonlyMap<string, readonly Step[][]>): Matcher {
  const depth = new Map<string, number>()
  const depthOf = (name: string): number => {
    const known = depth.get(name)
    if (known !== undefined) return known
    const used = (vocabularies.get(name) ?? []).flatMap(conceptsOf).filter((concept) => vocabularies.has(concept))
    const value = Math.max(0, ...used.map((other) => depthOf(other) + 1))
    depth.set(name, value)
    return value
  }
  const layers: Node[] = []
  for (const [name, phrases] of vocabularies) {
    const layer = depthOf(name)
    while (layers.length <= layer) layers.push(newNode())
    for (const phrase of phrases) insert(layers[layer] ?? newNode(), phrase, name, true)
  }
  return { layers }
}

/** Finds every phrase in a text. The cost is linear in the text: what is tried at one word is bounded by the phrases that begin with it. */
export function match({ layers }: Matcher, { tokens, sentences }: Tokens, given: Hits): Hits {
  const hits = new Map<string, Hit[]>()
  const startsAt: [name: string, to: number][][] = tokens.map(() => [])
  for (const [name, list] of given) {
    hits.set(name, [...list])
    for (const { from, to } of list) startsAt[from]?.push([name, to])
  }
  for (const root of layers) {
    const found: [name: string, from: number, to: number][] = []
    for (const sentence of sentences) {
      const walk = (node: Node, start: number, at: number): void => {
        for (const name of node.ends) found.push([name, start, at])
        for (const meet of node.joins) walk(meet, start, at)
        if (at >= sentence.to) return
        const next = node.words.get(tokens[at]?.word ?? '')
        if (next !== undefined) walk(next, start, at + 1)
        if (node.concepts.size > 0) {
          for (const [name, to] of startsAt[at] ?? []) {
            const after = node.concepts.get(name)
            if (after !== undefined) walk(after, start, to)
          }
        }
        for (const [most, after] of node.gaps)
          for (let skip = 0; skip <= most && at + skip < sentence.to; skip += 1) walk(after, start, at + skip)
      }
      for (let at = sentence.from; at < sentence.to; at += 1) walk(root, at, at)
    }
    for (const [name, from, to] of found) add(hits, startsAt, name, from, to)
  }
  return hits
}

/** Adds a hit once. Hits come in the order of the text, so that the same one can only be among the last. */
function add(hits: Map<string, Hit[]>, startsAt: [string, number][][], name: string, from: number, to: number): void {
  const list = hits.get(name) ?? []
  for (let at = list.length - 1; at >= 0 && list[at]?.from === from; at -= 1) if (list[at]?.to === to) return
  list.push({ from, to })
  hits.set(name, list)
  startsAt[from]?.push([name, to])
}

/** Vocabularies that a phrase uses. */
export function conceptsOf(steps: readonly Step[]): string[] {
  return steps.flatMap((step) =>
    'concept' in step ? [step.concept] : 'either' in step ? step.either.flatMap(conceptsOf) : [],
  )
}

/** What may be left out at the beginning is inserted both ways, so that every phrase hangs on its first word. */
function insert(root: Node, steps: readonly Step[], name: string, atRoot: boolean): void {
  const [first, ...rest] = steps
  if (atRoot && first !== undefined && 'either' in first && first.either.some(({ length }) => length === 0)) {
    insert(root, rest, name, true)
    insert(root, [{ either: first.either.filter(({ length }) => length > 0) }, ...rest], name, true)
    return
  }
  const end = follow(root, steps)
  if (!end.ends.includes(name)) end.ends.push(name)
}

function follow(from: Node, steps: readonly Step[]): Node {
  return steps.reduce((node, step) => {
    if ('word' in step) return child(node.words, step.word)
    if ('concept' in step) return child(node.concepts, step.concept)
    if ('gap' in step) return child(node.gaps, step.gap)
    const meet = newNode()
    for (const way of step.either) follow(node, way).joins.push(meet)
    return meet
  }, from)
}

function child<K>(children: Map<K, Node>, key: K): Node {
  const known = children.get(key)
  if (known !== undefined) return known
  const made = newNode()
  children.set(key, made)
  return made
}

function newNode(): Node {
  return { words: new Map(), concepts: new Map(), gaps: new Map(), joins: [], ends: [] }
}
