import { html } from 'hono/html'
import { dayOf } from '../emails/day-of.ts'
import { plain } from '../emails/plain.ts'
import { webAddress } from '../emails/web-address.ts'
import type { Event } from '../events/event.ts'
import { slugOf, type Links } from '../links.ts'
import { areas } from '../ratings/area.ts'
import { dayInWords, daysInWords } from '../ratings/days-in-words.ts'
import { gradeColumns } from '../ratings/grade-columns.ts'
import { gradeTitle } from '../ratings/grade-title.ts'
import type { Inspection } from '../ratings/history.ts'
import type { Timeline } from '../ratings/timeline.ts'
import type { UnreadInspection } from '../ratings/without-gaps.ts'
import type { Authority } from '../rules/authorities.ts'
import { isInForce } from '../rules/in-force.ts'
import type { RuleFacts } from '../rules/rule.ts'
import { eventsList } from './events-list.ts'
import { feedLinks } from './feeds.ts'
import { pathOf } from './path-of.ts'
import { eventsSheet } from './events-sheet.ts'
import { gradeLegend } from './grade-legend.ts'
import { gradeTimeline, hasOtherAreas } from './grade-timeline.ts'
import { inspectionsTable } from './inspections-table.ts'
import { staleNote } from './overview-page.ts'
import { currentGrades } from './overview-rows.ts'
import { page, type Html } from './page.ts'
import { gradeClass, recordSheet } from './record-sheet.ts'

export type AuthorityProps = {
  authority: Authority
  timeline: Timeline
  /** The latest report that could not be read, where it is later than all that is known. */
  newer: UnreadInspection | null
  /** The newest first, and how many there are in all. */
  events: readonly Event[]
  total: number
  rules: ReadonlyMap<string, RuleFacts>
  links: Pick<Links, 'event' | 'events'>
  feeds: NonNullable<Parameters<typeof page>[0]['feeds']>
  /** When the records were read. */
  read: Date
  isOld: boolean
  timeZone: string
}

/** All that is known of one authority: its grades now and before, what happened, and how to hear of it. */
export function authorityPage(props: AuthorityProps): Html {
  const { authority, timeline, feeds, read, isOld, timeZone } = props
  const { name, type, region } = authority
  const today = read.toISOString().slice(0, 10)
  const isToday = isInForce(authority, today)
  const body = html`${isOld ? staleNote(read, timeZone) : ''}
    <p class="crumbs"><a href="/authorities">All authorities</a> · <a href="/authorities?region=${encodeURIComponent(region)}">${region}</a> · ${type.charAt(0).toUpperCase()}${type.slice(1)}</p>
    ${successionNote(authority, today)}
    ${newerNote(props.newer)}
    ${nowHtml(timeline, isToday)}
    ${isToday ? html`<p><a class="go" href="/?authority=${encodeURIComponent(name)}">Subscribe to this authority</a></p>` : ''}
    ${yearsHtml(timeline, authority.until !== null && authority.until < today ? authority.until : today)}
    ${inspectionsHtml(timeline)}
    ${eventsHtml(props)}
    ${predecessorsHtml(timeline)}
    <p class="quiet">As of <time datetime="${today}">${dayOf(read.toISOString(), timeZone)}</time>. The grades are Ofsted’s; what we have not read we do not know of.</p>`
  return page({
    heading: name,
    description: `Ofsted’s grades of the children’s services of ${name}, now and before, and what happened there.`,
    body,
    isForAll: true,
    isWide: true,
    sheets: [recordSheet, eventsSheet],
    feeds,
  })
}

/** What took its place, and when; a change to come is told too. */
function successionNote({ successor, until }: Authority, today: string): Html | '' {
  if (successor.length === 0) return ''
  const names = successor.map(
    (name, index) => html`${index === 0 ? '' : index === successor.length - 1 ? ' and ' : ', '}${linkTo(name)}`,
  )
  const day = until === null ? '' : html` on <time datetime="${until}">${dayInWords(until)}</time>`
  return until !== null && until > today
    ? html`<p class="note">Its duties pass to ${names}${day}.</p>`
    : html`<p class="note">It no longer exists: its duties passed to ${names}${day}.</p>`
}

