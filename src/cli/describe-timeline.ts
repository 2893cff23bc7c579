import { areas, type Area } from '../ratings/area.ts'
import { dayInWords, daysInWords } from '../ratings/days-in-words.ts'
import type { Direction } from '../ratings/direction.ts'
import { gradeTitle } from '../ratings/grade-title.ts'
import type { Disagreement, Source } from '../ratings/history.ts'
import type { Move } from '../ratings/moves.ts'
import type { Step, Timeline } from '../ratings/timeline.ts'
import { plain } from './terminal.ts'
import { wrapText } from './wrap-text.ts'

/** Lines of a timeline; headings are marked by `bold`, so that they can be told apart where there is colour. */
export type Styled = { text: string; bold?: true }

const gap = '  '

/**
 * A timeline for people, newest inspection first, in lines of at most `columns` characters. Moves have an arrow and a word, and no colour: they read
 * the same on every terminal and in a pipe.
 */
export function describeTimeline({ steps, undated, predecessors }: Timeline, columns: number): Styled[] {
  const lines = steps.toReversed().flatMap((step) => ['', ...stepLines(step, columns)])
  const lost =
    undated.length === 0
      ? []
      : [
          '',
          ...wrapText(
            `Of no known day: ${undated.map(({ area, grade, source }) => `${areas[area].title} ${lower(gradeTitle[grade])} (${nameOf(source)})`).join('; ')}`,
            columns,
          ),
        ]
  const before = predecessors.flatMap(({ until, timeline }): Styled[] => {
    const told = describeTimeline(timeline, columns)
    const heading = `${timeline.authority}, predecessor${until === null ? '' : ` until ${dayInWords(until)}`}: not grades of this authority`
    return told.length === 0
      ? []
      : [{ text: '' }, ...wrapText(heading, columns).map((text): Styled => ({ text, bold: true })), ...told]
  })
  return [
    ...lines.map((line) => (typeof line === 'string' ? { text: line } : line)),
    ...lost.map((text) => ({ text })),
    ...before,
  ]
}

function stepLines({ inspection, moves, direction }: Step, columns: number): (string | Styled)[] {
  const { inspected, published, framework, sources, disagreements } = inspection
  const when = [
    ...(inspected === null ? [] : [`inspected ${daysInWords(inspected)}`]),
    ...(published === null ? [] : [`published ${dayInWords(published)}`]),
  ].join(', ')
  const kind =
    framework === null || framework === 'ILACS'
      ? ''
      : ` (${framework === 'SIF' ? 'single framework' : 'earlier framework'})`
  const heading = `${when.charAt(0).toUpperCase()}${when.slice(1)}${kind}: ${directionWords[direction]}`
  return [
    ...wrapText(heading, columns).map((text): Styled => ({ text, bold: true })),
    ...gridLines(moves, columns),
    ...notes(moves).flatMap((note) => wrapText(note, columns)),
    ...wrapText(`Sources: ${sources.map(nameOf).join('; ')}`, columns),
    ...disagreements.flatMap((one) => wrapText(`Sources disagree on ${describeDisagreement(one)}`, columns)),
  ]
}

const directionWords: Record<Direction, string> = {
  improved: 'improved',
  declined: 'declined',
  unchanged: 'unchanged',
  mixed: 'mixed',
  new: 'first known',
  unknown: 'moves unknown',
}

const headers = ['Area', 'Grade', 'Move', 'Before']
/** Names of areas are broken where they must be, and nothing else is. */
const narrowestArea = 12

/** A table of the grades and how they came; names of areas that have no room go on below. */
function gridLines(moves: readonly Move[], columns: number): string[] {
  const rows = moves.map(({ area, to, kind, from, fromArea }) => [
    `${areas[area].title}${isRenamed({ area, fromArea }) ? ' *' : ''}`,
    gradeTitle[to],
    kindWords[kind],
    from === null ? '-' : gradeTitle[from],
  ])
  const natural = headers.map((header, index) =>
    Math.max(...[headers, ...rows].map((row) => (row[index] ?? header).length)),
  )
  const others = natural.slice(1).reduce((sum, width) => sum + gap.length + width, 0)
  const areaWidth = Math.min(natural[0] ?? 0, Math.max(narrowestArea, columns - others))
  return [headers, ...rows].flatMap(([area = '', ...cells]) => {
    const [first = '', ...more] = wrapText(area, areaWidth, gap)
    const padded = cells.map((cell, index) => cell.padEnd(natural[index + 1] ?? 0))
    return [[first.padEnd(areaWidth), ...padded].join(gap).trimEnd(), ...more]
  })
}

const kindWords: Record<Move['kind'], string> = {
  improved: '↑ improved',
  declined: '↓ declined',
  unchanged: '= unchanged',
  new: '+ new',
  unknown: '? unknown',
}

const isRenamed = ({ area, fromArea }: Pick<Move, 'area' | 'fromArea'>) => fromArea !== null && fromArea !== area

/** What the table has no room for: areas that had another name, and what predecessors had. */
function notes(moves: readonly Move[]): string[] {
  const renamed = new Set(
    moves.flatMap(({ area, fromArea }) => (fromArea !== null && isRenamed({ area, fromArea }) ? [fromArea] : [])),
  )
  const bodies = new Set(moves.flatMap(({ predecessors }) => predecessors.map(({ authority }) => authority)))
  const had = [...bodies].map((body) => {
    const grades = moves.flatMap(({ predecessors }) => predecessors.filter(({ authority }) => authority === body))
    return `${body} had ${grades.map(({ area, grade }) => `${lower(gradeTitle[grade])} for ${lower(areas[area].title)}`).join(', ')}.`
  })
  const before = [...renamed].map((area) => lower(areas[area].title)).join(', and ')
  return [...(renamed.size === 0 ? [] : [`* before: ${before}`]), ...had]
}

function describeDisagreement(disagreement: Disagreement): string {
  const said = toldBy(disagreement).map(({ value, sources }) => `${value} (${sources.map(nameOf).join(', ')})`)
  return `${titleOf(disagreement.about)}: ${said.join(', ')}. The first is used.`
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

const nameOf = ({ kind, id }: Source) => plain(kind === 'report' ? `report ${id}` : id)

const lower = (title: string) => `${title.charAt(0).toLowerCase()}${title.slice(1)}`
