import { capital, charactersOf, kindAt, number } from './characters.ts'
import { Lexicon } from './lexicon.ts'
import { gapBetween } from './gap.ts'
import { wordAt, type Found } from './scan.ts'
import { kinds } from './word-kinds.ts'

/** A word of a text. `word` is what rules compare: lower case, straight apostrophes; `start` and `end` are offsets into the text as it is. */
export type Token = {
  word: string
  /** The number of the word in the lexicon of the rules; 0 for one they do not know. */
  id: number
  start: number
  end: number
  /** Begins with a capital letter. */
  capital: boolean
  /** What stands between this word and the one before holds one of `,;:–—()`: a new clause may begin here. */
  breaks: boolean
  sentence: number
}

/** Tokens `from` (inclusive) to `to` (exclusive), and the offsets of the sentence in the text. */
export type Sentence = { from: number; to: number; start: number; end: number; paragraph: number }

export type Tokens = { tokens: Token[]; sentences: Sentence[]; lexicon: Lexicon }

/** What goes on for more words than this without a full stop is no sentence; it is cut, so that no text costs more than its length. */
const longestSentence = 150

/** For those who only want the words. */
const noWords = new Lexicon()

/** Splits a text into words and sentences, once, for all rules. A line end ends a sentence. Linear in the text; any Unicode will do. */
export function tokenise(text: string, lexicon: Lexicon = noWords): Tokens {
  const tokens: Token[] = []
  const sentences: Sentence[] = []
  const characters = charactersOf(text)
  const found: Found = { start: 0, end: 0, id: 0, word: '' }
  let paragraph = 0
  let from = 0
  let last = 0

  const close = (end: number) => {
    const first = tokens[from]
    if (first !== undefined) sentences.push({ from, to: tokens.length, start: first.start, end, paragraph })
    from = tokens.length
  }
  while (wordAt(text, characters, last, lexicon, found)) {
    const { start, end, id, word } = found
    const first = kindAt(characters, start)
    let breaks = false
    // One blank is what stands between most words, and it means nothing.
    if (start - last !== 1 || characters[last] !== 0x20) {
      const gap = gapBetween(characters, last, start)
      breaks = gap.breaks
      if (gap.line >= 0) close(gap.line)
      else if (gap.stop >= 0 && (first & (capital | number)) !== 0 && !(gap.isDot && isShort(tokens.at(-1), lexicon)))
        close(gap.stop)
      if (gap.line >= 0) paragraph += 1
    }
    if (tokens.length - from >= longestSentence) close(last)
    tokens.push({ word, id, start, end, capital: (first & capital) !== 0, breaks, sentence: sentences.length })
    last = end
  }
  const line = gapBetween(characters, last, text.length).line
  close(line >= 0 ? line : last + text.slice(last).trimEnd().length)
  return { tokens, sentences, lexicon }
}

/** Words of a phrase as rules write it: the same forms as in a text. */
export function words(phrase: string): string[] {
  return tokenise(phrase).tokens.map(({ word }) => word)
}

/** Whether a full stop after the word ends no sentence: "Mr.", "J." */
function isShort(token: Token | undefined, lexicon: Lexicon): boolean {
  if (token === undefined) return false
  const kind = lexicon.kindsOf(token.id)
  return (kind & kinds.abbreviation) !== 0 || (token.word.length === 1 && (kind & kinds.digit) === 0)
}
