import { quote } from './conditions.ts'
import type { Sign } from './judge.ts'
import { hitsIn, type Reading } from './reading.ts'
import type { Hit } from './matcher.ts'
import type { Person } from './people.ts'

/** A person a finding is about, as the text names them. */
export type Who = { name: string | null; role: string | null; caller: string | null; signs: Sign[] }

/** Names of the lists of phrases that tell a role and who calls: those of a rule's fields. */
export type Lists = { roles: string; callers: string }

/** People that signs speak of: each named person with a role once; a role alone where nobody is named. */
export function peopleOf(reading: Reading, lists: Lists, signs: readonly Sign[]): Who[] {
  const found: Who[] = []
  for (const sign of signs) {
    if (sign.out !== null || sign.points <= 0 || !sign.signal.core) continue
    for (const who of targets(reading, lists, sign.hit)) {
      const known = found.find(
        ({ name, role }) =>
          (name !== null && name === who.name) ||
          (name === null && role !== null && who.name === null && sameRole(role, who.role)) ||
          (who.name === null && sameRole(role, who.role)),
      )
      if (known === undefined)
        found.push({ ...who, caller: callerOf(reading, lists, sign.hit, who.name), signs: [sign] })
      else {
        known.role ??= who.role
        known.caller ??= callerOf(reading, lists, sign.hit, who.name)
        known.signs.push(sign)
      }
    }
  }
  return found.filter(({ role }) => role !== null)
}

function sameRole(a: string | null, b: string | null): boolean {
  return (
    a !== null && b !== null && (a.toLowerCase().includes(b.toLowerCase()) || b.toLowerCase().includes(a.toLowerCase()))
  )
}

/** A leader, with the tokens that name the person, the role or both. */
type Pair = Pick<Who, 'name' | 'role'> & Hit

const pronouns = new Set(['he', 'she', 'him', 'her', 'they', 'them', 'his'])
/** How many sentences back "he" may reach. */
const reach = 6

/** Who is asked to go, or goes: named in the sign's own words, else nearest before it in the sentence, else the leader last spoken of. */
function targets(reading: Reading, lists: Lists, hit: Hit): Pair[] {
  const index = reading.tokens[hit.from]?.sentence ?? 0
  const sentence = reading.sentences[index]
  if (sentence === undefined) return []
  const roles = maximal(hitsIn(reading.hits, lists.roles, sentence))
  const people = peopleIn(reading, sentence)
  const inside = (thing: Hit) => thing.from >= hit.from && thing.to <= hit.to
  const named = pairs(reading, lists, roles.filter(inside), people.filter(inside), roles, people)
  if (named.length > 0) return named
  const listed = reading.text[sentence.end - 1] === ':' ? listBelow(reading, lists, index) : []
  if (listed.length > 0) return listed
  const near = reading.tokens.slice(Math.max(sentence.from, hit.from - 2), hit.to)
  const isPronoun = near.some(({ word }) => pronouns.has(word))
  const isPlural = near.some(({ word }) => word === 'they' || word === 'them')
  const before = pairs(
    reading,
    lists,
    roles.filter(({ to }) => to <= hit.from),
    people.filter(({ to }) => to <= hit.from),
    roles,
    people,
  )
  if (!isPronoun) {
    if (before.length > 0) return lastRun(before)
    const after = pairs(
      reading,
      lists,
      roles.filter(({ from }) => from >= hit.to),
      people.filter(({ from }) => from >= hit.to),
      roles,
      people,
    )
    return after.slice(0, 1)
  }
  for (let at = index - 1; at >= Math.max(0, index - reach); at -= 1) {
    const earlier = reading.sentences[at]
    if (earlier === undefined || reading.places[at] === 'clutter') continue
    const held = maximal(hitsIn(reading.hits, lists.roles, earlier))
    const met = peopleIn(reading, earlier)
    const found = pairs(reading, lists, held, met, held, met)
    if (found.length > 0) return isPlural ? lastRun(found) : found.slice(-1)
  }
  return before.slice(-1)
}

/** A list of people ("the leader and Tony Smith, his cabinet member") is meant as a whole: the last of them and those right before. */
function lastRun(pairs: readonly Pair[]): Pair[] {
  let first = pairs.length - 1
  while (first > 0 && (pairs[first]?.from ?? 0) - (pairs[first - 1]?.to ?? 0) <= 5) first -= 1
  return pairs.slice(first)
}

/** A line has fewer words than this to be one of a list. */
const listWords = 16

/** Those named in the lines of a list: "It calls on the following to resign:". */
function listBelow(reading: Reading, lists: Lists, index: number): Pair[] {
  const found: Pair[] = []
  for (let at = index + 1; at < reading.sentences.length; at += 1) {
    const line = reading.sentences[at]
    if (line === undefined || line.to - line.from >= listWords) break
    const held = maximal(hitsIn(reading.hits, lists.roles, line))
    const met = peopleIn(reading, line)
    found.push(...pairs(reading, lists, held, met, held, met))
  }
  return found
}

function peopleIn({ people }: Reading, { from, to }: Hit): Person[] {
  return people.filter((person) => person.from >= from && person.from < to)
}

