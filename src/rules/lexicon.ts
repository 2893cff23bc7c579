import type { Characters } from './characters.ts'
import { digitWords, kindsOf, wordsOfKinds } from './word-kinds.ts'

/** Takes one more character into the hash of a word. */
export const hashOf = (hash: number, code: number): number => (Math.imul(hash, 31) + code) | 0

/** In ASCII words this makes capitals small and leaves digits and apostrophes as they are. */
export const small = (code: number): number => (code === 0x20_19 ? 0x27 : code | 0x20)

/**
 * The words that rules know, each with a number: looked up once for each word of a text, so that all that comes later compares numbers.
 * 0 is every word that no rule knows. A new one knows the words that have kinds, and nothing else yet.
 */
export class Lexicon {
  #words = ['']
  #kinds = [0]
  #byWord = new Map<string, number>()
  #byKinds = new Map<number, number>()
  /** Numbers of words, each at the first free slot at or after the one its hash says. */
  #slots = new Int32Array(1024)
  /** The characters of all words one after the other, and where those of each begin: comparing numbers costs a third of asking strings. */
  #characters = new Uint16Array(1024)
  #starts = new Int32Array(1024)

  constructor() {
    for (const word of digitWords) {
      this.#byKinds.set(kindsOf(word), this.#words.push('') - 1)
      this.#kinds.push(kindsOf(word))
      this.#write('')
    }
    for (const word of wordsOfKinds) this.add(word)
  }

  /** How many numbers are given out, 0 included. */
  get size(): number {
    return this.#words.length
  }

  /** Gives a word, in lower case and with straight apostrophes, its number. */
  add(word: string): number {
    const known = this.#byWord.get(word)
    if (known !== undefined) return known
    const number = this.#words.push(word) - 1
    this.#kinds.push(kindsOf(word))
    this.#byWord.set(word, number)
    this.#write(word)
    if (this.#words.length * 3 > this.#slots.length) {
      this.#slots = new Int32Array(this.#slots.length * 2)
      for (let at = digitWords.length + 1; at < this.#words.length; at += 1) this.#place(at)
    } else this.#place(number)
    return number
  }

  /** Says of a word that it is of some kinds more. */
  mark(word: string, kinds: number): void {
    const number = this.add(word)
    this.#kinds[number] = this.kindsOf(number) | kinds
  }

  /** The number of the word that stands from `start` to `end`, made of ASCII and `’`; `hash` is that of `hashOf` over its characters, made small. */
  find(text: Characters, start: number, end: number, hash: number): number {
    const most = this.#slots.length - 1
    for (let slot = spread(hash) & most; ; slot = (slot + 1) & most) {
      const number = this.#slots[slot] ?? 0
      if (number === 0) return 0
      const first = this.#starts[number] ?? 0
      if ((this.#starts[number + 1] ?? 0) - first !== end - start) continue
      let at = start
      while (at < end && small(text[at] ?? 0) === this.#characters[first - start + at]) at += 1
      if (at === end) return number
    }
  }

  numberOf(word: string): number {
    return this.#byWord.get(word) ?? 0
  }

  /** The number that stands for words with digits that no rule knows and that are of the same kinds. */
  digits(kinds: number): number {
    return this.#byKinds.get(kinds) ?? 0
  }

  /** Nothing for numbers that stand for several words. */
  wordOf(number: number): string {
    return this.#words[number] ?? ''
  }

  kindsOf(number: number): number {
    return this.#kinds[number] ?? 0
  }

  /** Adds the characters of the last word. */
  #write(word: string): void {
    const number = this.#words.length - 1
    const start = this.#starts[number] ?? 0
    if (number + 2 > this.#starts.length) this.#starts = wider(this.#starts, new Int32Array(this.#starts.length * 2))
    while (start + word.length > this.#characters.length)
      this.#characters = wider(this.#characters, new Uint16Array(this.#characters.length * 2))
    for (let at = 0; at < word.length; at += 1) this.#characters[start + at] = word.charCodeAt(at)
    this.#starts[number + 1] = start + word.length
  }

  #place(number: number): void {
    const word = this.#words[number] ?? ''
    let hash = 0
    for (let at = 0; at < word.length; at += 1) hash = hashOf(hash, word.charCodeAt(at))
    const most = this.#slots.length - 1
    let slot = spread(hash) & most
    while (this.#slots[slot] !== 0) slot = (slot + 1) & most
    this.#slots[slot] = number
  }
}

/** Lets every character count in the last places, which say the slot. */
const spread = (hash: number): number => Math.imul(hash, 0x9e_37_79_b1) >>> 12

function wider<T extends Int32Array | Uint16Array>(old: T, made: T): T {
  made.set(old)
  return made
}
