import { html } from 'hono/html'
import type { DigestMail } from './digest.ts'
import { byAuthority, type DigestLine } from './digest-lines.ts'
import { gridHtml, inspectionTableHtml } from './grid-html.ts'
import { layout, type Html } from './layout.ts'
import { plain, shorten } from './plain.ts'
import {
  allOnPage,
  intro,
  moreEvents,
  moreSources as moreSourcesText,
  notChecked,
  notRelevant,
  onTheWeb,
  whyThis,
  whyYou,
  type Untold,
} from './wording.ts'

/** Past this, lists of mails show no more of it. */
const mostPreheader = 200

/** The HTML form. */
export function digestHtml(props: DigestMail, lines: DigestLine[], untold: Untold, subject: string): string {
  const { digest, links, serviceName } = props
  return layout({
    subject,
    preheader: preheader(lines),
    serviceName: plain(serviceName),
    heading: intro(digest),
    body: html`${byAuthority(lines).map(authorityHtml)}${moreHtml(untold, links.edition)}${failedHtml(notChecked(digest))}`,
    foot: html`<p>${whyYou(digest)}</p>
      <p>${links.edition === null ? '' : html`<a href="${links.edition}">${onTheWeb}</a> · `}${links.manage === null ? '' : html`<a href="${links.manage}">Change what you get</a> · `}<a href="${links.unsubscribe}">Unsubscribe</a></p>`,
  })
}

/** What the subject does not say: the other events, or why there is this one. */
function preheader([first, ...others]: DigestLine[]): string {
  const text = others.length > 0 ? others.map(({ headline }) => headline).join('. ') : (first?.quote?.sentence ?? '')
  return shorten(text, mostPreheader)
}

const authorityHtml = ([authority, lines]: [string, DigestLine[]]): Html =>
  html`<h2>${authority}</h2>
    ${lines.map(eventHtml)}`

function eventHtml({
  headline,
  rule,
  isUpdate,
  news,
  visit,
  grid,
  inspections,
  quote,
  sources,
  moreSources,
  feedback,
}: DigestLine): Html {
  return html`<div class="event">
    <h3>${isUpdate ? html`<span class="update">Update</span> ` : ''}${headline}</h3>
    <p class="quiet">${rule}</p>
    ${news === null ? '' : html`<p>${news}</p>`}
    ${visit === null ? '' : html`<p>${visit}</p>`}
    ${gridHtml(grid)}
    ${inspectionTableHtml(inspections)}
    ${quote === null ? '' : html`<p class="quiet why">${whyThis}</p><blockquote class="quote"><p>“${quote.sentence}”</p><p class="quiet">— ${quote.outlet}</p></blockquote>`}
    <ul>
      ${sources.map(sourceHtml)}
      ${moreSources === 0 ? '' : html`<li class="quiet">${moreSourcesText(moreSources, sources.length)}</li>`}
    </ul>
    ${feedback === null ? '' : html`<p class="quiet ask"><a href="${feedback}">${notRelevant}</a></p>`}
  </div>`
}

const sourceHtml = ({ outlet, title, date, url }: DigestLine['sources'][number]): Html =>
  html`<li>${url === null ? title : html`<a href="${url}">${title}</a>`} <span class="quiet">${outlet}, ${date}</span></li>`

function moreHtml(untold: Untold, page: string | null): Html | string {
  const more = moreEvents(untold)
  if (more === null) return ''
  return html`<p class="more">${more}${page === null ? '' : html`. <a href="${page}">${allOnPage}</a>`}</p>`
}

function failedHtml(feeds: string[]): Html | string {
  if (feeds.length === 0) return ''
  return html`<h2>Not checked</h2>
    <ul>${feeds.map((feed) => html`<li>${feed}</li>`)}</ul>`
}
