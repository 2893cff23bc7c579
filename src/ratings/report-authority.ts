import type { Front } from './report-front.ts'
import { joined, type Line } from './report-lines.ts'
import type { Reading } from './reading.ts'

/**
 * The authorities that a text names, in order and as often as it names them. A body of several authorities, such as a trust, names them all at once:
 * one entry with several short names.
 */
export type NameAuthorities = (text: string) => string[][]

/** The authority named most has to be named this often, and so many times as often as the next, where no title names it. */
const fewestMentions = 4
const clearLead = 3

type Given = { front: Front; lines: readonly Line[]; nameAuthorities: NameAuthorities; hint: string | null }

/** Whose services a document is on: as its title names it; a title that names several, or a trust of several, is settled by the text. */
export function authorityOf({ front, lines, nameAuthorities, hint }: Given): Reading<string> {
  const title = nameAuthorities(joined(front.title.map(({ text }) => text)))
  const named = fromTitle(title, hint, () => mentioned(lines, nameAuthorities))
  if (named.value === null || hint === null || named.value === hint) return named
  return {
    value: null,
    why: `its title names ${named.value}, and it was found among the reports on ${hint}`,
  }
}

function fromTitle(title: string[][], hint: string | null, count: () => Map<string, number>): Reading<string> {
  const alone = distinct(title.filter((names) => names.length === 1))
  const [only] = alone
  if (only !== undefined && alone.length === 1) return { value: only }
  const candidates = alone.length > 0 ? alone : distinct(title)
  if (hint !== null && (candidates.length === 0 || candidates.includes(hint))) return { value: hint }
  const counts = [...count()].filter(([name]) => candidates.length === 0 || candidates.includes(name))
  const [first, second] = counts.toSorted(([, a], [, b]) => b - a)
  if (first !== undefined && first[1] >= fewestMentions && first[1] >= clearLead * (second?.[1] ?? 0))
    return { value: first[0] }
  return {
    value: null,
    why:
      candidates.length === 0
        ? 'its title names no authority of the table, and its text none clearly'
        : `its title names ${candidates.join(' and ')}`,
  }
}

const distinct = (mentions: string[][]) => [...new Set(mentions.flat())]

function mentioned(lines: readonly Line[], nameAuthorities: NameAuthorities): Map<string, number> {
  const counts = new Map<string, number>()
  for (const [name, ...others] of nameAuthorities(joined(lines.map(({ text }) => text))))
    if (name !== undefined && others.length === 0) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
