import { quote } from './conditions.ts'
import type { Cast } from './cast.ts'
import type { Hit } from './matcher.ts'
import type { Person } from './people.ts'
import { hitsIn, type Reading } from './reading.ts'

/** Who calls, and how plainly the text says so. */
export type Caller = { name: string; rank: number }

/** How many sentences back the person stands who "he" or "she" is, or who has been speaking. */
const reach = 4
/** "An MP said the leader must go. Ann Lee told the BBC …": who speaks is named no more sentences on. */
const nextReach = 2
/** Between "said" or "by" and the name of who speaks stand no more words than this. */
const nameReach = 6
/** A name that begins a sentence has no more words before it: "Group leader Cllr". */
const startReach = 4

const ranks = { named: 5, next: 4, group: 3, before: 2, headline: 1 }

/**
 * Who calls: whoever "said" or "by" is followed by, or the subject of the call, a person or a group ("Labour councillors"), or the one who speaks next,
 * or who spoke last before. `callers` finds words of speech, and names of groups, which begin with capitals.
 */
export function callerOf(cast: Cast, callers: string, hit: Hit, target: string | null): Caller | null {
  const { reading } = cast
  const { tokens, places } = reading
  const index = tokens[hit.from]?.sentence ?? 0
  const sentence = reading.sentences[index]
  if (sentence === undefined) return null
  const isHeadline = places[index] === 'headline'
  const told = (name: string, rank: number): Caller => ({ name, rank: isHeadline ? ranks.headline : rank })
  const here = speakersOf(cast, index, target)
  const words = hitsIn(reading.hits, callers, sentence)
  const groups = words.filter((word) => isGroup(reading, word))
  const after = here.find((person) => person.from >= hit.to && isTold(cast, words, hit, person))
  if (after !== undefined) return told(nameOf(reading, after), ranks.named)
  const by = groups.findIndex(({ from }) => from >= hit.to && isBy(cast, hit, from))
  if (by >= 0) return told(namesOf(reading, groups.slice(by)), ranks.named)
  const subject = here.findLast(({ to }) => to <= hit.from)
  const group = groups.findLast(({ from }) => from < hit.from)
  if (subject !== undefined && subject.from > (group?.from ?? -1))
    return isHeadline && isTopic(reading, subject) ? null : told(nameOf(reading, subject), ranks.named)
  const next = isHeadline ? undefined : speakerAfter(cast, callers, index, target)
  if (next !== undefined) return told(nameOf(reading, next), ranks.next)
  if (group !== undefined) return told(quote(reading, group), ranks.group)
  if (isHeadline) return null
  for (let at = index - 1; at >= Math.max(0, index - reach); at -= 1) {
    if (places[at] === 'headline' || places[at] === 'clutter') break
    const before = speakersOf(cast, at, target)
    const last = before.find((person) => isMover(reading, person)) ?? before.at(-1)
    if (last !== undefined) return { name: nameOf(reading, last), rank: ranks.before }
  }
  return null
}

/** "The chamber at Plough Lane": no person. */
const places = new Set(['at', 'in'])

/** Those of a sentence who are no leader themselves, and not the one who is asked to go. */
function speakersOf({ reading, peopleIn, leadersIn }: Cast, sentence: number, target: string | null): Person[] {
  const leaders = new Set(leadersIn(sentence).map(({ name }) => name))
  return peopleIn(sentence).filter(
    ({ name, from }) => name !== target && !leaders.has(name) && !places.has(reading.tokens[from - 1]?.word ?? ''),
  )
}

function isGroup({ tokens }: Reading, { from }: Hit): boolean {
  return (
    tokens[from]?.capital === true && !tokens.slice(Math.max(0, from - 4), from).some(({ word }) => word === 'leader')
  )
}

/** "…, said MP Ann Lee", "urged to go by Ann Lee", "…, Ann Lee said". */
function isTold(cast: Cast, words: readonly Hit[], hit: Hit, { from: name, to }: Person): boolean {
  const { tokens } = cast.reading
  const isWord = (from: number) => tokens[from]?.capital === false
  const isNear = (from: number) => from >= hit.to && from < name && name - from <= nameReach
  if (words.some(({ from }) => isWord(from) && (isNear(from) || from === to))) return true
  return isBy(cast, hit, name)
}

function isBy({ reading: { tokens } }: Cast, hit: Hit, name: number): boolean {
  return tokens.slice(Math.max(hit.to, name - nameReach), name).some(({ word }) => word === 'by')
}

/** "The Liberal Democrats and the Conservatives". */
function namesOf(reading: Reading, groups: readonly Hit[]): string {
  const { tokens } = reading
  const isListed = (from: number, to: number) =>
    tokens.slice(from, to).every(({ word }) => word === 'and' || word === 'the')
  const gap = groups.findIndex((group, at) => at > 0 && !isListed(groups[at - 1]?.to ?? 0, group.from))
  const listed = gap < 0 ? groups : groups.slice(0, gap)
  return listed.map((group) => quote(reading, group)).join(' and ')
}

/** Whoever begins one of the next sentences and speaks there. */
function speakerAfter(cast: Cast, callers: string, index: number, target: string | null): Person | undefined {
  const { reading } = cast
  for (let at = index + 1; at <= index + nextReach; at += 1) {
    const sentence = reading.sentences[at]
    if (sentence === undefined || reading.places[at] === 'clutter') return undefined
    const [first] = speakersOf(cast, at, target)
    if (first === undefined || first.from - sentence.from > startReach) continue
    const isWord = ({ from }: Hit) => from >= first.to && reading.tokens[from]?.capital === false
    return hitsIn(reading.hits, callers, sentence).some(isWord) ? first : undefined
  }
  return undefined
}

/** "Ann Lee case: MP tells leader to go": what a headline is about. */
function isTopic({ tokens, text }: Reading, { to }: Person): boolean {
  return text.startsWith(':', tokens[to - 1]?.end ?? 0)
}

/** "Moved by Councillor Lee and seconded by Councillor Bell". */
function isMover({ tokens }: Reading, { from }: Person): boolean {
  const at = tokens.slice(0, from).findLastIndex(({ word }) => word === 'by')
  return at >= from - 2 && ['moved', 'proposed', 'tabled'].includes(tokens[at - 1]?.word ?? '')
}

/** A surname alone goes with its title: "Councillor Lee". */
function nameOf({ tokens, text }: Reading, { from, to, name }: Person): string {
  const title = tokens[from - 1]
  const isAlone = !name.includes(' ') && title?.capital === true && title.sentence === tokens[from]?.sentence
  return isAlone ? text.slice(title.start, tokens[to - 1]?.end) : name
}
