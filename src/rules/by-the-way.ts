import type { Cast, Leader } from './cast.ts'
import type { Hit } from './matcher.ts'

const links = new Set(
  "the its his her their our 's of in with from a as mr mrs ms cllr coun councillor sir dame dr council".split(' '),
)

/** "She sacked her cabinet member", "the departure of the director": who is meant follows the sign, with nothing but small words between. */
export function isObject({ reading: { tokens } }: Cast, hit: Hit, from: number): boolean {
  return from >= hit.to && tokens.slice(hit.to, from).every(({ word, breaks }) => links.has(word) && !breaks)
}

const titles = new Set('mr mrs ms cllr coun councillor sir dame dr the'.split(' '))

/** "They should follow Mr Lee out of the door": he has gone, others are asked to. */
export function isFollowed({ reading: { tokens } }: Cast, from: number): boolean {
  let at = from - 1
  while (titles.has(tokens[at]?.word ?? '')) at -= 1
  return tokens[at]?.word === 'follow'
}

const prepositions = new Set(['from', 'to', 'by', 'with', 'about', 'told', 'thanked', 'for', 'behind', 'under'])

/** "A memo from the chief executive says that she is leaving": somebody else is spoken of. */
export function isInPassing({ reading: { tokens, mentionsIn } }: Cast, { from }: Leader): boolean {
  const places = mentionsIn[tokens[from]?.sentence ?? 0] ?? []
  const isName = (at: number) => places.some((place) => at >= place.from && at < place.to)
  const isLink = (at: number) => links.has(tokens[at]?.word ?? '') && !prepositions.has(tokens[at]?.word ?? '')
  let at = from - 1
  while (isName(at) || isLink(at)) at -= 1
  return prepositions.has(tokens[at]?.word ?? '')
}

const thirdPersons = new Set(['he', 'she', 'they'])
const being = new Set(['was', 'is', 'were', 'are', 'the', 'a', 'then', 'still', 'also'])

/** "But he was the lead member. He should go": nobody new. */
export function isSaidOfPronoun({ reading: { tokens } }: Cast, { from, name }: Leader): boolean {
  let at = from - 1
  while (being.has(tokens[at]?.word ?? '')) at -= 1
  return name === null && at < from - 1 && thirdPersons.has(tokens[at]?.word ?? '')
}
