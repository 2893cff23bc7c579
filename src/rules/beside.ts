import type { Hit } from './matcher.ts'
import type { Person } from './people.ts'
import type { Reading } from './reading.ts'

const between = new Set(
  (
    'the a an its his her their our cllr councillor mr mrs ms dr sir dame lord who is has been elected remains became ' +
    "labour conservative tory lib dem independent green ukip 's council borough county city interim acting current of and coun was were had as position now " +
    'in at for years two three four five six seven eight nine ten no longer still also'
  ).split(' '),
)

const widestGap = 6

/** "Council leader Ann Lee", "the director in Kent, Ann Lee": nothing but small words and authorities stand between. */
export function isBeside({ tokens, mentionsIn, text }: Reading, person: Hit, role: Hit): boolean {
  const [first, second] = person.from < role.from ? [person, role] : [role, person]
  if (second.from < first.to || second.from - first.to > widestGap) return false
  const end = tokens[first.to - 1]?.end ?? 0
  if (first === person && text.startsWith(':', end)) return false
  const names = mentionsIn[tokens[first.from]?.sentence ?? 0] ?? []
  const isName = (at: number) => names.some(({ from, to }) => at >= from && at < to)
  const isPlace = (at: number) => tokens[at]?.capital === true && tokens[at - 1]?.word === 'for' && first === role
  return tokens
    .slice(first.to, second.from)
    .every(({ word }, at) => between.has(word) || isName(first.to + at) || isPlace(first.to + at))
}

/** "She is still the director": a pronoun begins the sentence, and what stands before the role says that she holds it. */
export function isOfPronoun({ tokens }: Reading, { from }: { from: number }, role: Hit): boolean {
  const starts = tokens.slice(from, from + 2).some(({ word }) => pronouns.has(word))
  return starts && tokens.slice(Math.max(from, role.from - 4), role.from).some(({ word }) => holds.has(word))
}

/** "Campaigner Ann Lee", "Ann Lee resigned as chair of the inquiry". */
export function isHeldBy(reading: Reading, people: readonly Person[], person: Person, role: Hit): boolean {
  const isOwner = reading.tokens[person.to]?.word === "'s"
  return (isBeside(reading, person, role) && !isOwner) || servedAs(reading, people, role) === person
}

const pronouns = new Set(['he', 'she', "she's", "he's", "he'd", "she'd"])
const holds = new Set("is remains as she's he's still been".split(' '))

const past = new Set(['was', 'were', 'had', 'ran', 'oversaw', 'held'])

/** "Ann Lee, who was the leader": an office of before, unless the article tells of no other. */
export function isPast({ tokens }: Reading, person: Hit, role: Hit): boolean {
  return tokens.slice(person.to, Math.max(person.to, role.from + 1)).some(({ word }) => past.has(word))
}

/** "Leicestershire's own director", in an article that is clearly about Leicester. */
export function isOfAnother({ tokens, mentionsIn, ranking }: Reading, { from }: Hit): boolean {
  const [first] = ranking
  const end = tokens[from - 1]?.word === 'own' ? from - 1 : from
  const owner = (mentionsIn[tokens[from]?.sentence ?? 0] ?? []).find(({ to }) => to === end - 1)
  if (first === undefined || owner === undefined || tokens[end - 1]?.word !== "'s") return false
  return owner.authorities.every((name) => {
    const weight = ranking.find(({ authority }) => authority === name)?.weight ?? 0
    return weight < first.weight * clearLead
  })
}

/** The other authorities must weigh less than this share of the first. */
const clearLead = 0.5

/** Where several people are named, the one served "as" stands no more words before. */
const asReach = 8

/** "Ann Lee has left the council, which she served as chief executive", "as Norfolk's director": one person, and a role after "as". */
export function servedAs({ tokens, mentionsIn }: Reading, people: readonly Person[], role: Hit): Person | undefined {
  const before = people.filter(({ to }) => to <= role.from)
  const last = before.at(-1)
  if (last === undefined) return undefined
  const owner = (mentionsIn[tokens[role.from]?.sentence ?? 0] ?? []).find(
    ({ to }) => to === role.from - 1 && tokens[to]?.word === "'s",
  )
  const start = owner?.from ?? role.from
  const at = articles.has(tokens[start - 1]?.word ?? '') ? start - 2 : start - 1
  const word = tokens[at]?.word ?? ''
  const isHeOrShe = (before: number) => ['he', 'she'].includes(tokens[before]?.word ?? '')
  const isHe =
    (past.has(word) || holds.has(word)) &&
    isHeOrShe(word === 'been' && past.has(tokens[at - 1]?.word ?? '') ? at - 2 : at - 1)
  const isNear = people.length === 1 || role.from - last.to <= asReach
  const isPost = word === 'of' && posts.has(tokens[at - 1]?.word ?? '')
  return isNear && (word === 'as' || isHe || isPost) ? last : undefined
}

const posts = new Set(['position', 'post', 'role', 'job', 'office'])
const articles = new Set(['a', 'the', 'its', 'their', 'our'])
