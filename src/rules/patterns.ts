import { hitsIn, type Reading } from './reading.ts'
import { kinds, kindsOf } from './word-kinds.ts'

/** One place of a pattern: a word, or a vocabulary in braces. */
export type Slot = {
  text: string
  /** Of a vocabulary near which news is looked for. */
  isAnchor: boolean
  /** A word that tells something, not "the" or "of". */
  tells: boolean
  /** A new clause may begin here. */
  breaks: boolean
}

/** Words in a row that make a pattern. */
const [fewest, most] = [3, 5]

/** Vocabularies that stand for what is different in each article. */
const variable = ['authority', 'person'] as const
/** Single words that do, and the vocabulary for each. */
const variableKinds = [
  ['year', kinds.year],
  ['ordinal', kinds.ordinal],
  ['number', kinds.number],
] as const

/** A sentence as slots: names, numbers and words of the anchors are replaced by their vocabularies. */
export function slotsOf(reading: Reading, index: number, anchors: readonly string[]): Slot[] {
  const sentence = reading.sentences[index]
  if (sentence === undefined) return []
  const found = [...variable, ...anchors].flatMap((name) =>
    hitsIn(reading.hits, name, sentence).map(({ from, to }) => ({ name, from, to })),
  )
  // "The Department for Education" is one thing, and not "the department", which it begins with.
  const taken = new Set<number>()
  const named = new Map<number, { name: string; to: number }>()
  for (const { name, from, to } of found.toSorted((one, other) => other.to - other.from - (one.to - one.from))) {
    const own = Array.from({ length: to - from }, (_, at) => from + at)
    if (own.some((at) => taken.has(at))) continue
    for (const at of own) taken.add(at)
    named.set(from, { name, to })
  }
  const slots: Slot[] = []
  for (let at = sentence.from; at < sentence.to;) {
    const here = named.get(at)
    const { word = '', breaks = false } = reading.tokens[at] ?? {}
    const last = slots.at(-1)
    // "children's" is one word to whoever writes a phrase.
    if (word === "'s" && last !== undefined) last.text += word
    else if (here === undefined) slots.push({ ...slotOf(word), isAnchor: false, breaks })
    else slots.push({ text: `{${here.name}}`, isAnchor: anchors.includes(here.name), tells: false, breaks })
    at = here?.to ?? at + 1
  }
  return slots
}

function slotOf(word: string): Pick<Slot, 'text' | 'tells'> {
  const [name] = variableKinds.find(([, kind]) => (kindsOf(word) & kind) !== 0) ?? []
  return name === undefined ? { text: word, tells: tells(word) } : { text: `{${name}}`, tells: false }
}

/**
 * The patterns of a sentence, each once: three to five slots in a row of one clause, with an anchor and a word that tells something among them, that
 * begin and end with neither "the" nor the like.
 */
export function patternsOf(slots: readonly Slot[]): Map<string, string[]> {
  const patterns = new Map<string, string[]>()
  for (let from = 0; from + fewest <= slots.length; from += 1) {
    for (let length = fewest; length <= most && from + length <= slots.length; length += 1) {
      const own = slots.slice(from, from + length)
      if (own.slice(1).some(({ breaks }) => breaks)) break
      const isWhole = [own[0], own.at(-1)].every(
        (slot) => slot !== undefined && (slot.tells || slot.text.startsWith('{')),
      )
      if (!isWhole || !own.some(({ isAnchor }) => isAnchor) || !own.some((slot) => slot.tells)) continue
      const texts = own.map(({ text }) => text)
      patterns.set(texts.join(' '), texts)
    }
  }
  return patterns
}

/** Words that stand in any text, and in any report of what somebody said. */
const common = new Set(
  `a an and are as at be been being but by can could did do does for from had has have he her him his i if in into is it its
  may might more most my no not of on or our out over own she should so some such than that the their them then there these they this
  those to too under up very was we were what when where which while who will with would you your also about after all any before
  both during each just only other said say says saying told mr mrs ms cllr councillor council s`.split(/\s+/),
)

const tells = (word: string): boolean => !common.has(word) && /\p{L}/u.test(word)
