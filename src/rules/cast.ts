import { quote } from './conditions.ts'
import type { Hit } from './matcher.ts'
import type { Person } from './people.ts'
import type { Place } from './places.ts'
import { kindOf } from './office.ts'
import { hitsIn, type Reading } from './reading.ts'

/** A leader, with the tokens that name the person, the role or both. Null is "the text does not say". */
export type Leader = { name: string | null; role: string | null } & Hit

/** Who is who in a document, as one rule sees it: found once, asked often. */
export type Cast = {
  reading: Reading
  /** People of a sentence, by its index. */
  peopleIn: (sentence: number) => readonly Person[]
  /** Leaders of a sentence, all or those within some tokens: a role with the name beside it, or a name whose role the article tells elsewhere. */
  leadersIn: (sentence: number, within?: (hit: Hit) => boolean) => Leader[]
  /** Offices in a sentence that are not meant, or people who hold none. */
  othersIn: (sentence: number) => Hit[]
}

/**
 * Reads the roles that `roles`, the name of a list of phrases, finds, and ties names to them. A role within a hit of `others` is not meant:
 * "leader" in "opposition leader".
 */
export function castOf(reading: Reading, roles: string, others: string): Cast {
  const people: Person[][] = reading.sentences.map(() => [])
  for (const person of reading.people) people[reading.tokens[person.from]?.sentence ?? 0]?.push(person)
  const held = reading.sentences.map((sentence) => {
    const besides = hitsIn(reading.hits, others, sentence)
    const mentions = reading.mentionsIn[reading.tokens[sentence.from]?.sentence ?? 0] ?? []
    const whole = hitsIn(reading.hits, roles, sentence).filter(
      (role) =>
        !mentions.some(({ from, to }) => from < role.from && role.from < to && reading.tokens[role.from]?.capital),
    )
    return maximal(whole).filter((role) => !besides.some(({ from, to }) => from <= role.from && to >= role.to))
  })
  const roleOf = new Map<string, string>()
  const pastRoleOf = new Map<string, string>()
  const namesOfKind = new Map<string, Set<string>>()
  const besidesOther = new Set<string>()
  for (const [index, persons] of people.entries()) {
    const besides = persons.length === 0 ? [] : hitsIn(reading.hits, others, reading.sentences[index] ?? nowhere)
    for (const person of persons) {
      const role =
        held[index]?.find((other) => isBeside(reading, person, other)) ??
        held[index]?.find((other) => servedAs(reading, persons, other) === person)
      if (role === undefined) {
        if (besides.some((other) => isHeldBy(reading, persons, person, other))) besidesOther.add(person.name)
        continue
      }
      const words = quote(reading, role)
      const roles = isPast(reading, person, role) ? pastRoleOf : roleOf
      if (!roles.has(person.name)) roles.set(person.name, words)
      if (roles === pastRoleOf) continue
      const kind = kindOf(words)
      namesOfKind.set(kind, (namesOfKind.get(kind) ?? new Set()).add(person.name))
    }
  }
  for (const [index, roles] of held.entries()) {
    const [person] = people[index]?.length === 0 ? (people[index - 1] ?? []).slice(-1) : []
    const role = roles.find((other) => isOfPronoun(reading, reading.sentences[index] ?? nowhere, other))
    if (person === undefined || role === undefined || roleOf.has(person.name)) continue
    roleOf.set(person.name, quote(reading, role))
    const kind = kindOf(quote(reading, role))
    namesOfKind.set(kind, (namesOfKind.get(kind) ?? new Set()).add(person.name))
  }
  const lone = loneHolder(reading, {
    held,
    namesOfKind,
    isTaken: (name) => roleOf.has(name) || besidesOther.has(name),
    wasLeader: (name) => pastRoleOf.has(name),
    isOfOthers: (sentence) => hitsIn(reading.hits, others, reading.sentences[sentence] ?? nowhere).length > 0,
  })
  if (lone !== null) {
    roleOf.set(lone.name, lone.role)
    namesOfKind.set(kindOf(lone.role), new Set([lone.name]))
  }
  const nameElsewhere = (role: string): string | null => {
    const [only, second] = namesOfKind.get(kindOf(role)) ?? []
    if (second === undefined) return only ?? null
    return [...roleOf].find(([, own]) => own.toLowerCase() === role.toLowerCase() && own.includes(' '))?.[0] ?? null
  }
  const othersIn = (sentence: number): Hit[] => [
    ...hitsIn(reading.hits, others, reading.sentences[sentence] ?? nowhere),
    ...(people[sentence] ?? []).filter(({ name }) => roleNow(name) === undefined),
  ]
  const roleNow = (name: string) => roleOf.get(name) ?? pastRoleOf.get(name)
  return {
    reading,
    peopleIn: (sentence) => people[sentence] ?? [],
    othersIn,
    leadersIn(sentence, within = () => true) {
      const persons = people[sentence] ?? []
      const found: Leader[] = (held[sentence] ?? []).filter(within).map((role) => {
        const person = persons.find((other) => isBeside(reading, other, role)) ?? servedAs(reading, persons, role)
        const words = quote(reading, role)
        const name = person?.name ?? nameElsewhere(words)
        return { ...span(role, person), name, role: name === null ? words : (roleNow(name) ?? words) }
      })
      for (const person of persons.filter(within)) {
        if (found.some(({ name }) => name === person.name)) continue
        const role = held[sentence]?.find((other) => isBeside(reading, person, other))
        const words = roleNow(person.name)
        if (words !== undefined) found.push({ ...span(person, role), name: person.name, role: words })
      }
      return found.toSorted((a, b) => a.from - b.from)
    },
  }
}

