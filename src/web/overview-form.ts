import { html } from 'hono/html'
import { areas } from '../ratings/area.ts'
import { gradeColumns } from '../ratings/grade-columns.ts'
import { gradeTitle } from '../ratings/grade-title.ts'
import { Grade } from '../ratings/grade.ts'
import type { OverviewQuery } from './overview-query.ts'
import type { Html } from './page.ts'

type Option = readonly [value: string, label: string]

/** Inspectors no longer give it, and no authority has had it since. */
const asked = Grade.options.filter((grade) => grade !== 'adequate')

const grades: Option[] = [
  ['', 'Any'],
  ...asked.map((grade): Option => [grade, gradeTitle[grade]]),
  ['none', 'None recorded yet'],
]
const columns: Option[] = [['', 'Any'], ...gradeColumns.map((area): Option => [area, areas[area].title])]

/** The form that chooses authorities: everything it asks for stands in the address, so that it can be kept and passed on. */
export function overviewForm(query: OverviewQuery, regions: readonly string[], action: string): Html {
  const places: Option[] = [['', 'All of England'], ...regions.toSorted().map((region): Option => [region, region])]
  return html`<form class="ask" method="get" action="${action}">
    <div><label for="name">Name</label><input id="name" name="name" type="search" maxlength="80" autocomplete="off" value="${query.name}"></div>
    ${choice('region', 'Region', places, query.region)} ${choice('grade', 'Grade', grades, query.grade)}
    ${choice('area', 'Judgement', columns, query.area)}
    <button type="submit">Show</button>
  </form>`
}

const choice = (name: string, label: string, options: readonly Option[], chosen: string | null): Html =>
  html`<div><label for="${name}">${label}</label><select id="${name}" name="${name}">${options.map(
    ([value, title]) => html`<option value="${value}"${value === (chosen ?? '') ? ' selected' : ''}>${title}</option>`,
  )}</select></div>`
