import { html } from 'hono/html'
import { areas } from '../ratings/area.ts'
import { monthInWords } from '../ratings/days-in-words.ts'
import { gradeColumns, gradeInColumn, type GradeColumn } from '../ratings/grade-columns.ts'
import { gradeLetters, gradeTitle } from '../ratings/grade-title.ts'
import type { Grade } from '../ratings/grade.ts'
import { dayOfInspection } from '../ratings/same-inspection.ts'
import type { Timeline } from '../ratings/timeline.ts'
import type { Html } from './page.ts'
import { gradeClass } from './record-sheet.ts'

/** From one inspection to the next, or to the last day that is drawn. Days are ISO 8601. */
type Span = { grade: Grade; isOther: boolean; from: string; to: string }
type Row = { column: GradeColumn; spans: Span[] }

/** In pixels: only what goes from left to right grows with the window, so that letters stay as large as they are. */
const size = { row: 50, label: 15, bar: 22, bottom: 24 }

/** Years under the drawing: more have no room on a telephone. */
const mostYears = 6

/**
 * An authority's grades over the years as a drawing: a row for each judgement area, a bar from inspection to inspection, with its letters besides its colour.
 * `until`: the last day of the drawing. Null where no inspection has a grade of today's areas. What it shows is said in words to those who hear the page.
 */
export function gradeTimeline({ authority, steps }: Pick<Timeline, 'authority' | 'steps'>, until: string): Html | null {
  const rows = rowsOf(steps, until)
  const firstDay = rows.flatMap(({ spans }) => spans.map(({ from }) => from)).toSorted()[0]
  if (firstDay === undefined) return null
  const [first, last] = [Number(firstDay.slice(0, 4)), Number(until.slice(0, 4))]
  const start = Date.parse(`${first}-01-01`)
  const length = Math.max(Date.parse(until) - start, 1)
  const at = (day: string) => Math.min(100, Math.round(((Date.parse(day) - start) / length) * 10_000) / 100)
  const step = Math.ceil((last - first + 1) / mostYears)
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index).filter(
    (year) => (year - first) % step === 0 && at(`${year}-01-01`) < 92,
  )
  const height = rows.length * size.row + size.bottom
  return html`<svg class="years" width="100%" height="${height}" role="img" aria-labelledby="timeline-title timeline-text">
    <title id="timeline-title">The grades of ${authority}, ${first} to ${last}</title>
    <desc id="timeline-text">${rows.map(inWords).join(' ')}</desc>
    ${years.map(
      (year) =>
        html`<line x1="${at(`${year}-01-01`)}%" x2="${at(`${year}-01-01`)}%" y2="${height - size.bottom + 6}"/><text x="${at(`${year}-01-01`)}%" y="${height - 4}">${year}</text>`,
    )}
    ${rows.map(({ column, spans }, index) => {
      const y = index * size.row
      return html`<text class="area" y="${y + size.label}">${areas[column].title}</text>${spans.map((span) => {
        const x = at(span.from)
        const width = Math.round((at(span.to) - x) * 100) / 100
        const name = gradeClass[span.grade]
        // A drawing of its own cuts off what has no room in it.
        return html`<svg x="${x}%" y="${y + size.label + 5}" width="${width}%" height="${size.bar}"><rect class="${name}" width="100%" height="100%"/><text class="${name}" x="6" y="16">${gradeLetters[span.grade]}${span.isOther ? '*' : ''}</text></svg>`
      })}`
    })}
  </svg>`
}

/** Whether stars stand in the drawing: grades that were given for a wider area, or one of an earlier framework. */
export const hasOtherAreas = ({ steps }: Pick<Timeline, 'steps'>): boolean =>
  rowsOf(steps, '9999-12-31').some(({ spans }) => spans.some(({ isOther }) => isOther))

function rowsOf(steps: Timeline['steps'], until: string): Row[] {
  return gradeColumns
    .map((column) => ({
      column,
      spans: steps.flatMap(({ inspection }, index): Span[] => {
        const found = gradeInColumn(inspection.grades, column)
        const next = steps[index + 1]?.inspection
        const from = dayOfInspection(inspection)
        const to = next === undefined ? until : dayOfInspection(next)
        return found === null || to <= from
          ? []
          : [{ grade: found.grade, isOther: found.area !== column, from, to: to > until ? until : to }]
      }),
    }))
    .filter(({ spans }) => spans.length > 0)
}

/** "Leaders: inadequate from Feb 2018, good from Jul 2021." A grade that stayed is said once; where there was none in between, that is said. */
function inWords({ column, spans }: Row): string {
  const said = spans.flatMap(({ grade, from, to }, index) => {
    const before = spans[index - 1]
    const next = spans[index + 1]
    const stays = before !== undefined && before.grade === grade && before.to === from
    const ends = next !== undefined && next.from > to ? [`no judgement from ${monthInWords(to)}`] : []
    return [...(stays ? [] : [`${gradeTitle[grade].toLowerCase()} from ${monthInWords(from)}`]), ...ends]
  })
  return `${areas[column].title}: ${said.join(', ')}.`
}
