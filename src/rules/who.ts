import type { Cast, Leader } from './cast.ts'
import { callerOf } from './caller.ts'
import type { Sign } from './signs.ts'
import type { Hit } from './matcher.ts'

/** A person a finding is about, as the text names them. */
export type Who = { name: string | null; role: string | null; caller: string | null; signs: Sign[] }

/** People that signs speak of: each named person with a role once; a role alone where nobody is named. `callers`: phrases beside which a caller stands. */
export function peopleOf(cast: Cast, callers: string, signs: readonly Sign[]): Who[] {
  const found: Who[] = []
  for (const sign of signs) {
    if (sign.out !== null || sign.points <= 0) continue
    for (const { name, role } of targets(cast, sign.hit)) {
      const known = found.find((who) =>
        who.name === null || name === null ? sameRole(who.role, role) : who.name === name,
      )
      if (known === undefined) {
        found.push({ name, role, caller: callerOf(cast, callers, sign.hit, name), signs: [sign] })
        continue
      }
      known.name ??= name
      known.caller ??= callerOf(cast, callers, sign.hit, name)
      known.signs.push(sign)
    }
  }
  return found
}

function sameRole(a: string | null, b: string | null): boolean {
  const [first, second] = [a?.toLowerCase(), b?.toLowerCase()]
  return first !== undefined && second !== undefined && (first.includes(second) || second.includes(first))
}

const pronouns = new Set(['he', 'she', 'him', 'they', 'them'])
/** How many sentences back "he" may reach. */
const reach = 6

/** Who is asked to go, or goes: named in the sign's own words, else nearest before it in the sentence, else after it, or the leader last spoken of. */
function targets(cast: Cast, hit: Hit): Leader[] {
  const { tokens, sentences, places, text } = cast.reading
  const index = tokens[hit.from]?.sentence ?? 0
  const sentence = sentences[index]
  if (sentence === undefined) return []
  const named = cast.leadersIn(index, ({ from, to }) => from >= hit.from && to <= hit.to)
  if (named.length > 0) return named
  const listed = text[sentence.end - 1] === ':' ? listBelow(cast, index) : []
  if (listed.length > 0) return listed

  const near = tokens.slice(Math.max(sentence.from, hit.from - 2), hit.to)
  const before = cast.leadersIn(index, ({ to }) => to <= hit.from)
  const isPronoun = near.some(({ word }, at) => pronouns.has(word) || (word === 'her' && near[at + 1]?.word === 'to'))
  if (!isPronoun) {
    return before.length > 0 ? lastRun(before) : cast.leadersIn(index, ({ from }) => from >= hit.to).slice(0, 1)
  }
  const isPlural = near.some(({ word }) => word === 'they' || word === 'them')
  for (let at = index - 1; at >= Math.max(0, index - reach); at -= 1) {
    const found = places[at] === 'clutter' ? [] : cast.leadersIn(at)
    if (found.length > 0) return isPlural ? lastRun(found) : found.slice(-1)
  }
  return before.slice(-1)
}

/** A list of people ("the leader and Tony Smith, his cabinet member") is meant as a whole: the last of them and those right before. */
function lastRun(leaders: readonly Leader[]): Leader[] {
  let first = leaders.length - 1
  while (first > 0 && (leaders[first]?.from ?? 0) - (leaders[first - 1]?.to ?? 0) <= 5) first -= 1
  return leaders.slice(first)
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
