import { callerOf } from './caller.ts'
import type { Cast, Leader } from './cast.ts'
import type { Hit } from './matcher.ts'
import { kindOf } from './office.ts'
import type { Sign } from './signs.ts'

/** A person a finding is about, as the text names them. */
export type Who = { name: string | null; role: string | null; caller: string | null; signs: Sign[] }

/** People that signs speak of: each named person with a role once; a role alone where nobody is named. `callers`: phrases beside which a caller stands. */
export function peopleOf(cast: Cast, callers: string, signs: readonly Sign[]): Who[] {
  const found: Who[] = []
  for (const sign of signs) {
    if (sign.out !== null) continue
    for (const { name, role } of targets(cast, sign.hit)) {
      const known = found.find((who) => isOne(who, { name, role }))
      if (known === undefined) {
        found.push({ name, role, caller: callerOf(cast, callers, sign.hit, name), signs: [sign] })
        continue
      }
      if (known.name === null && (name !== null || (role?.length ?? 0) > (known.role?.length ?? 0))) known.role = role
      known.name ??= name
      known.caller ??= callerOf(cast, callers, sign.hit, name)
      known.signs.push(sign)
    }
  }
  return found
}

type Named = Pick<Leader, 'name' | 'role'>

/** One and the same: of one name, or of one office where only one of the two, or neither, is named. */
function isOne(a: Named, b: Named): boolean {
  if (a.name !== null && b.name !== null) return a.name === b.name
  return a.role !== null && b.role !== null && kindOf(a.role) === kindOf(b.role)
}

const men = new Set(['he', 'him', "he's", "he'd", "he'll"])
const women = new Set(['she', "she's", "she'd", "she'll"])
const several = new Set(['they', 'them', 'both', "they're", "they'd", "they've", "they'll"])
const oneself = new Set(['i', "i'm", "i'll", "i've", "i'd"])
const pairs = new Set(['two', 'both', 'pair', 'three'])
/** How many sentences back "he" may reach, and words that stand for nobody. */
const reach = 6
const shortReach = 2
/** How many words before a sign its "he" or "I" may stand. */
const pronounReach = 3

/** Who is asked to go, or goes: named in the sign's own words, else nearest before it in the sentence, else after it, or the leader last spoken of. */
function targets(cast: Cast, hit: Hit): Leader[] {
  const { tokens, sentences, text } = cast.reading
  const index = tokens[hit.from]?.sentence ?? 0
  const sentence = sentences[index]
  if (sentence === undefined) return []
  const all = cast.leadersIn(index)
  const isAsked = tokens.slice(hit.from, hit.to).some(({ word }) => asking.has(word))
  const others = isAsked ? all.filter((leader) => !isSpeaker(cast, leader, hit)) : all
  const named = others.filter(({ from, to }) => from >= hit.from && to <= hit.to)
  if (named.length > 0) return named
  const listed = text[sentence.end - 1] === ':' ? listBelow(cast, index) : []
  if (listed.length > 0) return listed

  const near = tokens.slice(Math.max(sentence.from, hit.from - pronounReach), hit.to).map(({ word }) => word)
  const before = others.filter(({ to }) => to <= hit.from)
  const after = others.filter(({ from }) => from >= hit.from)
  if (near.some((word) => oneself.has(word))) {
    const speaker = before.at(-1) ?? after.find(({ from }) => from >= hit.to) ?? lastBefore(cast, index, reach).at(-1)
    return speaker === undefined ? [] : [speaker]
  }
  const owner = tokens[hit.from - 1]?.word ?? ''
  const isHer = owner === 'her' || near.some((word, at) => women.has(word) || (word === 'her' && near[at + 1] === 'to'))
  const isHim = owner === 'his' || near.some((word) => men.has(word))
  const isPlural = owner === 'their' || near.some((word) => several.has(word))
  const object = isAsked ? undefined : after.find(({ from }) => isObject(cast, hit, from))
  if (object !== undefined) return firstRun(cast, after.slice(after.indexOf(object)))
  if (isHer || isHim || isPlural) {
    const fits = ({ name }: Leader) => isPlural || isHer === isHim || !isKnownAs(cast, name, isHer ? 'man' : 'woman')
    const own = before.filter(fits)
    if (own.length > 0) return isPlural ? lastRun(cast, own) : own.slice(-1)
    const found = lastBefore(cast, index, reach, fits)
    if (found.length > 0) return isPlural ? lastRun(cast, found) : found.slice(-1)
    return after.slice(0, 1)
  }
  if (isOfOther(cast, index, hit, before.at(-1))) return []
  if (before.length > 0) return lastRun(cast, before)
  if (after.length > 0) return firstRun(cast, after)
  if (cast.othersIn(index).length > 0) return []
  const isOfTwo = tokens.slice(sentence.from, hit.to).some(({ word }) => pairs.has(word))
  const spokenOf = lastBefore(cast, index, shortReach)
  return isOfTwo ? lastRun(cast, spokenOf) : spokenOf.slice(-1)
}

