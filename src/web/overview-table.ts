import { html, raw } from 'hono/html'
import { monthInWords } from '../ratings/days-in-words.ts'
import { areas } from '../ratings/area.ts'
import { gradeColumns, type GradeColumn } from '../ratings/grade-columns.ts'
import { gradeLetters } from '../ratings/grade-title.ts'
import { slugOf } from '../links.ts'
import type { OverviewRow } from './overview-rows.ts'
import type { Html } from './page.ts'
import { gradeClass } from './record-sheet.ts'

/** Some words of them have no room on a telephone, and are only heard there. */
const headings: Record<GradeColumn, Html | string> = {
  leaders: 'Leaders',
  'help-and-protection': html`Help<span class="w"> and protection</span>`,
  'in-care': 'In care',
  'care-leavers': html`<span class="w">Care </span>leavers`,
  overall: 'Overall',
}

/**
 * Authorities by region with their grades. Its 153 rows are most of the page, so that they are as short as HTML lets them be: it closes cells and rows by
 * itself (HTML Standard, 13.1.2.4, optional tags).
 */
export function overviewTable(rows: readonly OverviewRow[]): Html {
  const regions = [...new Set(rows.map(({ region }) => region))].toSorted()
  return html`<table class="grades">
    <caption class="unseen">Authorities by region, with the grades of their last inspection</caption>
    <thead><tr><th scope="col">Authority<span class="w">, and when it was last inspected</span></th>${gradeColumns.map((column) => html`<th scope="col">${headings[column]}</th>`)}</tr></thead>
    ${regions.map((region) => {
      const own = rows.filter((row) => row.region === region)
      return html`<tbody><tr><th colspan="6" scope="rowgroup">${region}</th></tr>${own.map(rowHtml)}</tbody>`
    })}
  </table>`
}

const rowHtml = ({ name, last, hasNewer, cells }: OverviewRow): Html =>
  html`<tr><th scope="row"><a href="/authorities/${slugOf(name)}">${name}</a>${
    last === null
      ? ''
      : html` <time datetime="${last.day.slice(0, 7)}">${last.isPublication ? 'published ' : ''}${monthInWords(last.day)}</time>`
  }${hasNewer ? html` <em>newer report not read yet</em>` : ''}${gradeColumns.map((column) => raw(cellOf(cells[column], column)))}`

/** Of letters and classes of ours alone. A star marks what was given for a wider area, or one of an earlier framework. */
function cellOf(cell: OverviewRow['cells'][GradeColumn], column: GradeColumn): string {
  if (cell === null) return '<td>–'
  return `<td class="${gradeClass[cell.grade]}">${gradeLetters[cell.grade]}${cell.area === column ? '' : '*'}`
}

/** What stars stand for, where there are any. */
export function starNote(rows: readonly OverviewRow[]): string | null {
  const starred = new Set(
    rows.flatMap(({ cells }) =>
      gradeColumns.flatMap((column) => {
        const cell = cells[column]
        return cell === null || cell.area === column ? [] : [cell.area]
      }),
    ),
  )
  if (starred.size === 0) return null
  const said = [...starred].map((area) => `“${areas[area].title}”`).join(', ')
  return `* Given under the framework of its time for ${said}.`
}