const nowhere = { from: 0, to: 0 }

type Offices = {
  held: readonly (readonly Hit[])[]
  namesOfKind: ReadonlyMap<string, unknown>
  isTaken: (name: string) => boolean
  wasLeader: (name: string) => boolean
  isOfOthers: (sentence: number) => boolean
}

/**
 * An office nobody is named for ("the leader of Wigan Council survived a vote"), and the person whose office the article tells nowhere: where there
 * is one such office, and one such person is named more often than any other, they belong together.
 */
function loneHolder(
  { people, tokens, places, ...reading }: Reading,
  { held, namesOfKind, isTaken, wasLeader, isOfOthers }: Offices,
): { name: string; role: string } | null {
  const open = new Map<string, { kind: string; role: string; weight: number }>()
  for (const [index, roles] of held.entries()) {
    const place: Place = places[index] ?? 'body'
    for (const role of place === 'clutter' ? [] : roles) {
      const words = quote({ tokens, people, places, ...reading }, role)
      const kind = kindOf(words)
      if (namesOfKind.has(kind)) continue
      const known = open.get(kind) ?? { kind, role: words, weight: 0 }
      const weight = known.weight + { headline: 3, lead: 2, body: 1, clutter: 0 }[place]
      const isFuller = words.length > known.role.length && !/^(led|leads) /i.test(words)
      open.set(kind, { ...known, role: isFuller ? words : known.role, weight })
    }
  }
  /** "The director has resigned. Ann Lee said": whose name comes next, where no one else is spoken of. */
  const tellsOffice = (sentence: number, kind: string) =>
    places[sentence] !== 'headline' &&
    !isOfOthers(sentence) &&
    held[sentence]?.some((role) => kindOf(quote({ tokens, people, places, ...reading }, role)) === kind) === true
  const [office, nextOffice] = [...open.values()].toSorted((a, b) => b.weight - a.weight)
  if (office === undefined || office.weight < leastWeight || office.weight < (nextOffice?.weight ?? 0) * clearLead)
    return null
  const mentions = new Map<string, number>()
  for (const { name, from } of people) {
    const sentence = tokens[from]?.sentence ?? 0
    if (places[sentence] === 'clutter' || isTaken(name)) continue
    const isNext = sentence > 0 && tokens[from - 1]?.sentence !== sentence && tellsOffice(sentence - 1, office.kind)
    mentions.set(name, (mentions.get(name) ?? (wasLeader(name) ? fewestMentions : 0)) + (isNext ? fewestMentions : 1))
  }
  const [[name, most] = ['', 0], [, next] = ['', 0]] = [...mentions].toSorted((a, b) => b[1] - a[1])
  return most >= fewestMentions && most > next ? { name, role: office.role } : null
}