const links = new Set(
  'the its his her their our of in with from a mr mrs ms cllr coun councillor sir dame dr council'.split(' '),
)

/** "She sacked her cabinet member", "the departure of the director": who is meant follows the sign, with nothing but small words between. */
function isObject({ reading: { tokens } }: Cast, hit: Hit, from: number): boolean {
  return from >= hit.to && tokens.slice(hit.to, from).every(({ word, breaks }) => links.has(word) && !breaks)
}

/** "An assistant director has left": somebody else stands right before the sign, or in it, nearer than any leader. */
function isOfOther(cast: Cast, index: number, hit: Hit, leader: Leader | undefined): boolean {
  return cast
    .othersIn(index)
    .some(({ from, to }) => from >= (leader?.to ?? 0) && from < hit.to && hit.from - to <= subjectReach)
}

/** Between a subject and its verb stand no more words than this: "has now". */
const subjectReach = 2

/** The leaders of the nearest sentence before that has any. */
function lastBefore(cast: Cast, index: number, most: number, fits: (leader: Leader) => boolean = () => true): Leader[] {
  for (let at = index - 1; at >= Math.max(0, index - most); at -= 1) {
    if (cast.reading.places[at] === 'clutter') continue
    const found = cast.leadersIn(at).filter(fits)
    if (found.length > 0) return found
  }
  return []
}

/** Words in a sign that tell that one person speaks of another. */
const asking = new Set(
  'should must ought needs call calls called calling demand demands demanded demanding urge urges urged urging tell tells told ask asks asked wants want'.split(
    ' ',
  ),
)
const saying = new Set(
  'said says told tells added called calls demanded demands urged urges wants asked asks wrote writes insisted argued believes thinks'.split(
    ' ',
  ),
)

/** "Ann Lee said the director should go": who speaks is not meant. */
function isSpeaker({ reading: { tokens } }: Cast, { to }: Leader, hit: Hit): boolean {
  return to <= hit.from + 1 && [0, 1].some((step) => saying.has(tokens[to + step]?.word ?? ''))
}

const manly = new Set(['mr', 'sir', 'lord', 'he', 'his', 'him', 'himself'])
const womanly = new Set(['mrs', 'ms', 'miss', 'dame', 'lady', 'baroness', 'she', 'her', 'herself'])
/** So many words after a name "she" is still that person. */
const pronounAfter = 10

/** By title, or by what is said right after the name: "Ann Lee said she". */
function isKnownAs({ reading: { people, tokens } }: Cast, name: string | null, kind: 'man' | 'woman'): boolean {
  const [own, other] = kind === 'man' ? [manly, womanly] : [womanly, manly]
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

/** What stands between those named in a list. */
const listing = new Set(
  'and or nor the its his her their both a for as well of cllr coun councillor mr mrs ms sir dr'.split(' '),
)

function isListed({ reading: { tokens } }: Cast, first: Leader, second: Leader): boolean {
  return tokens.slice(first.to, second.from).every(({ word }) => listing.has(word))
}

/** A list of people ("the leader and Tony Smith, his cabinet member") is meant as a whole: the last of them and those right before. */
function lastRun(cast: Cast, leaders: readonly Leader[]): Leader[] {
  const gap = leaders.findLastIndex((leader, index) => {
    const next = leaders[index + 1]
    return next !== undefined && !isListed(cast, leader, next)
  })
  return leaders.slice(gap + 1)
}

/** The first of a list, and those right after. */
function firstRun(cast: Cast, leaders: readonly Leader[]): Leader[] {
  const gap = leaders.findIndex((leader, index) => {
    const next = leaders[index + 1]
    return next === undefined || !isListed(cast, leader, next)
  })
  return leaders.slice(0, gap + 1)
}

/** A line has fewer words than this to be one of a list, and a list fewer lines. */
const listWords = 16
const listLines = 20

/** Those named in the lines of a list: "It calls on the following to resign:". */
function listBelow(cast: Cast, index: number): Leader[] {
  const found: Leader[] = []
  for (let at = index + 1; at <= index + listLines; at += 1) {
    const line = cast.reading.sentences[at]
    if (line === undefined || line.to - line.from >= listWords) break
    found.push(...cast.leadersIn(at))
  }
  return found
}