/** Grades that may be others by now are never shown without a word. */
function newerNote(newer: UnreadInspection | null): Html | '' {
  if (newer === null) return ''
  const url = webAddress(newer.source.url)
  const report = html`A later report was published on <time datetime="${newer.published}">${dayInWords(newer.published)}</time>`
  return html`<p class="note">${url === null ? report : html`<a href="${url}" rel="noopener nofollow ugc">${report}</a>`}, and we could not read its grades yet. What stands here may be different by now.</p>`
}

export const linkTo = (name: string): Html => html`<a href="/authorities/${slugOf(name)}">${name}</a>`

function nowHtml({ steps }: Timeline, isToday: boolean): Html {
  const heading = html`<h2>${isToday ? 'Grades now' : 'Its last grades'}</h2>`
  const last = steps.at(-1)?.inspection
  if (last === undefined) return html`${heading}<p>No judgement recorded yet.</p>`
  const cells = currentGrades(last.grades)
  return html`${heading}
    <dl class="now">${gradeColumns.map((column) => {
      const cell = cells[column]
      if (cell === null)
        return column === 'overall'
          ? ''
          : html`<div><dt>${areas[column].title}</dt><dd>No judgement recorded</dd></div>`
      const note = cell.area === column ? '' : html`<dd class="other">as “${areas[cell.area].title}”</dd>`
      return html`<div class="${gradeClass[cell.grade]}"><dt>${areas[column].title}</dt><dd>${gradeTitle[cell.grade]}</dd>${note}</div>`
    })}</dl>
    <p>${whenOf(last)}${last.grades.overall === undefined ? ' Ofsted gives no overall judgement any more.' : ''}</p>`
}

function whenOf({ inspected, published }: Inspection): Html {
  const released = published === null ? null : html`<time datetime="${published}">${dayInWords(published)}</time>`
  if (inspected === null) return html`From the inspection published on ${released ?? 'a day that is not known'}.`
  const days = html`<time datetime="${inspected.from}">${daysInWords(inspected)}</time>`
  return html`From the inspection of ${days}${released === null ? '' : html`, published on ${released}`}.`
}

function yearsHtml(timeline: Timeline, until: string): Html | '' {
  const drawing = gradeTimeline(timeline, until)
  if (drawing === null) return ''
  const grades = new Set(timeline.steps.flatMap(({ inspection }) => Object.values(inspection.grades)))
  return html`<h2>Over the years</h2>
    ${drawing}
    ${gradeLegend(grades)}
    ${hasOtherAreas(timeline) ? html`<p class="quiet">* Given for a wider area, or one of an earlier framework: the list of inspections says which.</p>` : ''}`
}

function eventsHtml({ authority, events, total, rules, timeZone, links, feeds }: AuthorityProps): Html {
  const more = total - events.length
  return html`<h2>What happened</h2>
    ${events.length === 0 ? html`<p>No event recorded yet.</p>` : eventsList(events, { rules, timeZone, links })}
    ${more > 0 ? html`<p><a href="${pathOf(links.events({ authority: authority.name }))}">And ${more} more</a></p>` : ''}
    <p class="quiet">${feedLinks(feeds)}</p>`
}

function inspectionsHtml({ authority, steps, undated }: Timeline): Html | '' {
  if (steps.length === 0 && undated.length === 0) return ''
  return html`<h2>Inspections</h2>
    ${steps.length === 0 ? '' : inspectionsTable({ authority, steps })} ${undatedHtml(undated)}`
}

/** What those had whose duties it took over: told, and told to be none of its own. */
function predecessorsHtml({ authority, predecessors }: Timeline): Html {
  const known = predecessors.filter(({ timeline }) => timeline.steps.length > 0 || timeline.undated.length > 0)
  return html`${known.map(
    ({ until, timeline }) => html`<h2>Before: ${timeline.authority}</h2>
    <p>${linkTo(timeline.authority)} had these duties${until === null ? '' : html` until <time datetime="${until}">${dayInWords(until)}</time>`}. These are not grades of ${authority}.</p>
    ${timeline.steps.length === 0 ? '' : inspectionsTable(timeline)} ${undatedHtml(timeline.undated)}`,
  )}`
}

function undatedHtml(undated: Timeline['undated']): Html | '' {
  if (undated.length === 0) return ''
  return html`<h3>Of no known day</h3>
    <ul>${undated.map(({ area, grade, source }) => html`<li>${areas[area].title}: ${gradeTitle[grade].toLowerCase()} <span class="quiet">${plain(source.id)}</span></li>`)}</ul>`
}
