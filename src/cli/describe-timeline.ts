import { areas } from '../ratings/area.ts'
import { dayInWords, daysInWords } from '../ratings/days-in-words.ts'
import { directionWords } from '../ratings/direction.ts'
import { gradeTitle } from '../ratings/grade-title.ts'
import type { Source } from '../ratings/history.ts'
import { disagreementInWords, isRenamed, lower, namesBefore, predecessorsHad } from '../ratings/inspection-notes.ts'
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
    ...notesOf(moves).flatMap((note) => wrapText(note, columns)),
    ...wrapText(`Sources: ${sources.map(nameOf).join('; ')}`, columns),
    ...disagreements.flatMap((one) => wrapText(disagreementInWords(one, nameOf), columns)),
  ]
}

/** What the table has no room for: areas that had another name, and what predecessors had. */
function notesOf(moves: readonly Move[]): string[] {
  const before = namesBefore(moves)
  return [...(before === null ? [] : [`* before: ${before}`]), ...predecessorsHad(moves)]
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

const nameOf = ({ kind, id }: Source) => plain(kind === 'report' ? `report ${id}` : id)