/** Where more than one office has no name, the first must weigh so many times as much as the next. */
const clearLead = 2
/** An office told once below the first paragraphs is nobody's. */
const leastWeight = 2
/** Somebody named once may be anybody. */
const fewestMentions = 2

/** Roles that lie in no longer one: "deputy leader" holds a "leader" who is not meant. */
function maximal(hits: readonly Hit[]): Hit[] {
  const longer = (a: Hit, b: Hit) => a.from <= b.from && a.to >= b.to && a.to - a.from > b.to - b.from
  return hits.filter((hit) => !hits.some((other) => longer(other, hit)))
}

const between = new Set(
  (
    'the a its his her their our cllr councillor mr mrs ms dr sir dame lord who is has been elected remains became ' +
    "labour conservative tory lib dem 's council borough county city interim acting current of and coun was were had as position now " +
    'in at for years two three four five six seven eight nine ten'
  ).split(' '),
)

const widestGap = 6

/** "Council leader Ann Lee", "the director in Kent, Ann Lee": nothing but small words and authorities stand between. */
function isBeside({ tokens, mentionsIn }: Reading, person: Hit, role: Hit): boolean {
  const [first, second] = person.from < role.from ? [person, role] : [role, person]
  if (second.from < first.to || second.from - first.to > widestGap) return false
  const names = mentionsIn[tokens[first.from]?.sentence ?? 0] ?? []
  const isName = (at: number) => names.some(({ from, to }) => at >= from && at < to)
  return tokens.slice(first.to, second.from).every(({ word }, at) => between.has(word) || isName(first.to + at))
}

/** "She is still the director": a pronoun begins the sentence, and what stands before the role says that she holds it. */
function isOfPronoun({ tokens }: Reading, { from }: { from: number }, role: Hit): boolean {
  const starts = tokens.slice(from, from + 2).some(({ word }) => ['he', 'she', "she's", "he's"].includes(word))
  return starts && tokens.slice(Math.max(from, role.from - 4), role.from).some(({ word }) => holds.has(word))
}

/** "Campaigner Ann Lee", "Ann Lee resigned as chair of the inquiry". */
function isHeldBy(reading: Reading, people: readonly Person[], person: Person, role: Hit): boolean {
  return (isBeside(reading, person, role) && !isOwner(reading, person)) || servedAs(reading, people, role) === person
}

/** "Ms Lee's solicitor" is somebody else. */
function isOwner({ tokens }: Reading, { to }: Hit): boolean {
  return tokens[to]?.word === "'s"
}

const holds = new Set("is remains as she's he's still".split(' '))

const past = new Set(['was', 'were', 'had', 'ran', 'oversaw', 'held'])

/** "Ann Lee, who was the leader": an office of before, unless the article tells of no other. */
function isPast({ tokens }: Reading, person: Hit, role: Hit): boolean {
  return tokens.slice(person.to, Math.max(person.to, role.from + 1)).some(({ word }) => past.has(word))
}

/** Where several people are named, the one served "as" stands no more words before. */
const asReach = 8

/** "Ann Lee has left the council, which she served as chief executive": one person, and a role after "as". */
function servedAs({ tokens }: Reading, people: readonly Person[], role: Hit): Person | undefined {
  const before = people.filter(({ to }) => to <= role.from)
  const last = before.at(-1)
  if (last === undefined) return undefined
  const at = ['a', 'the', 'its'].includes(tokens[role.from - 1]?.word ?? '') ? role.from - 2 : role.from - 1
  const word = tokens[at]?.word ?? ''
  const isHe = (past.has(word) || holds.has(word)) && ['he', 'she'].includes(tokens[at - 1]?.word ?? '')
  const isNear = people.length === 1 || role.from - last.to <= asReach
  return isNear && (word === 'as' || isHe) ? last : undefined
}

function span(a: Hit, b: Hit | undefined): Hit {
  return { from: Math.min(a.from, b?.from ?? a.from), to: Math.max(a.to, b?.to ?? a.to) }
}
