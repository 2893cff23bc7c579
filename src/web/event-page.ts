import { html } from 'hono/html'
import { eventHistory, titled } from '../emails/event-history.ts'
import { eventLine } from '../emails/event-line.ts'
import { recordOf } from '../emails/grid.ts'
import { gridHtml, inspectionTableHtml } from '../emails/grid-html.ts'
import { brief } from '../emails/plain.ts'
import { areas } from '../ratings/area.ts'
import { isKnown } from '../events/compatible.ts'
import type { Event } from '../events/event.ts'
import { label } from '../events/headline.ts'
import type { Links } from '../links.ts'
import type { RuleFacts } from '../rules/rule.ts'
import { eventSources } from './event-sources.ts'
import { quoteHtml } from './events-list.ts'
import { pathOf } from './path-of.ts'
import type { Html } from './page.ts'

type Asked = {
  rule: RuleFacts | undefined
  timeZone: string
  links: Pick<Links, 'authority'>
  /** Whether its authority has a page. */
  hasAuthorityPage: boolean
}

/** Characters of a value that a field shows. */
const mostValue = 200

/** What is known of one event, since when, and who says so. */
export function eventPage(event: Event, { rule, timeZone, links, hasAuthorityPage }: Asked): Html {
  const line = eventLine({ event, known: null }, { rule, timeZone, detail: 'full' })
  const where = hasAuthorityPage
    ? html`<a href="${pathOf(links.authority(event.authority))}">${line.authority}</a>`
    : line.authority
  return html`<p class="quiet">${line.rule} · ${where} · ${line.date}</p>
    ${line.visit === null ? '' : html`<p>${line.visit}</p>`} ${quoteHtml(line)} ${gridHtml(line.grid)}
    ${line.grid.length === 0 ? '' : html`<p class="quiet">What each judgement was before, and so which way it went, is from our record of earlier inspections. What it is now is from Ofsted’s report.</p>`}
    ${inspectionTableHtml(line.inspections)}
    <h2>What is known</h2>
    ${fieldsHtml(event, line.grid.length > 0)} ${historyHtml(event, rule, timeZone)}
    <h2>Who says so</h2>
    ${eventSources(event, { rule, timeZone, quoted: line.quote?.sentence ?? null })}`
}

/** What an inspection's report does not say of itself. */
const fromRecord = ['previous', 'direction']

function fieldsHtml(event: Event, hasGrid: boolean): Html | '' {
  const onRecord = recordOf(event) !== null
  // The grid says the same of the judgement areas, and more.
  const shown = Object.entries(event.fields).filter(([, value]) => !(hasGrid && typeof value === 'object'))
  if (shown.length === 0) return ''
  return html`<dl class="facts">
    ${shown.map(([name, value]) => {
      const isInferred = onRecord && isKnown(value) && fromRecord.includes(name)
      return html`<div><dt>${brief(titled(name), mostValue)}</dt>
        <dd>${valueHtml(value)}${isInferred ? html` <span class="quiet">(from our record of earlier inspections)</span>` : ''}</dd></div>`
    })}
  </dl>`
}

function valueHtml(value: Event['fields'][string]): Html | string {
  if (!isKnown(value)) return 'not said'
  if (typeof value !== 'object') return brief(titled(String(value)), mostValue)
  const moves = Object.entries(value)
  if (moves.length === 0) return 'not said'
  return html`<ul>
    ${moves.map(([area, { from, to }]) => html`<li>${areaTitle(area)}: ${from === null ? '' : `${gradeIn(from)} → `}${to === null ? 'not said' : gradeIn(to)}</li>`)}
  </ul>`
}

const areaTitle = (area: string): string =>
  Object.entries(areas).find(([name]) => name === area)?.[1].title ?? brief(titled(area), mostValue)

const gradeIn = (grade: string): string => brief(label(grade), mostValue)

function historyHtml(event: Event, rule: RuleFacts | undefined, timeZone: string): Html {
  const known = eventHistory(event, rule, timeZone)
  const isWhole = (event.history[0]?.revision ?? 1) === 1
  return html`<ul class="known">
    ${isWhole ? '' : html`<li class="quiet">What was known before is no longer kept.</li>`}
    ${known.map(({ since, says }) => html`<li><span class="quiet">${since === null ? 'Known later' : `Known since ${since}`}</span> ${says}</li>`)}
  </ul>`
}
