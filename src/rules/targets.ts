import { isFollowed, isInPassing, isObject, isSaidOfPronoun } from './by-the-way.ts'
import type { Cast, Leader } from './cast.ts'
import { firstRun, lastRun, listBelow } from './lists.ts'
import type { Hit } from './matcher.ts'
import { isFit, isSpeaker, pronounOf, type Pronoun } from './pronouns.ts'

/** Words in a sign that tell that one person speaks of another. */
const asking = new Set(
  'should must ought needs call calls called calling demand demands demanded demanding urge urges urged urging tell tells told ask asks asked asking wants want'.split(
    ' ',
  ),
)
const pairs = new Set(['two', 'both', 'pair', 'three', 'bosses', 'chiefs', 'leaders'])
/** How many sentences back "he" may reach, and words that stand for nobody. */
const reach = 6
const shortReach = 2
/** A headline speaks of those whom one of so many sentences below it names. */
const headlineReach = 3
/** How many words before a sign its "he" or "I" may stand. */
const pronounReach = 3

/** Who is asked to go, or goes: named in the sign's own words, else nearest before it in the sentence, else after it, or the leader last spoken of. */
export function targets(cast: Cast, hit: Hit): Leader[] {
  const { tokens, sentences, text, places } = cast.reading
  const index = tokens[hit.from]?.sentence ?? 0
  const sentence = sentences[index]
  if (sentence === undefined) return []
  const all = cast.leadersIn(index)
  const inside = tokens.slice(hit.from, hit.to).map(({ word }) => word)
  const wordsBefore = tokens.slice(Math.max(sentence.from, hit.from - pronounReach), hit.from).map(({ word }) => word)
  const isAsked = [...wordsBefore.slice(-1), ...inside].some((word) => asking.has(word))
  const others = isAsked ? all.filter((leader) => !isSpeaker(cast, leader, hit)) : all
  const named = others.filter(({ from, to }) => from >= hit.from && to <= hit.to && !isFollowed(cast, from))
  if (named.length > 0) return named
  const listed = text[sentence.end - 1] === ':' ? listBelow(cast, index) : []
  if (listed.length > 0) return listed

  const pronoun = pronounOf(wordsBefore, inside)
  const before = others.filter(({ from }) => from < hit.from)
  const after = others.filter(({ from }) => from >= hit.from)
  const isOfTwo = tokens.slice(sentence.from, hit.to).some(({ word }) => pairs.has(word))
  if (pronoun === 'I' && isOfTwo) return lastTwo(cast, index)
  if (pronoun === 'I') {
    const speaker = before.at(-1) ?? after.find(({ from }) => from >= hit.to) ?? lastBefore(cast, index, reach).at(-1)
    return speaker === undefined ? [] : [speaker]
  }
  const object = isAsked ? undefined : after.find(({ from }) => isObject(cast, hit, from))
  if (object !== undefined) return firstRun(cast, after.slice(after.indexOf(object)))
  if (pronoun !== null && places[index] !== 'headline')
    return spokenOf(cast, { hit, index, pronoun, before, after, isAsked })
  if (isOfOther(cast, index, hit, before.at(-1))) return []
  if (before.length > 0) return lastRun(cast, before)
  if (after.length > 0) return firstRun(cast, after)
  if (cast.othersIn(index).length > 0) return []
  if (places[index] === 'headline') return firstBelow(cast, index, isOfTwo ? 2 : 1)
  return isOfTwo ? lastTwo(cast, index) : lastBefore(cast, index, shortReach).slice(-1)
}

type Spoken = {
  hit: Hit
  index: number
  pronoun: Pronoun
  before: readonly Leader[]
  after: readonly Leader[]
  isAsked: boolean
}

/** Whom "he", "she" or "they" means: a leader named before whom the word fits, rather those of whom something is said than those who speak. */
function spokenOf(cast: Cast, { hit, index, pronoun, before, after, isAsked }: Spoken): Leader[] {
  const choose = (leaders: readonly Leader[]) => (pronoun === 'they' ? lastRun(cast, leaders) : leaders.slice(-1))
  const fits = (leader: Leader) => isFit(cast, leader, pronoun)
  const fitting = before.filter(fits)
  const told = fitting.filter((leader) => !isInPassing(cast, leader))
  const own = told.length > 0 ? told : fitting
  if (own.length > 0) return choose(own)
  const isSubject = (leader: Leader) => fits(leader) && !isInPassing(cast, leader) && !isSaidOfPronoun(cast, leader)
  const subjects = lastBefore(cast, index, reach, isSubject)
  const meant = isAsked ? subjects.filter((leader) => !isSpeaker(cast, leader, hit)) : subjects
  const found = meant.length > 0 ? meant : lastBefore(cast, index, reach, fits)
  if (found.length > 0) return choose(found)
  return pronoun === 'they' ? firstRun(cast, after) : after.slice(0, 1)
}

/** Between a subject and its verb stand no more words than this: "has now". */
const subjectReach = 2

/** "An assistant director has left": somebody else stands right before the sign, or in it, nearer than any leader. */
function isOfOther(cast: Cast, index: number, hit: Hit, leader: Leader | undefined): boolean {
  return cast
    .othersIn(index)
    .some(({ from, to }) => from >= (leader?.to ?? 0) && from < hit.to && hit.from - to <= subjectReach)
}

/** The leaders of the nearest sentence before that has any. */
function lastBefore(cast: Cast, index: number, most: number, fits: (leader: Leader) => boolean = () => true): Leader[] {
  for (let at = index - 1; at >= Math.max(0, index - most); at -= 1) {
    if (cast.reading.places[at] === 'clutter') continue
    const found = cast.leadersIn(at).filter(fits)
    if (found.length > 0) return found
  }
  return []
}

/** "Both leaders": the last two that were spoken of. */
function lastTwo(cast: Cast, index: number): Leader[] {
  const found: Leader[] = []
  for (let at = index - 1; at >= Math.max(0, index - reach) && found.length < 2; at -= 1) {
    if (cast.reading.places[at] === 'clutter') continue
    for (const leader of cast.leadersIn(at).toReversed())
      if (found.length < 2 && !found.some(({ name, role }) => name === leader.name && role === leader.role))
        found.unshift(leader)
  }
  return found
}

/** "Councillor told to resign", "bosses told to go": the first one or two leaders whom the text below the headline names. */
function firstBelow(cast: Cast, index: number, most: number): Leader[] {
  const { places } = cast.reading
  const found: Leader[] = []
  for (let at = index + 1; at <= index + headlineReach && found.length < most; at += 1) {
    if (places[at] === 'clutter') continue
    for (const leader of cast.leadersIn(at))
      if (found.length < most && !found.some(({ name, role }) => name === leader.name && role === leader.role))
        found.push(leader)
  }
  return found
}
