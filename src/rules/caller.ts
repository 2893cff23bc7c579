import type { Cast } from './cast.ts'
import type { Hit } from './matcher.ts'
import { hitsIn } from './reading.ts'

/** Who calls: the person who is the subject of the call, or the one "he" or "she" stands for, or who says so in the same sentence. */
export function callerOf({ reading, peopleIn }: Cast, callers: string, hit: Hit, target: string | null): string | null {
  const index = reading.tokens[hit.from]?.sentence ?? 0
  const sentence = reading.sentences[index]
  if (sentence === undefined) return null
  const others = (at: number) => peopleIn(at).filter(({ name }) => name !== target)
  const subject = others(index).findLast(({ to }) => to <= hit.from)
  if (subject !== undefined) return subject.name
  const isPronoun = reading.tokens
    .slice(sentence.from, hit.from + 1)
    .some(({ word }) => word === 'he' || word === 'she')
  if (isPronoun && index > 0) return (others(index - 1).at(-1) ?? others(index - 2).at(-1))?.name ?? null
  const [said] = hitsIn(reading.hits, callers, sentence)
  return said === undefined ? null : (others(index).find(({ from }) => from >= said.from)?.name ?? null)
}
