import { isBeside, isHeldBy, isOfAnother, isOfPronoun, isPast, servedAs } from './beside.ts'
import { quote } from './conditions.ts'
import { hitsWithin, isLongerAround } from './hits.ts'
import { headlinesLast, loneHolder } from './holders.ts'
import type { Hit } from './matcher.ts'
import { kindOf } from './office.ts'
import { pairsOf } from './pairs.ts'
import type { Person } from './people.ts'
import type { Reading } from './reading.ts'
import { Register } from './register.ts'

/** A leader, with the tokens that name the person, the role or both. Null is "the text does not say". */
export type Leader = { name: string | null; role: string | null } & Hit

/** Who is who in a document, as one rule sees it: found once, asked often. */
export type Cast = {
  reading: Reading
  /** People of a sentence, by its index. */
  peopleIn: (sentence: number) => readonly Person[]
  /** Leaders of a sentence: a role with the name beside it, or a name whose role the article tells elsewhere. */
  leadersIn: (sentence: number) => Leader[]
  /** Offices in a sentence that are not meant, or people who hold none. */
  othersIn: (sentence: number) => Hit[]
}

const nowhere = { from: 0, to: 0 }

/**
 * Reads the roles that `roles`, the name of a list of phrases, finds, and ties names to them. A role within a hit of `others` is not meant:
 * "leader" in "opposition leader".
 */
export function castOf(reading: Reading, roles: string, others: string): Cast {
  const { sentences, tokens } = reading
  const people: Person[][] = sentences.map(() => [])
  for (const person of reading.people) people[tokens[person.from]?.sentence ?? 0]?.push(person)
  const all = { roles: reading.hits.get(roles), others: reading.hits.get(others) }
  const besides = (sentence: number): Hit[] => {
    const span = sentences[sentence] ?? nowhere
    const ofOthers = hitsWithin(all.roles, span).filter((role) => isOfAnother(reading, role))
    return [...hitsWithin(all.others, span), ...ofOthers]
  }
  const held = sentences.map((sentence, index) =>
    rolesIn(reading, hitsWithin(all.roles, sentence), index, besides(index)),
  )
  const register = new Register()
  const besidesOther = new Set<string>()
  /** Those who are called by an office of the council at least once, not only "Tory leader". */
  const ofCouncil = new Set<string>()
  const inOrder = headlinesLast(reading)
  for (const index of inOrder) {
    const persons = people[index] ?? []
    if (persons.length === 0) continue
    const other = besides(index)
    for (const person of persons) {
      const own = held[index]?.filter((role) => isBeside(reading, person, role)) ?? []
      const served = held[index]?.filter((role) => servedAs(reading, persons, role) === person) ?? []
      if (own.length + served.length > 0)
        for (const role of [...own, ...served]) {
          register.add(person.name, quote(reading, role), isPast(reading, person, role))
          if (!isOfParty(reading, role)) ofCouncil.add(person.name)
        }
      else if (other.some((role) => isHeldBy(reading, persons, person, role))) besidesOther.add(person.name)
    }
  }
  const leaders = register.holders('leader')
  if (leaders.some((name) => ofCouncil.has(name)))
    for (const name of leaders.filter((other) => !ofCouncil.has(other))) {
      register.drop(name)
      besidesOther.add(name)
    }
  for (const [index, roles] of held.entries()) {
    const person = people[index]?.length === 0 ? (people[index - 1]?.at(-1) ?? people[index - 2]?.at(-1)) : undefined
    const role = roles.find((other) => isOfPronoun(reading, sentences[index] ?? nowhere, other))
    if (person !== undefined && role !== undefined && register.roleNow(person.name) === undefined)
      register.add(person.name, quote(reading, role), false)
  }
  const isFree = ({ name, role }: { name: string; role: Hit }) =>
    !register.holdsNow(name) && !besidesOther.has(name) && register.holders(kindOf(quote(reading, role))).length === 0
  const pairs = pairsOf(reading, held, people)
  if (pairs.every(isFree)) for (const { name, role } of pairs) register.add(name, quote(reading, role), false)
  const lone = loneHolder(reading, {
    held,
    hasHolder: (kind) => register.holders(kind).length > 0,
    isTaken: (name) => register.holdsNow(name) || besidesOther.has(name),
    wasLeader: (name) => register.roleNow(name) !== undefined,
    isOfOthers: (sentence) => besides(sentence).length > 0,
  })
  if (lone !== null) register.add(lone.name, lone.role, false)
  for (const index of inOrder) for (const role of held[index] ?? []) register.hear(quote(reading, role))
  const othersIn = (sentence: number): Hit[] => [
    ...besides(sentence),
    ...(people[sentence] ?? []).filter(({ name }) => register.roleNow(name) === undefined),
  ]
  const known = new Map<number, Leader[]>()
  return {
    reading,
    peopleIn: (sentence) => people[sentence] ?? [],
    othersIn,
    leadersIn(sentence) {
      const before = known.get(sentence)
      if (before !== undefined) return before
      const persons = people[sentence] ?? []
      const found: Leader[] = (held[sentence] ?? []).map((role) => {
        const person = persons.find((other) => isBeside(reading, other, role)) ?? servedAs(reading, persons, role)
        const words = quote(reading, role)
        const name = person?.name ?? register.nameFor(words)
        if (name !== null && besidesOther.has(name)) return { ...role, name: null, role: null }
        return {
          ...span(role, person),
          name,
          role: (name === null ? register.bestName(words) : register.roleNow(name)) ?? words,
        }
      })
      for (const person of persons) {
        if (found.some(({ name }) => name === person.name)) continue
        const role = held[sentence]?.find((other) => isBeside(reading, person, other))
        const words = register.roleNow(person.name)
        if (words !== undefined) found.push({ ...span(person, role), name: person.name, role: words })
      }
      const all = found.filter(({ role }) => role !== null).toSorted((a, b) => a.from - b.from)
      known.set(sentence, all)
      return all
    },
  }
}

/** Roles of a sentence that are meant: none within a longer one, within an authority's name or within an office of others. */
function rolesIn(reading: Reading, roles: readonly Hit[], sentence: number, besides: readonly Hit[]): readonly Hit[] {
  if (roles.length === 0) return roles
  const mentions = reading.mentionsIn[sentence] ?? []
  const whole = roles.filter(
    (role) =>
      !mentions.some(({ from, to }) => from < role.from && role.from < to && reading.tokens[role.from]?.capital),
  )
  return whole.filter(
    (role) =>
      !/[;:–—]/.test(quote(reading, role)) &&
      !whole.some((other) => isLongerAround(other, role)) &&
      !besides.some(({ from, to }) => from <= role.from && to >= role.to),
  )
}

const parties = new Set(['labour', 'conservative', 'tory'])

/** "Tory leader": perhaps of the opposition. */
function isOfParty({ tokens }: Reading, role: Hit): boolean {
  return parties.has(tokens[role.from - 1]?.word ?? '')
}

function span(a: Hit, b: Hit | undefined): Hit {
  return { from: Math.min(a.from, b?.from ?? a.from), to: Math.max(a.to, b?.to ?? a.to) }
}
