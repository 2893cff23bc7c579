import { html } from 'hono/html'
import type { Event } from '../events/event.ts'
import type { Links } from '../links.ts'
import type { RuleFacts } from '../rules/rule.ts'
import type { Listing } from '../store/events.ts'
import { eventsList } from './events-list.ts'
import { feedLinks } from './feeds.ts'
import { pathOf } from './path-of.ts'
import type { Html } from './page.ts'

type EventsPage = {
  events: readonly Event[]
  listing: Listing
  number: number
  pages: number
  feeds: readonly { type: string; path: string }[]
  /** Of authorities. */
  names: readonly string[]
  rules: ReadonlyMap<string, RuleFacts>
  timeZone: string
  links: Pick<Links, 'event' | 'events'>
}

/** The newest events, a choice of authority and kind, and the feeds of the same. */
export function eventsPage(shown: EventsPage): Html {
  const { events, rules, timeZone, links, feeds } = shown
  return html`<p>What we learned from the news, GOV.UK and Ofsted, the newest first.</p>
    ${choice(shown)}
    ${events.length === 0 ? html`<p>Nothing is known yet.</p>` : eventsList(events, { rules, timeZone, links, rank: 2 })}
    ${turning(shown)}
    <p>${feedLinks(feeds)} <a href="/">By email</a>.</p>`
}

function choice({ listing, names, rules }: EventsPage): Html {
  return html`<form method="get" action="/events" class="filter">
    <div class="field">
      <label for="authority">Local authority</label>
      <select id="authority" name="authority">
        ${option('', 'All of England', listing.authority)} ${names.map((name) => option(name, name, listing.authority))}
      </select>
    </div>
    <div class="field">
      <label for="rule">Kind</label>
      <select id="rule" name="rule">
        ${option('', 'Every kind', listing.rule)} ${[...rules.values()].map(({ id, title }) => option(id, title, listing.rule))}
      </select>
    </div>
    <button class="second" type="submit">Show</button>
  </form>`
}

const option = (value: string, label: string, chosen: string | null): Html =>
  html`<option value="${value}" ${value === (chosen ?? '') ? 'selected' : ''}>${label}</option>`

function turning({ listing, number, pages, links }: EventsPage): Html | '' {
  if (pages === 1) return ''
  const at = (page: number) => pathOf(links.events({ ...listing, page }))
  return html`<nav class="turning" aria-label="Further events">
    ${number > 1 ? html`<a href="${at(number - 1)}" rel="prev">Newer</a>` : ''}
    <span>Page ${number} of ${pages}</span>
    ${number < pages ? html`<a href="${at(number + 1)}" rel="next">Older</a>` : ''}
  </nav>`
}
