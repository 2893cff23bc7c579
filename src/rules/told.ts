import { firstFrom, isLongerAround } from './hits.ts'
import type { Hit } from './matcher.ts'
import type { Reading } from './reading.ts'
import type { RulesFile } from './rules-file.ts'

/** A grade that is told, and where it stands. */
export type Told = { grade: string; at: Hit }

/** The areas named in some words, in the order of the file. */
export function areasIn(file: RulesFile, reading: Reading, within: Hit): string[] {
  const { hits, names } = thingsIn(reading, 'area', Object.keys(file.areas))
  const found = new Set<string>()
  for (let at = firstFrom(hits, within.from); ; at += 1) {
    const hit = hits[at]
    if (hit === undefined || hit.from >= within.to) break
    if (hit.to <= within.to) found.add(names[at] ?? '')
  }
  return found.size === 0 ? [] : Object.keys(file.areas).filter((area) => found.has(area))
}

/** The grades in some words, in their order; "good" in "requires improvement to be good" is none. */
export function gradesIn(file: RulesFile, reading: Reading, { from, to }: Hit): Told[] {
  const { hits, names } = thingsIn(reading, 'grade', Object.keys(file.grades))
  const all: Told[] = []
  for (let place = firstFrom(hits, from); ; place += 1) {
    const at = hits[place]
    if (at === undefined || at.from >= to) break
    if (at.to <= to) all.push({ grade: names[place] ?? '', at })
  }
  return all.length < 2 ? all : all.filter(({ at }) => !all.some((other) => isLongerAround(other.at, at)))
}

/** Where things of one kind stand, in the order of the text, and which they are. */
type Things = { hits: readonly Hit[]; names: readonly string[] }

/** Asked for many times in each document. */
const known = { grade: new WeakMap<Reading, Things>(), area: new WeakMap<Reading, Things>() }

function thingsIn(reading: Reading, kind: keyof typeof known, names: readonly string[]): Things {
  const before = known[kind].get(reading)
  if (before !== undefined) return before
  const all = names.flatMap((name) => (reading.hits.get(`${kind}.${name}`) ?? []).map((hit) => ({ name, hit })))
  const ordered = all.toSorted((a, b) => a.hit.from - b.hit.from)
  const things = { hits: ordered.map(({ hit }) => hit), names: ordered.map(({ name }) => name) }
  known[kind].set(reading, things)
  return things
}
