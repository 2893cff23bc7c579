import type { Characters } from './characters.ts'
import { digitWords, kindsOf, wordsOfKinds } from './word-kinds.ts'

/**
 * The words that rules know, each with a number: looked up once for each word of a text, so that all that comes later compares numbers.
 * 0 is every word that no rule knows.
 */
export type Lexicon = {
  /** How many numbers are given out, 0 included. */
  readonly size: number
  /** Gives a word, as `normalise` leaves it, its number. */
  add: (word: string) => number
  /** Says of a word that it is of some kinds more. */
  mark: (word: string, kinds: number) => void
  /** The number of the word that stands from `start` to `end`, made of ASCII and `’`; `hash` is that of `hashOf` over its characters. */
  find: (text: Characters, start: number, end: number, hash: number) => number
  /** The number of a word, as `normalise` leaves it. */
  numberOf: (word: string) => number
  /** The number that stands for words with digits of the same kinds. */
  digits: (kinds: number) => number
  wordOf: (number: number) => string
  kindsOf: (number: number) => number
}

/** Takes one more character into the hash of a word. */
export const hashOf = (hash: number, code: number): number => (Math.imul(hash, 31) + code) | 0

/** In ASCII words this makes capitals small and leaves digits and apostrophes as they are. */
export const small = (code: number): number => (code === 0x20_19 ? 0x27 : code | 0x20)

/** Makes a lexicon that knows the words that have kinds, and nothing else yet. */
export function createLexicon(): Lexicon {
  const words = ['']
  const kinds = [0]
  const byKinds = new Map<number, number>()
  /** Numbers of words, each at the first free slot at or after the one its hash says. */
  let slots = new Int32Array(1024)

  const find = (text: Characters, start: number, end: number, hash: number): number => {
    for (let slot = spread(hash) & (slots.length - 1); ; slot = (slot + 1) & (slots.length - 1)) {
      const number = slots[slot] ?? 0
      if (number === 0) return 0
      const word = words[number] ?? ''
      if (word.length !== end - start) continue
      let at = 0
      while (at < word.length && small(text[start + at] ?? 0) === word.charCodeAt(at)) at += 1
      if (at === word.length) return number
    }
  }
  const place = (number: number): void => {
    let slot = spread(wholeHash(words[number] ?? '')) & (slots.length - 1)
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1)
    slots[slot] = number
  }
  // Most words are ASCII, and those are looked for where they stand in the text; a Map knows the others, and is slower.
  const byWord = new Map<string, number>()
  const add = (word: string): number => {
    const known = byWord.get(word)
    if (known !== undefined) return known
    const number = words.push(word) - 1
    kinds.push(kindsOf(word))
    byWord.set(word, number)
    if (words.length * 3 > slots.length) {
      slots = new Int32Array(slots.length * 2)
      for (let at = digitWords.length + 1; at < words.length; at += 1) place(at)
    } else place(number)
    return number
  }
  for (const word of digitWords) {
    byKinds.set(kindsOf(word), words.push('') - 1)
    kinds.push(kindsOf(word))
  }
  for (const word of wordsOfKinds) add(word)
  return {
    get size() {
      return words.length
    },
    add,
    mark(word, more) {
      const number = add(word)
      kinds[number] = (kinds[number] ?? 0) | more
    },
    find,
    numberOf: (word) => byWord.get(word) ?? 0,
    digits: (wanted) => byKinds.get(wanted) ?? 0,
    wordOf: (number) => words[number] ?? '',
    kindsOf: (number) => kinds[number] ?? 0,
  }
}

/** Lets every character count in the last places, which say the slot. */
const spread = (hash: number): number => Math.imul(hash, 0x9e_37_79_b1) >>> 12

function wholeHash(word: string): number {
  let hash = 0
  for (let at = 0; at < word.length; at += 1) hash = hashOf(hash, word.charCodeAt(at))
  return hash
}
