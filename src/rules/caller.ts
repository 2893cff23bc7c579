import type { Cast } from './cast.ts'
import type { Hit } from './matcher.ts'
import type { Person } from './people.ts'
import { hitsIn } from './reading.ts'

/** How many sentences back the person stands who "he" or "she" is, or who has been speaking. */
const reach = 4

/** Who calls: the person who is the subject of the call, or who says so in the same sentence, or the one who spoke last before. */
export function callerOf(cast: Cast, callers: string, hit: Hit, target: string | null): string | null {
  const { reading, peopleIn, leadersIn } = cast
  const index = reading.tokens[hit.from]?.sentence ?? 0
  const sentence = reading.sentences[index]
  if (sentence === undefined) return null
  /** Those who are no leader themselves, or else any but the one who is asked to go. */
  const others = (at: number): Person[] => {
    const besides = peopleIn(at).filter(({ name }) => name !== target)
    const leaders = new Set(leadersIn(at).map(({ name }) => name))
    return besides.filter(({ name }) => !leaders.has(name))
  }
  const here = others(index)
  const subject = here.findLast(({ to }) => to <= hit.from)
  if (subject !== undefined) return subject.name
  const [said] = hitsIn(reading.hits, callers, sentence)
  const speaker = said === undefined ? undefined : here.find(({ from }) => from >= said.from)
  if (speaker !== undefined) return speaker.name
  if (reading.places[index] === 'headline') return null
  for (let at = index - 1; at >= Math.max(0, index - reach); at -= 1) {
    if (reading.places[at] === 'headline' || reading.places[at] === 'clutter') break
    const before = others(at).at(-1)
    if (before !== undefined) return before.name
  }
  return null
}
