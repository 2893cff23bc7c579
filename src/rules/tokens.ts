/** A word of a text. `word` is what rules compare: lower case, straight apostrophes; `start` and `end` are offsets into the text as it is. */
export type Token = {
  word: string
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

export type Tokens = { tokens: Token[]; sentences: Sentence[] }

/** Words, and a possessive "'s" as a word of its own; the `?` is what a broken encoding leaves of an apostrophe. Hyphens part words. */
const wordPattern =
  /[\p{L}\p{N}\p{M}]+(?:['’ʼ](?![sS](?![\p{L}\p{N}]))[\p{L}]+)*|(?<=[\p{L}\p{N}])['’ʼ‘`´?][sS](?![\p{L}\p{N}])/gu

/** What goes on for more words than this without a full stop is no sentence; it is cut, so that no text costs more than its length. */
const longestSentence = 150

/** Titles and short forms that end in a full stop and end no sentence. */
const abbreviations = new Set(
  'mr mrs ms dr cllr cllrs prof st rev hon no vs v co jan feb mar apr aug sept oct nov dec eg ie etc'.split(' '),
)

/** Splits a text into words and sentences, once, for all rules. A line end ends a sentence. Linear in the text; any Unicode will do. */
export function tokenise(text: string): Tokens {
  const tokens: Token[] = []
  const sentences: Sentence[] = []
  let paragraph = 0
  let from = 0
  let last = 0

  const close = (end: number) => {
    const first = tokens[from]
    if (first !== undefined) sentences.push({ from, to: tokens.length, start: first.start, end, paragraph })
    from = tokens.length
  }
  for (const match of text.matchAll(wordPattern)) {
    const previous = tokens.at(-1)
    const between = text.slice(last, match.index)
    if (previous !== undefined && from < tokens.length) {
      const end = sentenceEnd(between, previous.word, match[0])
      if (end >= 0) close(last + end)
      else if (tokens.length - from >= longestSentence) close(last)
    }
    if (between.includes('\n')) paragraph += 1
    tokens.push(tokenOf(match[0], match.index, sentences.length, /[,;:–—()|•]|\s-\s/.test(between)))
    last = match.index + match[0].length
  }
  close(last + (/^[^\n]*/.exec(text.slice(last))?.[0].trimEnd().length ?? 0))
  return { tokens, sentences }
}

/** Words of a phrase as rules write it: the same forms as in a text. */
export function words(phrase: string): string[] {
  return [...phrase.matchAll(wordPattern)].map(([word]) => normalise(word))
}

function tokenOf(raw: string, start: number, sentence: number, breaks: boolean): Token {
  return {
    word: normalise(raw),
    start,
    end: start + raw.length,
    capital: /^[\p{Lu}\p{Lt}]/u.test(raw),
    breaks,
    sentence,
  }
}

function normalise(raw: string): string {
  const word = raw.toLowerCase().replace(/[’ʼ‘`´]/g, "'")
  return word === '?s' ? "'s" : word
}

/** Where in the text between two words a sentence ends (its closing quotes belong to it), or -1. */
function sentenceEnd(between: string, before: string, after: string): number {
  const line = between.indexOf('\n')
  if (line >= 0) return between.slice(0, line).trimEnd().length
  const stop = /[.!?…]+["'”’)\]]*(?=\s)/u.exec(between)
  if (stop === null || !/^[\p{Lu}\p{Lt}\p{N}]/u.test(after)) return -1
  if (stop[0] === '.' && (abbreviations.has(before) || (before.length === 1 && !/\d/.test(before)))) return -1
  return stop.index + stop[0].length
}
