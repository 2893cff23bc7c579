import { type Characters, capital, inWord, isPair, kindAt, kindOf, letter, number } from './characters.ts'
import { hashOf, small, type Lexicon } from './lexicon.ts'
import { kindsOf } from './word-kinds.ts'

/** A word that was found: its offsets, its number in the lexicon, and how rules write it. One object serves a whole text. */
export type Found = { start: number; end: number; id: number; word: string }

/**
 * Finds the next word at or after an offset, which is where the word before ended. Words are runs of letters, digits and marks, with apostrophes
 * inside ("don't"); a possessive "'s" is a word of its own, also with the `?` that a broken encoding leaves of the apostrophe. Hyphens part words.
 */
export function wordAt(whole: string, text: Characters, from: number, lexicon: Lexicon, found: Found): boolean {
  if (isPossessive(text, from) && from > 0 && (kindBefore(text, from) & (letter | number)) !== 0) {
    found.start = from
    found.end = from + 2
    found.word = "'s"
    found.id = lexicon.numberOf(found.word)
    return true
  }
  const start = nextStart(text, from)
  if (start < 0) return false
  // Most words are ASCII and end before a blank or the like; they are read here, all others below.
  let at = start
  let hash = 0
  let seen = 0
  for (; at < text.length - 1; at += 1) {
    const code = text[at] ?? 0
    const kind = code < 0x80 ? kindOf(code) : 0
    if ((kind & inWord) === 0) break
    seen |= kind
    hash = hashOf(hash, small(code))
  }
  found.start = start
  found.end = at
  if (at === start || goesOn(text, at)) {
    readOther(whole, text, lexicon, found)
    return true
  }
  found.id = lexicon.find(text, start, at, hash)
  found.word = lexicon.wordOf(found.id)
  if (found.word !== '') return true
  const written = whole.slice(start, at)
  found.word = (seen & capital) === 0 ? written : written.toLowerCase()
  if ((seen & number) !== 0) found.id = lexicon.digits(kindsOf(found.word))
  return true
}

/** Where the next letter, digit or mark stands, or -1. */
function nextStart(text: Characters, from: number): number {
  for (let at = from; at < text.length - 1; at += 1) {
    const code = text[at] ?? 0
    const kind = code < 0x80 ? kindOf(code) : kindAt(text, at)
    if ((kind & inWord) !== 0) return at
    if (code >= 0x80 && isPair(text, at)) at += 1
  }
  return -1
}

/** Reads a word of any characters, from `found.start`. */
function readOther(whole: string, text: Characters, lexicon: Lexicon, found: Found): void {
  let at = found.start
  let wanted = inWord
  while ((kindAt(text, at) & wanted) !== 0 || isInside(text, at)) {
    // Behind an apostrophe go letters only.
    if ((kindAt(text, at) & inWord) === 0) wanted = letter
    at += isPair(text, at) ? 2 : 1
  }
  found.end = at
  found.word = normalise(whole.slice(found.start, at))
  found.id = lexicon.numberOf(found.word)
  if (found.id === 0 && /\d/.test(found.word)) found.id = lexicon.digits(kindsOf(found.word))
}

/** Whether a word goes on where its run of ASCII letters ends. */
function goesOn(text: Characters, at: number): boolean {
  return isInside(text, at) || (kindAt(text, at) & inWord) !== 0
}

/** Whether an apostrophe inside a word stands at an offset. */
function isInside(text: Characters, at: number): boolean {
  const code = text[at] ?? 0
  return (code === 0x27 || code === 0x20_19) && (kindAt(text, at + 1) & letter) !== 0 && !isPossessive(text, at)
}

function normalise(raw: string): string {
  return raw.toLowerCase().replace(/[’ʼ‘`´]/g, "'")
}

/** Apostrophes as they are written, mistyped and broken; `ʼ` counts as a letter and stands inside words. */
const apostrophes = new Set(["'", '’', '‘', '`', '´', '?'].map((one) => one.charCodeAt(0)))

/** Whether "'s", and nothing that goes on behind it, stands at an offset. */
function isPossessive(text: Characters, at: number): boolean {
  const code = text[at + 1] ?? 0
  return (
    (code === 0x73 || code === 0x53) &&
    apostrophes.has(text[at] ?? 0) &&
    (kindAt(text, at + 2) & (letter | number)) === 0
  )
}

function kindBefore(text: Characters, at: number): number {
  return kindAt(text, at >= 2 && isPair(text, at - 2) ? at - 2 : at - 1)
}
