import { html } from 'hono/html'
import { plain, shorten } from '../emails/plain.ts'
import { webAddress } from '../emails/web-address.ts'
import { areas } from '../ratings/area.ts'
import { dayInWords, daysInWords } from '../ratings/days-in-words.ts'
import { directionWords } from '../ratings/direction.ts'
import { gradeColumns, gradeInColumn, type GradeColumn } from '../ratings/grade-columns.ts'
import { gradeLetters, gradeTitle } from '../ratings/grade-title.ts'
import type { Inspection, Source } from '../ratings/history.ts'
import { disagreementInWords, namesBefore, predecessorsHad } from '../ratings/inspection-notes.ts'
import { moveWords } from '../ratings/move-words.ts'
import type { Move } from '../ratings/moves.ts'
import type { Step, Timeline } from '../ratings/timeline.ts'
import type { Html } from './page.ts'
import { gradeClass } from './record-sheet.ts'

/** An authority's inspections, the newest first: what each found, what that moved, and who says so. */
export function inspectionsTable({ authority, steps }: Pick<Timeline, 'authority' | 'steps'>): Html {
  const columns = gradeColumns.filter(
    (column) => column !== 'overall' || steps.some(({ inspection }) => inspection.grades.overall !== undefined),
  )
  return html`<table class="grades history">
    <caption class="unseen">Inspections of ${authority}, the newest first</caption>
    <thead><tr>${columns.map((column) => html`<th scope="col">${areas[column].title}</th>`)}</tr></thead>
    ${steps.map((step, index) => stepHtml(step, columns, index === 0)).toReversed()}
  </table>`
}

/** Nothing is said of moves at the first inspection that is known: there is nothing before it. */
function stepHtml({ inspection, moves, direction }: Step, columns: readonly GradeColumn[], isFirst: boolean): Html {
  const told = new Set(columns.map((column) => gradeInColumn(inspection.grades, column)?.area))
  const others = moves.filter(({ area }) => !told.has(area))
  return html`<tbody>
    <tr><th colspan="${columns.length}" scope="rowgroup">${headingOf(inspection, directionWords[direction])}</th></tr>
    <tr>${columns.map((column) => cellHtml(inspection, moves, column, isFirst))}</tr>
    <tr><td colspan="${columns.length}">
      ${others.map((move) => html`<p>${areas[move.area].title}: ${gradeTitle[move.to].toLowerCase()}${isFirst ? '' : html` (${wayOf(move)})`}</p>`)}
      ${notesOf(inspection, moves, columns).map((note) => html`<p>${note}</p>`)}
      <p>${inspection.sources.length === 1 ? 'Source' : 'Sources'}: ${inspection.sources.map((source, index) => html`${index === 0 ? '' : '; '}${sourceHtml(source)}`)}</p>
      ${inspection.disagreements.map((one) => html`<p class="doubt">${disagreementInWords(one, nameOf)}</p>`)}
    </td></tr>
  </tbody>`
}

function headingOf({ inspected, published, framework }: Inspection, direction: string): Html {
  const facts = [
    `${direction.charAt(0).toUpperCase()}${direction.slice(1)}`,
    ...(published !== null && inspected !== null
      ? [html`published <time datetime="${published}">${dayInWords(published)}</time>`]
      : []),
    ...(framework === 'SIF' ? ['single framework'] : framework === 'other' ? ['earlier framework'] : []),
  ]
  const day =
    inspected === null
      ? html`Published <time datetime="${published ?? ''}">${published === null ? 'on a day that is not known' : dayInWords(published)}</time>`
      : html`<time datetime="${inspected.from}">${daysInWords(inspected)}</time>`
  return html`${day} <span class="quiet">${facts.map((fact, index) => html`${index === 0 ? '' : ' · '}${fact}`)}</span>`
}

function cellHtml({ grades }: Inspection, moves: readonly Move[], column: GradeColumn, isFirst: boolean): Html | '' {
  const found = gradeInColumn(grades, column)
  if (found === null)
    return html`<td><span aria-hidden="true">–</span><span class="unseen">no such judgement</span></td>`
  const isJoint = found.area === 'in-care-and-care-leavers'
  // It stands under both areas once.
  if (isJoint && column === 'care-leavers') return ''
  const move = moves.find(({ area }) => area === found.area)
  return html`<td class="${gradeClass[found.grade]}"${isJoint ? html` colspan="2"` : ''}><span class="n" aria-hidden="true">${gradeLetters[found.grade]}</span><span class="w">${gradeTitle[found.grade]}</span>${isJoint || found.area === column ? '' : '*'}${
    move === undefined || isFirst ? '' : html` <small>${wayOf(move)}</small>`
  }${isJoint ? html` <small>one judgement with care leavers</small>` : ''}</td>`
}

/** What the cells have no room for. */
function notesOf({ grades }: Inspection, moves: readonly Move[], columns: readonly GradeColumn[]): string[] {
  const older = columns.flatMap((column) => {
    const area = gradeInColumn(grades, column)?.area
    return area === undefined || area === column || area === 'in-care-and-care-leavers'
      ? []
      : [`“${areas[area].title}”`]
  })
  const before = namesBefore(moves)
  return [
    ...(older.length === 0 ? [] : [`* Then judged as ${older.join(' and ')}.`]),
    ...(before === null ? [] : [`Compared with the grades before for ${before}.`]),
    ...predecessorsHad(moves),
  ]
}

function wayOf({ kind }: Move): Html {
  const { arrow, move } = moveWords[kind]
  return html`${arrow === '' ? '' : html`<span aria-hidden="true">${arrow}</span> `}${move}`
}

function sourceHtml(source: Source): Html {
  const url = webAddress(source.url)
  const name = source.kind === 'report' ? `Ofsted’s report ${nameOf(source).replace('report ', '')}` : nameOf(source)
  return url === null ? html`${name}` : html`<a href="${url}" rel="noopener nofollow ugc">${name}</a>`
}

/** Names of files may be as long as files may be called. */
const longestName = 120

const nameOf = ({ kind, id }: Source) => shorten(plain(kind === 'report' ? `report ${id}` : id), longestName)
