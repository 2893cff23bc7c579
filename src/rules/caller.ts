import { quote } from './conditions.ts'
import type { Cast } from './cast.ts'
import type { Hit } from './matcher.ts'
import type { Person } from './people.ts'
import { hitsIn } from './reading.ts'

/** Who calls, and how plainly the text says so. */
export type Caller = { name: string; rank: number }

/** How many sentences back the person stands who "he" or "she" is, or who has been speaking. */
const reach = 4
/** Between "said" or "by" and the name of who speaks stand no more words than this. */
const nameReach = 6

const ranks = { named: 4, group: 3, before: 2, headline: 1 }

/**
 * Who calls: whoever "said" or "by" is followed by, or the subject of the call, a person or a group ("Labour councillors"), or the one who spoke last
 * before. `callers` finds words of speech, and names of groups, which begin with capitals.
 */
export function callerOf(cast: Cast, callers: string, hit: Hit, target: string | null): Caller | null {
  const { reading, peopleIn, leadersIn } = cast
  const { tokens, places } = reading
  const index = tokens[hit.from]?.sentence ?? 0
  const sentence = reading.sentences[index]
  if (sentence === undefined) return null
  const isHeadline = places[index] === 'headline'
  const told = (name: string, rank: number): Caller => ({ name, rank: isHeadline ? ranks.headline : rank })
  /** Those who are no leader themselves, and not the one who is asked to go. */
  const others = (at: number): Person[] => {
    const leaders = new Set(leadersIn(at).map(({ name }) => name))
    return peopleIn(at).filter(({ name }) => name !== target && !leaders.has(name))
  }
  const here = others(index)
  const words = hitsIn(reading.hits, callers, sentence)
  const isGroup = ({ from }: Hit) =>
    tokens[from]?.capital === true && !tokens.slice(Math.max(0, from - 4), from).some(({ word }) => word === 'leader')
  const after = here.find(({ from }) => from >= hit.to && isTold(cast, words, hit, from))
  if (after !== undefined) return told(after.name, ranks.named)
  const subject = here.findLast(({ to }) => to <= hit.from)
  const group = words.findLast((word) => isGroup(word) && word.from < hit.from)
  if (group !== undefined && group.from > (subject?.from ?? -1)) return told(quote(reading, group), ranks.group)
  if (subject !== undefined) return told(subject.name, ranks.named)
  if (isHeadline) return null
  for (let at = index - 1; at >= Math.max(0, index - reach); at -= 1) {
    if (places[at] === 'headline' || places[at] === 'clutter') break
    const before = others(at).at(-1)
    if (before !== undefined) return { name: before.name, rank: ranks.before }
  }
  return null
}

/** "…, said MP Ann Lee", "urged to go by Ann Lee". */
function isTold({ reading: { tokens } }: Cast, words: readonly Hit[], hit: Hit, name: number): boolean {
  const isNear = (from: number) => from >= hit.to && from < name && name - from <= nameReach
  if (words.some(({ from }) => isNear(from) && tokens[from]?.capital === false)) return true
  return tokens.slice(hit.to, name).some(({ word }, at) => word === 'by' && isNear(hit.to + at))
}
