import { areas, type Area } from './area.ts'
import { dayInWords, daysInWords } from './days-in-words.ts'
import { gradeTitle } from './grade-title.ts'
import type { Disagreement, Source } from './history.ts'
import type { Move } from './moves.ts'

/** How a place writes the name of a source, which comes from outside. */
type NameOf = (source: Source) => string

/** Whether the grade before was given under another name of the area. */
export const isRenamed = ({ area, fromArea }: Pick<Move, 'area' | 'fromArea'>): boolean =>
  fromArea !== null && fromArea !== area

/** The other names under which areas had their grades before: "leadership, management and governance, and children looked after"; null where none had. */
export function namesBefore(moves: readonly Move[]): string | null {
  const renamed = new Set(
    moves.flatMap(({ area, fromArea }) => (fromArea !== null && isRenamed({ area, fromArea }) ? [fromArea] : [])),
  )
  return renamed.size === 0 ? null : [...renamed].map((area) => lower(areas[area].title)).join(', and ')
}

/** What predecessors had, a sentence each: no grades of the authority itself. */
export function predecessorsHad(moves: readonly Move[]): string[] {
  const bodies = new Set(moves.flatMap(({ predecessors }) => predecessors.map(({ authority }) => authority)))
  return [...bodies].map((body) => {
    const grades = moves.flatMap(({ predecessors }) => predecessors.filter(({ authority }) => authority === body))
    return `${body} had ${grades.map(({ area, grade }) => `${lower(gradeTitle[grade])} for ${lower(areas[area].title)}`).join(', ')}.`
  })
}

/** "Sources disagree on care leavers: good (report 50123), inadequate (outcomes.csv). The first is used." */
export function disagreementInWords(disagreement: Disagreement, nameOf: NameOf): string {
  const said = toldBy(disagreement).map(({ value, sources }) => `${value} (${sources.map(nameOf).join(', ')})`)
  return `Sources disagree on ${titleOf(disagreement.about)}: ${said.join(', ')}. The first is used.`
}

function toldBy({ about, told }: Disagreement): { value: string; sources: Source[] }[] {
  switch (about) {
    case 'inspected':
      return told.map(({ value, sources }) => ({ value: daysInWords(value), sources }))
    case 'published':
      return told.map(({ value, sources }) => ({ value: dayInWords(value), sources }))
    default:
      return told.map(({ value, sources }) => ({ value: lower(gradeTitle[value]), sources }))
  }
}

const titleOf = (about: Area | 'inspected' | 'published') =>
  about === 'inspected'
    ? 'when it was inspected'
    : about === 'published'
      ? 'when it was published'
      : lower(areas[about].title)

/** A title within a sentence. */
export const lower = (title: string) => `${title.charAt(0).toLowerCase()}${title.slice(1)}`
