import type { Hit } from './matcher.ts'
import type { Mention } from './names.ts'
import { hitsIn, sentenceOf, type Reading } from './reading.ts'
import { numberOf } from './word-kinds.ts'

/** The other authorities must weigh less than this share of the first, for the article to be about that one alone. */
const clearLead = 0.5
/** What follows so closely on a name told in passing ("neighbouring Leeds, where services are good") is said of that one, and is no news. */
const asideReach = 16
/** A name so many words behind the beginning of a sentence is still what it begins with: "For Oldham", "At South Tyneside". */
const topicReach = 2
/** How many sentences back a name still carries. */
const carry = 6

/** Which authorities something is said of, and how that is known. */
export type Attribution = {
  authorities: string[]
  /** None of them is named in the sentence. */
  carried: boolean
  /** The article is clearly more about another. */
  minor: boolean
}

/**
 * Which authorities something in a sentence is said of: those named in it (the nearest before, a list of names as a whole), else the one the
 * article is about, else the last one named before. None when the article names none.
 */
export function authoritiesOf(reading: Reading, hit: Hit): Attribution {
  const known = attributions.get(reading) ?? new Map<number, Attribution>()
  attributions.set(reading, known)
  const key = hit.from * 1000 + hit.to - hit.from
  const made = known.get(key) ?? attributionOf(reading, hit)
  known.set(key, made)
  return made
}

/** Hits of a list of phrases that are said of an authority, outside the page's clutter. */
export function hitsSaidOf(reading: Reading, list: string, authority: string): Hit[] {
  return (reading.hits.get(list) ?? []).filter(
    (hit) =>
      reading.places[sentenceOf(reading, hit)] !== 'clutter' &&
      authoritiesOf(reading, hit).authorities.includes(authority),
  )
}

/** Several rules ask for the same words of a document. */
const attributions = new WeakMap<Reading, Map<number, Attribution>>()

function attributionOf(reading: Reading, hit: Hit): Attribution {
  const said = saidOf(reading, hit)
  const [first] = reading.ranking
  const weightOf = (name: string) => reading.ranking.find(({ authority }) => authority === name)?.weight ?? 0
  return {
    ...said,
    minor: first !== undefined && said.authorities.every((name) => weightOf(name) < first.weight * clearLead),
  }
}

const unsaid = { authorities: [], carried: true }

function saidOf(reading: Reading, hit: Hit): Omit<Attribution, 'minor'> {
  const index = sentenceOf(reading, hit)
  const [first, second] = reading.ranking
  if (first === undefined) return unsaid
  const several = severalOf(reading, hit, index)
  if (several.length > 1) return { authorities: several, carried: true }
  const mentions = reading.mentionsIn[index] ?? []
  const named = mentions.filter(({ aside }) => !aside)
  if (named.length > 0) {
    const chosen = nearest(reading, named, hit)
    if (chosen.length > 0) return { authorities: chosen, carried: false }
  } else if (mentions.some(({ to }) => to <= hit.from && hit.from - to <= asideReach)) return unsaid
  const topic = topicOf(reading, index)
  if (topic !== null) return { authorities: topic, carried: true }
  const section = reading.sections[index]
  if (section != null) return { authorities: [...section], carried: true }
  if (second === undefined || second.weight <= first.weight * clearLead)
    return { authorities: [first.authority], carried: true }
  for (let at = index - 1; at >= Math.max(0, index - carry); at -= 1) {
    const before = (reading.mentionsIn[at] ?? []).filter(({ aside }) => !aside)
    if (before.length === 0 || reading.places[at] === 'clutter') continue
    const names = [...new Set(before.flatMap(({ authorities }) => authorities))]
    return { authorities: before.length > 2 ? [] : names.slice(0, 3), carried: true }
  }
  const leaders = reading.ranking.filter(({ weight }) => weight === first.weight).map(({ authority }) => authority)
  return { authorities: leaders.length <= 3 ? leaders : [], carried: true }
}

