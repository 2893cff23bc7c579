import { html, raw } from 'hono/html'
import { eventLine, type EventLine } from '../emails/event-line.ts'
import { moreSources } from '../emails/wording.ts'
import type { Event } from '../events/event.ts'
import type { Links } from '../links.ts'
import type { RuleFacts } from '../rules/rule.ts'
import type { Html } from './page.ts'
import { pathOf } from './path-of.ts'

type Asked = {
  rules: ReadonlyMap<string, RuleFacts>
  timeZone: string
  links: Pick<Links, 'event'>
  /** The rank of each event's heading: one below that of the heading above the list. */
  rank?: 2 | 3
}

/** Events as digests tell of them, each leading to its own page; eventsSheet is its style. */
export function eventsList(events: readonly Event[], { rules, timeZone, links, rank = 3 }: Asked): Html {
  return html`<ul class="events">
    ${events.map((event) => {
      const line = eventLine({ event, known: null }, { rule: rules.get(event.rule), timeZone, detail: 'listed' })
      const heading = html`<a href="${pathOf(links.event(event.id))}">${line.headline}</a>`
      return html`<li>
        ${raw(`<h${rank}>`)}${heading}${raw(`</h${rank}>`)}
        <p class="quiet">${line.rule} · ${line.date}</p>
        ${quoteHtml(line)} ${sourcesHtml(line)}
      </li>`
    })}
  </ul>`
}

/** The sentence that says so, and who wrote it. */
export const quoteHtml = ({ quote }: Pick<EventLine, 'quote'>): Html | '' =>
  quote === null ? '' : html`<blockquote><p>“${quote.sentence}”</p><p class="quiet">— ${quote.outlet}</p></blockquote>`

/** Where it was told. */
export const sourcesHtml = ({ sources, moreSources: more }: Pick<EventLine, 'sources' | 'moreSources'>): Html =>
  html`<ul class="sources">
    ${sources.map(
      (source) => html`<li>${outwards(source)} <span class="quiet">${source.outlet}, ${source.date}</span></li>`,
    )}
    ${more === 0 ? '' : html`<li class="quiet">${moreSources(more, sources.length)}</li>`}
  </ul>`

/** A link out of here, if there is an address that may be one: we vouch for none of them, and tell them nothing. */
export const outwards = ({ title, url }: Pick<EventLine['sources'][number], 'title' | 'url'>): Html | string =>
  url === null ? title : html`<a href="${url}" rel="noopener nofollow ugc">${title}</a>`
