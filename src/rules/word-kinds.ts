/** What a single word can be, whatever stands around it; a set of these is a sum. */
export const kinds = {
  /** seven, 7 */
  number: 1,
  /** Three and more: seven, 7, 150. */
  many: 2,
  /** seventh, 7th */
  ordinal: 4,
  /** 2016 */
  year: 8,
  month: 16,
  /** Stands before a person's name. */
  title: 32,
  /** Stands inside a person's name, in lower case. */
  joiner: 64,
  /** Ends in a full stop that ends no sentence. */
  abbreviation: 128,
  /** Begins or ends no person's name. */
  notName: 256,
  /** Holds a digit. */
  digit: 512,
} as const

export const numbers = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')
export const months = 'january february march april may june july august september october november december'.split(' ')
export const ordinals =
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth'.split(
    ' ',
  )
const titles = 'mr mrs ms miss dr cllr coun councillor rev sir dame lord lady baroness prof professor'.split(' ')
const joiners = ['de', 'van', 'der', 'von', 'al', 'el', 'bin']
/** Titles and short forms that end in a full stop and end no sentence. */
const abbreviations =
  'mr mrs ms dr cllr cllrs prof st rev hon no vs v co jan feb mar apr aug sept oct nov dec eg ie etc'.split(' ')

const named: readonly [kind: number, words: readonly string[]][] = [
  [kinds.number, numbers],
  [kinds.many, numbers.slice(3)],
  [kinds.ordinal, ordinals.slice(1)],
  [kinds.month, months],
  [kinds.title, titles],
  [kinds.joiner, joiners],
  [kinds.abbreviation, abbreviations],
]

/** Every word that is of some kind by its letters alone; those with digits are told by `kindsOf`. */
export const wordsOfKinds: readonly string[] = named.flatMap(([, words]) => words)

/** Words that stand for all with digits that nobody listed: one for each set of kinds that such words can have. */
export const digitWords: readonly string[] = ['0', '3', '1950', '1st', '0a']

/** What a word, in lower case, is. */
export function kindsOf(word: string): number {
  let found = 0
  for (const [kind, words] of named) if (words.includes(word)) found |= kind
  if (!/\d/.test(word)) return found
  found |= kinds.digit
  if (/^\d+$/.test(word)) found |= kinds.number
  if (/^([3-9]|[1-9]\d{1,2})$/.test(word)) found |= kinds.many
  if (isYear(word)) found |= kinds.year
  if (ordinalOf(word) !== null) found |= kinds.ordinal
  return found
}

/** 1950 to 2049. */
export function isYear(word: string): boolean {
  return /^(19[5-9]|20[0-4])\d$/.test(word)
}

/** "seventh" and "7th" are 7. */
export function ordinalOf(word: string): number | null {
  const digits = /^(\d{1,2})(st|nd|rd|th)$/.exec(word)?.[1]
  if (digits !== undefined) return Number(digits)
  const place = ordinals.indexOf(word)
  return place > 0 ? place : null
}

/** "seven" and "7" are 7. */
export function numberOf(word: string): number | null {
  if (/^\d{1,3}$/.test(word)) return Number(word)
  const value = numbers.indexOf(word)
  return value > 0 ? value : null
}