/** What a paragraph told of before: the authority with whose name the last sentence that names any began ("For Oldham there was less to cheer."). */
function topicOf({ sentences, mentionsIn }: Reading, index: number): string[] | null {
  for (let at = index - 1; sentences[at]?.paragraph === sentences[index]?.paragraph; at -= 1) {
    const [first, ...others] = (mentionsIn[at] ?? []).filter(({ aside }) => !aside)
    if (first === undefined) continue
    const begins = first.from - (sentences[at]?.from ?? 0) <= topicReach
    return begins && others.length === 0 ? first.authorities : null
  }
  return null
}

/** More authorities than these are no round-up but a statistic. */
const mostSeveral = 6

/**
 * What "both councils" or "five failing councils" before a hit stands for: as many of the authorities that the article is about.
 * None where a name follows on it, where they are "other" councils, or where the article does not name so many.
 */
function severalOf(reading: Reading, hit: Hit, index: number): string[] {
  const { hits, mentionsIn, sentences, tokens } = reading
  const sentence = sentences[index]
  const words =
    sentence === undefined
      ? undefined
      : hitsIn(hits, 'names.several', sentence).findLast(
          ({ from }) => from < hit.to || (mentionsIn[index] ?? []).length === 0,
        )
  if (words === undefined) return []
  const isNamed = (mentionsIn[index] ?? []).some(({ from }) => from > words.from && from < hit.to)
  const written = tokens.slice(words.from, words.to).map(({ word }) => word)
  const count = written.map(numberOf).find((number) => number !== null) ?? 2
  return isNamed || written.includes('other') || count > mostSeveral ? [] : firstNamed(reading, count)
}

/** The first so many authorities that the article names otherwise than in passing: those that "two councils" in its headline are the two of. */
function firstNamed({ mentionsIn, places }: Reading, count: number): string[] {
  const named = mentionsIn.flatMap((mentions, index) =>
    places[index] === 'clutter' ? [] : mentions.filter(({ aside }) => !aside).flatMap(({ authorities }) => authorities),
  )
  const names = [...new Set(named)]
  return names.length < count ? [] : names.slice(0, count)
}

/** Words after which a name is not what the sentence is about: "run with Hampshire". */
const links = new Set(
  'with by in from of at to than like near for as alongside unlike helped helping joined left'.split(' '),
)

/**
 * A list of names ("Leeds, Calderdale and Kirklees") is taken whole; otherwise the last name before the hit, or the first in or after it.
 * A name that only hangs on another ("Ealing, whose services are run with Brent, ...") gives way to that other.
 */
function nearest({ tokens }: Reading, mentions: readonly Mention[], hit: Hit): string[] {
  const before = mentions.filter(({ from }) => from < hit.to)
  const hangs = ({ from }: Mention) => links.has(tokens[from - 1]?.word ?? '')
  const anchor = before.findLast((mention) => !hangs(mention)) ?? before.at(-1) ?? mentions[0]
  if (anchor === undefined) return []
  const list = [anchor]
  for (let at = mentions.indexOf(anchor) - 1; at >= 0; at -= 1) {
    const other = mentions[at]
    const next = list[0]
    if (other === undefined || next === undefined || !isListed(tokens, other, next)) break
    list.unshift(other)
  }
  for (let at = mentions.indexOf(anchor) + 1; at < mentions.length; at += 1) {
    const other = mentions[at]
    const last = list.at(-1)
    if (other === undefined || last === undefined || !isListed(tokens, last, other)) break
    list.push(other)
  }
  return [...new Set(list.flatMap(({ authorities }) => authorities))]
}

/** Nothing but "and" or a comma stands between two names. */
function isListed(tokens: Reading['tokens'], first: Mention, second: Mention): boolean {
  return (
    second.from >= first.to &&
    tokens.slice(first.to, second.from).every(({ word }) => word === 'and' || word === 'both')
  )
}
