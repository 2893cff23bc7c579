import type { Sentence, Token } from '../../src/rules/tokens.ts'

/** Words and sentences as regular expressions tell them: slower than the scanner of the program, and plain to see. */
const wordPattern =
  /[\p{L}\p{N}\p{M}]+(?:['’ʼ](?![sS](?![\p{L}\p{N}]))[\p{L}]+)*|(?<=[\p{L}\p{N}])['’ʼ‘`´?][sS](?![\p{L}\p{N}])/gu
const longestSentence = 150
const abbreviations =
  'mr mrs ms dr cllr cllrs prof st rev hon no vs v co jan feb mar apr aug sept oct nov dec eg ie etc'.split(' ')

export type PatternTokens = { tokens: Omit<Token, 'id'>[]; sentences: Sentence[] }

export function tokensByPattern(text: string): PatternTokens {
  const tokens: PatternTokens['tokens'] = []
  const sentences: Sentence[] = []
  let paragraph = 0
  let from = 0
  let last = 0
  const close = (end: number) => {
    const first = tokens[from]
    if (first !== undefined) sentences.push({ from, to: tokens.length, start: first.start, end, paragraph })
    from = tokens.length
  }
  for (const { 0: raw, index: start } of text.matchAll(wordPattern)) {
    const between = text.slice(last, start)
    const end = sentenceEnd(between, tokens.at(-1)?.word ?? '', raw)
    if (end >= 0) close(last + end)
    else if (tokens.length - from >= longestSentence) close(last)
    if (between.includes('\n')) paragraph += 1
    const capital = /^[\p{Lu}\p{Lt}]/u.test(raw)
    const breaks = /[,;:–—()|•]|\s-\s/.test(between)
    last = start + raw.length
    tokens.push({ word: normalise(raw), start, end: last, capital, breaks, sentence: sentences.length })
  }
  close(last + (/^[^\n]*/.exec(text.slice(last))?.[0].trimEnd().length ?? 0))
  return { tokens, sentences }
}

function normalise(raw: string): string {
  const word = raw.toLowerCase().replace(/[’ʼ‘`´]/g, "'")
  return word === '?s' ? "'s" : word
}

function sentenceEnd(between: string, before: string, after: string): number {
  const line = between.indexOf('\n')
  if (line >= 0) return between.slice(0, line).trimEnd().length
  const stop = /[.!?…]+["'”’)\]]*(?=\s)/u.exec(between)
  if (stop === null || !/^[\p{Lu}\p{Lt}\p{N}]/u.test(after)) return -1
  if (stop[0] === '.' && (abbreviations.includes(before) || (before.length === 1 && !/\d/.test(before)))) return -1
  return stop.index + stop[0].length
}
