import type { Cast, Leader } from './cast.ts'
import type { Hit } from './matcher.ts'

export type Pronoun = 'I' | 'he' | 'she' | 'they' | 'he or she'

const oneself = new Set(['i', "i'm", "i'll", "i've", "i'd"])
const men = new Set(['he', 'him', "he's", "he'd", "he'll"])
const women = new Set(['she', "she's", "she'd", "she'll"])
const several = new Set(['they', 'them', 'both', "they're", "they'd", "they've", "they'll"])

/** The word that stands for a person in the words of a sign or in the few before it. */
export function pronounOf(before: readonly string[], inside: readonly string[]): Pronoun | null {
  const words = [...before, ...inside]
  const owners = [...before.slice(-1), ...inside]
  if (words.some((word) => oneself.has(word))) return 'I'
  const isHer = owners.includes('her') || words.some((word) => women.has(word))
  const isHim = owners.includes('his') || words.some((word) => men.has(word))
  if (owners.includes('their') || words.some((word) => several.has(word))) return 'they'
  if (isHer && isHim) return 'he or she'
  if (isHer) return 'she'
  return isHim ? 'he' : null
}

/** Whether a pronoun may stand for somebody. */
export function isFit(cast: Cast, { name }: Leader, pronoun: Pronoun): boolean {
  if (pronoun === 'he') return !isKnownAs(cast, name, womanly, manly)
  return pronoun !== 'she' || !isKnownAs(cast, name, manly, womanly)
}

const manly = new Set(['mr', 'sir', 'lord', 'he', 'his', 'him', 'himself'])
const womanly = new Set(['mrs', 'ms', 'miss', 'dame', 'lady', 'baroness', 'she', 'her', 'herself'])
/** So many words after a name "she" is still that person. */
const pronounAfter = 10

/** By title, or by what is said right after the name: "Ann Lee said she". */
function isKnownAs(
  { reading: { people, tokens } }: Cast,
  name: string | null,
  own: ReadonlySet<string>,
  other: ReadonlySet<string>,
): boolean {
  return people.some((person, index) => {
    if (person.name !== name) return false
    if (own.has(tokens[person.from - 1]?.word ?? '')) return true
    const end = Math.min(person.to + pronounAfter, people[index + 1]?.from ?? tokens.length)
    const telling = tokens
      .slice(person.to, end)
      .find(({ word, sentence }) => sentence === tokens[person.from]?.sentence && (own.has(word) || other.has(word)))
    return telling !== undefined && own.has(telling.word)
  })
}

const saying = new Set(
  'said says told tells added called calls demanded demands urged urges wants asked asks wrote writes insisted argued believes thinks'.split(
    ' ',
  ),
)

/** "The director was asked to go", "the mayor faced demands to resign": the word after it is no word of theirs. */
const undergoing = new Set(
  'was were is are be been being faced faces facing rejected rejects ignored ignores defied defies resisted resists dismissed dismisses survived survives'.split(
    ' ',
  ),
)

/** Between "said" and whoever is named after it stand no more words than this: "said Labour's deputy leader". */
const saidReach = 3

/** "Ann Lee said the director should go", "'…,' said Ann Lee": who speaks is not meant. */
export function isSpeaker({ reading: { tokens } }: Cast, { from, to }: Leader, hit: Hit): boolean {
  if (to > hit.from + 1) return false
  const isSaying = (at: number) => saying.has(tokens[at]?.word ?? '')
  if (isSaying(to) || (isSaying(to + 1) && !undergoing.has(tokens[to]?.word ?? ''))) return true
  const before = tokens.slice(Math.max(0, from - saidReach), from)
  return before.some(({ breaks, word }) => breaks && saying.has(word)) && !before.some(({ word }) => word === 'that')
}