/** Leaders among some roles and people of a sentence: a role with the name beside it, or with the name the article gives it elsewhere; a name whose role is told elsewhere. */
function pairs(
  reading: Reading,
  lists: Lists,
  roles: readonly Hit[],
  people: readonly Person[],
  allRoles: readonly Hit[],
  allPeople: readonly Person[],
): Pair[] {
  const found: Pair[] = []
  const span = (a: Hit, b: Hit | undefined) => ({
    from: Math.min(a.from, b?.from ?? a.from),
    to: Math.max(a.to, b?.to ?? a.to),
  })
  for (const role of roles) {
    const person = allPeople.find((other) => isBeside(reading, other, role)) ?? subjectOf(reading, allPeople, role)
    const words = quote(reading, role)
    found.push({ ...span(role, person), name: person?.name ?? nameElsewhere(reading, lists, words), role: words })
  }
  for (const person of people) {
    if (found.some(({ name }) => name === person.name)) continue
    const role = allRoles.find((other) => isBeside(reading, person, other))
    const words = role === undefined ? roleElsewhere(reading, lists, person.name) : quote(reading, role)
    if (words !== null) found.push({ ...span(person, role), name: person.name, role: words })
  }
  return found.toSorted((a, b) => a.from - b.from)
}

/** "Ann Lee has left the council, which she served as chief executive": one person, and a role after "as". */
function subjectOf({ tokens }: Reading, people: readonly Person[], role: Hit): Person | undefined {
  const [only, second] = people
  return second === undefined && only !== undefined && only.to < role.from && tokens[role.from - 1]?.word === 'as'
    ? only
    : undefined
}

const between = new Set(
  "the a its his her their our cllr councillor mr mrs ms dr sir dame lord who is has been elected remains became labour conservative tory lib dem 's council borough county city interim acting current of and".split(
    ' ',
  ),
)

/** "Council leader Martin Tett", "Martin Tett, the council leader": nothing but small words stands between. */
function isBeside({ tokens }: Reading, person: Hit, role: Hit): boolean {
  const [first, second] = person.from < role.from ? [person, role] : [role, person]
  if (second.from < first.to || second.from - first.to > 5) return false
  return tokens.slice(first.to, second.from).every(({ word }) => between.has(word))
}

/** The name of whoever the article gives this role, or the only one to whom it gives a role of the kind. */
function nameElsewhere(reading: Reading, lists: Lists, role: string): string | null {
  const wanted = role.toLowerCase()
  const names = new Set<string>()
  for (const person of reading.people) {
    const words = besideIn(reading, lists, person)?.toLowerCase()
    if (words === wanted) return person.name
    if (words !== undefined && kindOf(words) === kindOf(wanted)) names.add(person.name)
  }
  const [only, second] = names
  return second === undefined ? (only ?? null) : null
}

const kinds = ['commissioner', 'executive', 'director', 'dcs', 'member', 'leader', 'mayor', 'chair', 'boss', 'chief']

function kindOf(role: string): string {
  const kind = kinds.find((word) => role.includes(word)) ?? role
  return ['dcs', 'boss', 'chief'].includes(kind) ? 'director' : kind
}

/** The role the article gives a person anywhere: "Martin Tett, the council leader". */
function roleElsewhere(reading: Reading, lists: Lists, name: string): string | null {
  for (const person of reading.people) {
    if (person.name !== name) continue
    const words = besideIn(reading, lists, person)
    if (words !== null) return words
  }
  return null
}

function besideIn(reading: Reading, lists: Lists, person: Person): string | null {
  const sentence = reading.sentences[reading.tokens[person.from]?.sentence ?? 0]
  if (sentence === undefined) return null
  const role = maximal(hitsIn(reading.hits, lists.roles, sentence)).find((other) => isBeside(reading, person, other))
  return role === undefined ? null : quote(reading, role)
}

/** Roles that lie in no longer one: "deputy leader" holds a "leader" who is not meant. */
function maximal(hits: readonly Hit[]): Hit[] {
  return hits.filter(
    (hit) =>
      !hits.some(
        (other) =>
          other !== hit && other.from <= hit.from && other.to >= hit.to && other.to - other.from > hit.to - hit.from,
      ),
  )
}

/** Who calls: a person who is the subject of the call, or the one "he" or "she" stands for. */
function callerOf(reading: Reading, lists: Lists, hit: Hit, target: string | null): string | null {
  const index = reading.tokens[hit.from]?.sentence ?? 0
  const sentence = reading.sentences[index]
  if (sentence === undefined) return null
  const named = (from: number, to: number) =>
    reading.people.filter((person) => person.from >= from && person.to <= to && person.name !== target)
  const subject = named(sentence.from, hit.from).at(-1)
  if (subject !== undefined) return subject.name
  const first = reading.tokens.slice(sentence.from, hit.from + 1).some(({ word }) => word === 'he' || word === 'she')
  const before = reading.sentences[index - 1]
  const earlier = reading.sentences[index - 2]
  if (first && before !== undefined)
    return (
      (
        named(before.from, before.to).at(-1) ??
        (earlier === undefined ? undefined : named(earlier.from, earlier.to).at(-1))
      )?.name ?? null
    )
  const said = hitsIn(reading.hits, lists.callers, sentence)[0]
  return said === undefined ? null : (named(said.from, sentence.to)[0]?.name ?? null)
}
