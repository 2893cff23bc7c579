import { html } from 'hono/html'
import { legendOf, type GridRow, type InspectionTable, type Shown } from './grid.ts'
import type { Html } from './layout.ts'

/** What an inspection moved, as a table: was, is now, and which way, in words and arrows besides colours. */
export const gridHtml = (rows: readonly GridRow[]): Html | string =>
  rows.length === 0
    ? ''
    : html`<table class="grid">
      <tr><th scope="col">Judgement</th><th scope="col">Was</th><th scope="col">Now</th></tr>
      ${rows.map(
        ({ area, was, now, arrow, move }) =>
          html`<tr><th scope="row" class="row">${area}</th><td>${was === null ? '–' : was.word}</td><td><span class="grade ${now.grade}">${now.word}</span> <span class="way">${arrow === '' ? '' : html`<span aria-hidden="true">${arrow}</span> `}${move}</span></td></tr>`,
      )}
    </table>`

/** The history of grades: a row for each inspection, a column for each judgement area, letters in coloured cells. */
export const inspectionTableHtml = (table: InspectionTable | null): Html | string =>
  table === null
    ? ''
    : html`<p class="quiet why">Grades at each inspection</p>
    <table class="line">
      <tr><td></td>${table.columns.map(({ area, letters }) => html`<th scope="col" abbr="${area}">${letters}</th>`)}</tr>
      ${table.rows.map(
        ({ day, who, cells }) =>
          html`<tr><th scope="row" class="row">${day}${who === null ? '' : html`<br>${who}`}</th>${cells.map(cellHtml)}</tr>`,
      )}
    </table>
    <p class="quiet">${legendOf(table)}</p>`

const cellHtml = (cell: Shown | null): Html =>
  cell === null ? html`<td>–</td>` : html`<td class="grade ${cell.grade}">${cell.letters}</td>`
