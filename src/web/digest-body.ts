import { html, raw } from 'hono/html'
import { byAuthority, digestLines, type DigestLine } from '../emails/digest-lines.ts'
import type { Detail } from '../emails/event-line.ts'
import { gridHtml, inspectionTableHtml } from '../emails/grid-html.ts'
import { notChecked, notRelevant } from '../emails/wording.ts'
import type { Digest } from '../events/digest.ts'
import type { Links } from '../links.ts'
import type { RuleFacts } from '../rules/rule.ts'
import { quoteHtml, sourcesHtml } from './events-list.ts'
import { pathOf } from './path-of.ts'
import type { Html } from './page.ts'

type Asked = {
  digest: Digest
  rules: ReadonlyMap<string, RuleFacts>
  /** Null where its events are made up, and have no pages. */
  links: Pick<Links, 'event'> | null
  /** Where its reader says that an event is wrong; absent where nobody is asked. */
  feedback?: (eventId: string) => string
  /** Past this, events are told more shortly. */
  mostBytes: number
}

/** How much is said of each event, the most first. */
const details: readonly Detail[] = ['full', 'short', 'quoted', 'shortest', 'barest']

type Line = DigestLine & { href: string | null }

/** Everything that the mail of a digest says, and every event of it: those, too, that the mail has no room for. */
export function digestBody({ digest, rules, links, feedback, mostBytes }: Asked): Html {
  let body = ''
  for (const detail of details) {
    const lines = digestLines({ digest, rules, links: { feedback: feedback ?? null } }, detail).map(
      (line, index): Line => {
        const id = digest.events[index]?.event.id
        return { ...line, href: links === null || id === undefined ? null : pathOf(links.event(id)) }
      },
    )
    const tell = detail === 'barest' ? headlines : told
    const groups = byAuthority(lines).map(([authority, own]) => html`<h2>${authority}</h2>${tell(own)}`)
    // Indentation would count as well; no text from outside holds a line break.
    body = String(html`${groups}`).replaceAll(/\n\s*/g, '\n')
    if (Buffer.byteLength(body) <= mostBytes) break
  }
  const feeds = notChecked(digest)
  const failed =
    feeds.length === 0 ? '' : html`<h2>Not checked</h2><ul>${feeds.map((feed) => html`<li>${feed}</li>`)}</ul>`
  return html`${raw(body)}${failed}`
}

const told = (lines: readonly Line[]): Html =>
  html`${lines.map(
    (line) => html`<article class="event">
      <h3>${headline(line)}</h3>
      <p class="quiet">${line.rule} · ${line.date}</p>
      ${line.news === null ? '' : html`<p>${line.news}</p>`}
      ${line.visit === null ? '' : html`<p>${line.visit}</p>`}
      ${gridHtml(line.grid)} ${inspectionTableHtml(line.inspections)}
      ${quoteHtml(line)} ${sourcesHtml(line)}
      ${line.feedback === null ? '' : html`<p class="quiet"><a href="${pathOf(line.feedback)}">${notRelevant}</a></p>`}
    </article>`,
  )}`

/** Events that are only named, each in a line. */
export const headlines = (lines: readonly Pick<Line, 'headline' | 'isUpdate' | 'href'>[]): Html =>
  html`<ul>${lines.map((line) => html`<li>${headline(line)}</li>`)}</ul>`

const headline = ({ headline: said, isUpdate, href }: Pick<Line, 'headline' | 'isUpdate' | 'href'>): Html =>
  html`${isUpdate ? html`<span class="update">Update</span> ` : ''}${href === null ? said : html`<a href="${href}">${said}</a>`}`
