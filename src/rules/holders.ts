import { quote } from './conditions.ts'
import type { Hit } from './matcher.ts'
import { bestOf, kindOf } from './office.ts'
import type { Reading } from './reading.ts'

export type Offices = {
  held: readonly (readonly Hit[])[]
  /** Kinds of office that the article gives to somebody. */
  hasHolder: (kind: string) => boolean
  /** People of whom the article tells what they are. */
  isTaken: (name: string) => boolean
  wasLeader: (name: string) => boolean
  isOfOthers: (sentence: number) => boolean
}

/** How much more an office counts by where it is told. */
const placeWeights = { headline: 3, lead: 2, body: 1, clutter: 0 }
/** Where more than one office has no name, the first must weigh so many times as much as the next. */
const clearLead = 2
/** An office told once below the first paragraphs is nobody's. */
const leastWeight = 2
/** Somebody named once may be anybody. */
const fewestMentions = 2
/** "The director has resigned. Ann Lee came in 2021": so many sentences after the office its holder may begin one. */
const nextReach = 2

/**
 * An office nobody is named for ("the leader of Wigan Council survived a vote"), and the person whose office the article tells nowhere: where there
 * is one such office, and one such person is named more often than any other, they belong together.
 */
export function loneHolder(reading: Reading, offices: Offices): { name: string; role: string } | null {
  const { held, isTaken, wasLeader, isOfOthers } = offices
  const { people, tokens, places, sentences } = reading
  const [office, next] = openOffices(reading, offices)
  if (office === undefined || office.weight < leastWeight || office.weight < (next?.weight ?? 0) * clearLead) return null
  const tellsOffice = (sentence: number) =>
    places[sentence] !== 'headline' &&
    !isOfOthers(sentence) &&
    held[sentence]?.some((role) => kindOf(quote(reading, role)) === office.kind) === true
  const mentions = new Map<string, number>()
  for (const { name, from } of people) {
    const sentence = tokens[from]?.sentence ?? 0
    if (places[sentence] === 'clutter' || isTaken(name)) continue
    let first = from
    while (isTitle(reading, first - 1)) first -= 1
    const isNext =
      sentences[sentence]?.from === first &&
      !isOfOthers(sentence) &&
      [1, nextReach].some((step) => sentence - step > 0 && tellsOffice(sentence - step))
    const known = mentions.get(name) ?? (wasLeader(name) ? fewestMentions : 0)
    mentions.set(name, known + (isNext ? fewestMentions : 1))
  }
  const [[name, most] = ['', 0], [, second] = ['', 0]] = [...mentions].toSorted((a, b) => b[1] - a[1])
  return most >= fewestMentions && most > second ? { name, role: bestOf(office.roles) ?? '' } : null
}

function isTitle({ tokens }: Reading, at: number): boolean {
  return titles.has(tokens[at]?.word ?? '')
}

const titles = new Set('mr mrs ms miss dr cllr coun councillor rev sir dame lord lady'.split(' '))

type Office = { kind: string; roles: string[]; weight: number }

/** Offices that nobody is named for, most weight first. */
function openOffices(reading: Reading, { held, hasHolder }: Offices): Office[] {
  const open = new Map<string, Office>()
  for (const [index, roles] of held.entries()) {
    const place = reading.places[index] ?? 'body'
    for (const role of place === 'clutter' ? [] : roles) {
      const words = quote(reading, role)
      const kind = kindOf(words)
      if (hasHolder(kind)) continue
      const known = open.get(kind) ?? { kind, roles: [], weight: 0 }
      open.set(kind, { kind, roles: [...known.roles, words], weight: known.weight + placeWeights[place] })
    }
  }
  return [...open.values()].toSorted((a, b) => b.weight - a.weight)
}
