import { html } from 'hono/html'
import { dayOf } from '../emails/day-of.ts'
import { momentOf } from '../emails/moment-of.ts'
import { areas } from '../ratings/area.ts'
import { gradeColumns, type GradeColumn } from '../ratings/grade-columns.ts'
import type { Grade } from '../ratings/grade.ts'
import { gradeLegend } from './grade-legend.ts'
import { largeMap, littleMap, type MapEntry } from './grade-map.ts'
import { overviewForm } from './overview-form.ts'
import { fits, overviewSearch, type OverviewQuery } from './overview-query.ts'
import { gradeBy, type OverviewRow } from './overview-rows.ts'
import { overviewTable, starNote } from './overview-table.ts'
import { page, type Html } from './page.ts'
import { recordSheet } from './record-sheet.ts'

export type OverviewProps = {
  rows: readonly OverviewRow[]
  query: OverviewQuery
  /** What of the query was left out, in sentences. */
  ignored: readonly string[]
  regions: readonly string[]
  /** When the records were read. */
  read: Date
  /** They could not be read since. */
  isOld: boolean
  timeZone: string
}

/** All authorities with their current grades, as a table and a little map. */
export function overviewPage(props: OverviewProps): Html {
  const { rows, query, regions } = props
  const shown = rows.filter((row) => fits(row, query))
  const isAll = shown.length === rows.length
  const worst = rows.filter(({ cells }) => gradeColumns.some((column) => cells[column]?.grade === 'inadequate')).length
  const star = starNote(shown)
  const map =
    shown.length === 0
      ? ''
      : html`<figure class="map">
        ${mapCaption(query.area, gradesOf(shown, query.area))}
        <a href="/authorities/map${overviewSearch(query)}">${littleMap(entriesOf(props))}The map with names</a>
      </figure>`
  const list = html`<div class="rest">
    <h2>${isAll ? 'All authorities' : `${shown.length} of ${rows.length} authorities`}</h2>
    ${isAll ? '' : html`<p><a href="/authorities">Show all</a></p>`}
    ${shown.length === 0 ? html`<p>No authority fits. Choose fewer things at once, or only a part of the name.</p>` : overviewTable(shown)}
    ${star === null ? '' : html`<p class="quiet">${star}</p>`}
  </div>`
  const body = html`${notes(props)}
    <p class="lead">How Ofsted judges the children’s services of England’s ${rows.length} local authorities: the grades of the last inspection whose report we have read. ${
      worst === 0
        ? ''
        : html`<a href="/authorities?grade=inadequate">${worst === 1 ? 'One is' : `${worst} are`} judged inadequate</a> in at least one area.`
    }</p>
    ${overviewForm(query, regions, '/authorities')}
    <div class="split">${isAll ? html`${map} ${list}` : html`${list} ${map}`}</div>
    ${footnote(props)}`
  return page({
    heading: 'Ofsted’s grades of children’s services',
    description: `How Ofsted judges the children’s services of England’s ${rows.length} local authorities, as a table and a map.`,
    body,
    isForAll: isFindable(props),
    isWide: true,
    sheets: [recordSheet],
  })
}

/** The large map: names on the tiles, and a link to each authority. */
export function mapPage(props: OverviewProps): Html {
  const { rows, query, regions } = props
  const shown = rows.filter((row) => fits(row, query))
  const body = html`${notes(props)}
    <p class="crumbs"><a href="/authorities${overviewSearch(query)}">The same as a table</a></p>
    ${overviewForm(query, regions, '/authorities/map')}
    <figure class="map large">
      ${mapCaption(query.area, gradesOf(shown, query.area))}
      ${largeMap(entriesOf(props))}
    </figure>
    <p>Each tile is an authority, and all are of one size: the map shows who neighbours whom, not how large they are. Its letters are those of its name, and below them its grade.</p>
    ${footnote(props)}`
  return page({
    heading: 'Map of Ofsted’s grades',
    description: `How Ofsted judges the children’s services of England’s ${rows.length} local authorities, on a map.`,
    body,
    isForAll: isFindable(props),
    isWide: true,
    sheets: [recordSheet],
  })
}

/** Pages that a reader's own words made are no pages for search engines: there is no end of them. */
const isFindable = ({ query, ignored }: OverviewProps): boolean => query.name === '' && ignored.length === 0

const notes = ({ ignored, isOld, read, timeZone }: OverviewProps): Html =>
  html`${ignored.map((sentence) => html`<p class="note">${sentence}</p>`)}${isOld ? staleNote(read, timeZone) : ''}`

/** While the records are away: what is shown may have changed. */
export const staleNote = (read: Date, timeZone: string): Html =>
  html`<p class="note">Our records cannot be reached just now. This is how they stood on <time datetime="${read.toISOString()}">${momentOf(read.toISOString(), timeZone)}</time>.</p>`

function mapCaption(area: GradeColumn | null, grades: readonly (Grade | null)[]): Html {
  const counts = new Map<Grade | null, number>()
  for (const grade of grades) counts.set(grade, (counts.get(grade) ?? 0) + 1)
  const shown = new Set(grades.flatMap((grade) => grade ?? []))
  return html`<figcaption><strong>${area === null ? 'The worst grade of each' : `${areas[area].title}: the grade of each`}</strong></figcaption>
    ${gradeLegend(shown, counts)}`
}

const gradesOf = (rows: readonly OverviewRow[], area: GradeColumn | null) => rows.map((row) => gradeBy(row, area))

const entriesOf = ({ rows, query }: OverviewProps): MapEntry[] =>
  rows.map((row) => ({ name: row.name, grade: gradeBy(row, query.area), isShown: fits(row, query) }))

const footnote = ({ read, timeZone }: OverviewProps): Html =>
  html`<p class="quiet">As of <time datetime="${read.toISOString().slice(0, 10)}">${dayOf(read.toISOString(), timeZone)}</time>. Inspections from April 2026 on give no overall judgement. The grades are Ofsted’s; reports are on <a href="https://reports.ofsted.gov.uk/" rel="noopener">its site</a>.</p>`
