import { quote } from './conditions.ts'
import type { Hit } from './matcher.ts'
import { bestOf, kindOf } from './office.ts'
import { placeWeights } from './places.ts'
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

/** Where more than one office has no name, the first must weigh so many times as much as the next. */
const clearLead = 2
/** An office told once below the first paragraphs is nobody's. */
const leastWeight = 2
/** Somebody named once may be anybody. */
const fewestPoints = 2
/** "The director has resigned. Ann Lee came in 2021": what it counts to begin the sentence after the office; half of it one further on. */
const nextPoints = 2

/**
 * An office nobody is named for ("the leader of Wigan Council survived a vote"), and the person whose office the article tells nowhere: where there
 * is one such office, and one such person is named more often than any other, they belong together.
 */
export function loneHolder(reading: Reading, offices: Offices): { name: string; role: string } | null {
  const { held, isTaken, wasLeader, isOfOthers } = offices
  const { people, tokens, places, sentences } = reading
  const [office, next] = openOffices(reading, offices)
  if (office === undefined || office.weight < leastWeight || office.weight < (next?.weight ?? 0) * clearLead)
    return null
  const tellsOffice = (sentence: number) =>
    places[sentence] !== 'headline' &&
    !isOfOthers(sentence) &&
    held[sentence]?.some((role) => kindOf(quote(reading, role)) === office.kind) === true
  const points = new Map<string, number>()
  for (const person of people) {
    const sentence = tokens[person.from]?.sentence ?? 0
    if (places[sentence] === 'clutter' || isTaken(person.name)) continue
    const start = startOf(reading, person)
    const isFirst = sentences[sentence]?.from === start && !isOfOthers(sentence)
    const step = isFirst ? [1, 2].find((back) => sentence - back > 0 && tellsOffice(sentence - back)) : undefined
    const next = step === undefined ? 0 : nextPoints / step
    const isCouncillor = councillors.has(tokens[start]?.word ?? '') && ['member', 'leader'].includes(office.kind)
    const known = points.get(person.name) ?? (wasLeader(person.name) ? fewestPoints + 1 : 0)
    points.set(person.name, known + 1 + next + (isSpokenOf(reading, start) ? 1 : 0) + (isCouncillor ? 1 : 0))
  }
  const [[name, most] = ['', 0], [, second] = ['', 0]] = [...points].toSorted((a, b) => b[1] - a[1])
  return most >= fewestPoints && most > second ? { name, role: bestOf(office.roles) ?? '' } : null
}

const titles = new Set('mr mrs ms miss dr cllr coun councillor rev sir dame lord lady'.split(' '))
const councillors = new Set(['cllr', 'coun', 'councillor'])

/** Where a name begins, titles counted. */
function startOf({ tokens }: Reading, { from }: Hit): number {
  let start = from
  while (titles.has(tokens[start - 1]?.word ?? '')) start -= 1
  return start
}

const speech = new Set(['said', 'says', 'that', 'told', 'claimed', 'believes', 'against', 'remove', 'oust', 'sack'])

/** "An MP said Ann Lee had ignored it": not the one who speaks. */
function isSpokenOf({ tokens, sentences }: Reading, start: number): boolean {
  const before = tokens[start - 1]
  const isSameSentence = start > (sentences[tokens[start]?.sentence ?? 0]?.from ?? 0)
  return isSameSentence && speech.has(before?.word ?? '') && tokens[start]?.breaks === false && before?.breaks === false
}

/** Sentences by their index, in the order in which they name offices best: a headline has the shortest words for them. */
export function headlinesLast({ places }: Reading): number[] {
  const all = places.map((_, index) => index)
  return [
    ...all.filter((index) => places[index] !== 'headline'),
    ...all.filter((index) => places[index] === 'headline'),
  ]
}

type Office = { kind: string; roles: string[]; weight: number }

/** Offices that nobody is named for, most weight first. */
function openOffices(reading: Reading, { held, hasHolder }: Offices): Office[] {
  const open = new Map<string, Office>()
  for (const index of headlinesLast(reading)) {
    const roles = held[index] ?? []
    const place = reading.places[index] ?? 'body'
    for (const role of place === 'clutter' ? [] : roles) {
      const words = quote(reading, role)
      const kind = kindOf(words)
      if (hasHolder(kind)) continue
      const known = open.get(kind) ?? { kind, roles: [], weight: 0 }
      known.roles.push(words)
      known.weight += placeWeights[place]
      open.set(kind, known)
    }
  }
  return [...open.values()].toSorted((a, b) => b.weight - a.weight)
}
