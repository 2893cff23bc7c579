import { quote } from './conditions.ts'
import type { Hit } from './matcher.ts'
import type { Person } from './people.ts'
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
}

/** Reads the roles that `roles`, the name of a list of phrases, finds, and ties names to them. */
export function castOf(reading: Reading, roles: string): Cast {
  const people: Person[][] = reading.sentences.map(() => [])
  for (const person of reading.people) people[reading.tokens[person.from]?.sentence ?? 0]?.push(person)
  const held = reading.sentences.map((sentence) => maximal(hitsIn(reading.hits, roles, sentence)))
  const roleOf = new Map<string, string>()
  const nameOf = new Map<string, string>()
  const namesOfKind = new Map<string, Set<string>>()
  for (const [index, persons] of people.entries()) {
    for (const person of persons) {
      const role = held[index]?.find((other) => isBeside(reading, person, other))
      if (role === undefined) continue
      const words = quote(reading, role)
      if (!roleOf.has(person.name)) roleOf.set(person.name, words)
      if (!nameOf.has(words.toLowerCase())) nameOf.set(words.toLowerCase(), person.name)
      const kind = kindOf(words)
      namesOfKind.set(kind, (namesOfKind.get(kind) ?? new Set()).add(person.name))
    }
  }
  const nameElsewhere = (role: string): string | null => {
    const [only, second] = namesOfKind.get(kindOf(role)) ?? []
    if (second === undefined) return only ?? null
    return role.includes(' ') ? (nameOf.get(role.toLowerCase()) ?? null) : null
  }
  return {
    reading,
    peopleIn: (sentence) => people[sentence] ?? [],
    leadersIn(sentence, within = () => true) {
      const persons = people[sentence] ?? []
      const found: Leader[] = (held[sentence] ?? []).filter(within).map((role) => {
        const person = persons.find((other) => isBeside(reading, other, role)) ?? servedAs(reading, persons, role)
        const words = quote(reading, role)
        return { ...span(role, person), name: person?.name ?? nameElsewhere(words), role: words }
      })
      for (const person of persons.filter(within)) {
        if (found.some(({ name }) => name === person.name)) continue
        const role = held[sentence]?.find((other) => isBeside(reading, person, other))
        const words = role === undefined ? roleOf.get(person.name) : quote(reading, role)
        if (words !== undefined) found.push({ ...span(person, role), name: person.name, role: words })
      }
      return found.toSorted((a, b) => a.from - b.from)
    },
  }
}

/** Roles that lie in no longer one: "deputy leader" holds a "leader" who is not meant. */
function maximal(hits: readonly Hit[]): Hit[] {
  const longer = (a: Hit, b: Hit) => a.from <= b.from && a.to >= b.to && a.to - a.from > b.to - b.from
  return hits.filter((hit) => !hits.some((other) => longer(other, hit)))
}

const between = new Set(
  (
    'the a its his her their our cllr councillor mr mrs ms dr sir dame lord who is has been elected remains became ' +
    "labour conservative tory lib dem 's council borough county city interim acting current of and"
  ).split(' '),
)

/** "Council leader Ann Lee", "Ann Lee, the council leader": nothing but small words stands between. */
function isBeside({ tokens }: Reading, person: Hit, role: Hit): boolean {
  const [first, second] = person.from < role.from ? [person, role] : [role, person]
  if (second.from < first.to || second.from - first.to > 5) return false
  return tokens.slice(first.to, second.from).every(({ word }) => between.has(word))
}

/** "Ann Lee has left the council, which she served as chief executive": one person, and a role after "as". */
function servedAs({ tokens }: Reading, people: readonly Person[], role: Hit): Person | undefined {
  const [only, second] = people
  const isOnly = second === undefined && only !== undefined && only.to < role.from
  return isOnly && tokens[role.from - 1]?.word === 'as' ? only : undefined
}

const kinds = ['commissioner', 'executive', 'director', 'dcs', 'member', 'leader', 'mayor', 'chair', 'boss', 'chief']

/** What a role is at heart: a "children's boss" is the director in other words. */
function kindOf(role: string): string {
  const words = role.toLowerCase()
  const kind = kinds.find((word) => words.includes(word)) ?? words
  return ['dcs', 'boss', 'chief'].includes(kind) ? 'director' : kind
}

function span(a: Hit, b: Hit | undefined): Hit {
  return { from: Math.min(a.from, b?.from ?? a.from), to: Math.max(a.to, b?.to ?? a.to) }
}
