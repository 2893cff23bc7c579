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
      const known = found.find(({ name, role }) => (name !== null && name === who.name) || (name === null && role !== null && role === who.role) || (who.name === null && sameRole(role, who.role)))
      if (known === undefined) found.push({ ...who, caller: callerOf(reading, lists, sign.hit, who.name), signs: [sign] })
      else {
        known.role ??= who.role
        known.caller ??= callerOf(reading, lists, sign.hit, who.name)
        known.signs.push(sign)
      }
    }
  }
  return found.filter(({ name, role }) => !(name === null && role === null))
}

function sameRole(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && (a.toLowerCase().includes(b.toLowerCase()) || b.toLowerCase().includes(a.toLowerCase()))
}

/** Who is asked to go, or goes: inside the sign's own words, else nearest before it in the sentence, else after. */
function targets(reading: Reading, lists: Lists, hit: Hit): Pick<Who, 'name' | 'role'>[] {
  const sentence = reading.sentences[reading.tokens[hit.from]?.sentence ?? 0]
  if (sentence === undefined) return []
  const roles = hitsIn(reading.hits, lists.roles, sentence)
  const people = reading.people.filter(({ from }) => from >= sentence.from && from < sentence.to)
  const inside = (thing: Hit) => thing.from >= hit.from && thing.to <= hit.to
  const role = longest(roles.filter(inside)) ?? null
  const person = people.find(inside) ?? null
  if (role !== null || person !== null) return [describe(reading, lists, person ?? besideRole(people, role), role ?? besidePerson(roles, person))]
  const before = people.filter(({ to }) => to <= hit.from).at(-1) ?? null
  const roleBefore = longest(roles.filter(({ to }) => to <= hit.from)) ?? null
  if (before !== null || roleBefore !== null) return [describe(reading, lists, before, roleBefore)]
  const after = people.find(({ from }) => from >= hit.to) ?? null
  const roleAfter = roles.find(({ from }) => from >= hit.to) ?? null
  return after !== null || roleAfter !== null ? [describe(reading, lists, after, roleAfter)] : []
}

function describe(reading: Reading, lists: Lists, person: Person | null, role: Hit | null): Pick<Who, 'name' | 'role'> {
  const name = person?.name ?? null
  return { name, role: role !== null ? quote(reading, role) : name === null ? null : roleElsewhere(reading, lists, name) }
}

function besideRole(people: readonly Person[], role: Hit | null): Person | null {
  if (role === null) return null
  return people.find(({ from, to }) => (from >= role.to && from - role.to <= 3) || (to <= role.from && role.from - to <= 3)) ?? null
}

function besidePerson(roles: readonly Hit[], person: Person | null): Hit | null {
  if (person === null) return null
  return roles.find(({ from, to }) => (from >= person.to && from - person.to <= 6) || (to <= person.from && person.from - to <= 3)) ?? null
}

/** The role the article gives a person anywhere: "Martin Tett, the council leader". */
function roleElsewhere(reading: Reading, lists: Lists, name: string): string | null {
  for (const person of reading.people) {
    if (person.name !== name) continue
    const sentence = reading.sentences[reading.tokens[person.from]?.sentence ?? 0]
    const role = sentence === undefined ? null : besidePerson(hitsIn(reading.hits, lists.roles, sentence), person)
    if (role !== null) return quote(reading, role)
  }
  return null
}

/** The longest role, and of equals the last: "deputy leader" is no "leader". */
function longest(roles: readonly Hit[]): Hit | undefined {
  return roles.toSorted((a, b) => b.to - b.from - (a.to - a.from) || b.from - a.from)[0]
}

/** Who calls: a person who is the subject of the call, or the one "he" or "she" stands for. */
function callerOf(reading: Reading, lists: Lists, hit: Hit, target: string | null): string | null {
  const index = reading.tokens[hit.from]?.sentence ?? 0
  const sentence = reading.sentences[index]
  if (sentence === undefined) return null
  const named = (from: number, to: number) => reading.people.filter((person) => person.from >= from && person.to <= to && person.name !== target)
  const subject = named(sentence.from, hit.from).at(-1)
  if (subject !== undefined) return subject.name
  const first = reading.tokens.slice(sentence.from, hit.from + 1).some(({ word }) => word === 'he' || word === 'she')
  const before = reading.sentences[index - 1]
  const earlier = reading.sentences[index - 2]
  if (first && before !== undefined) return (named(before.from, before.to).at(-1) ?? (earlier === undefined ? undefined : named(earlier.from, earlier.to).at(-1)))?.name ?? null
  const said = hitsIn(reading.hits, lists.callers, sentence)[0]
  return said === undefined ? null : (named(said.from, sentence.to)[0]?.name ?? null)
}
