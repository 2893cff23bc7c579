import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { Event } from '../events/event.ts'
import { revisedAt } from '../events/revise.ts'
import { slugOf } from '../links.ts'
import type { Listing } from '../store/events.ts'
import { eventFeed, type FeedForm } from './event-feed.ts'
import { pathOf } from './path-of.ts'
import type { Html } from './page.ts'
import { createKeptFeeds } from './kept-feeds.ts'
import { sameForAll } from './same-for-all.ts'
import type { WebDeps } from './web.ts'

type Deps = Pick<WebDeps, 'store' | 'links' | 'config'>

const mostEntries = 50

/** What is listed by date is asked for so much further back, since what happened earlier may have been learned of later. */
const furtherBack = 3

/** Feeds of all events, of those of a rule, and of those of an authority. */
export function addFeeds(app: Hono, deps: Deps): void {
  const cached = sameForAll()
  const keeping = { ...deps, keep: createKeptFeeds() }
  const file = ':file{feed\\.(?:atom|json)}'
  app.get(`/events/${file}`, cached, async (context) => {
    return await answer(keeping, context, { authority: null, rule: null }, formIn(context.req.param('file')))
  })
  app.get(`/rules/:rule/${file}`, cached, async (context) => {
    const rule = context.req.param('rule')
    if (!deps.config().rules.facts.has(rule)) return await context.notFound()
    return await answer(keeping, context, { authority: null, rule }, formIn(context.req.param('file')))
  })
  app.get(`/authorities/:slug/${file}`, cached, async (context) => {
    const authority = deps.config().authorities.names.find((name) => slugOf(name) === context.req.param('slug'))
    if (authority === undefined) return await context.notFound()
    return await answer(keeping, context, { authority, rule: null }, formIn(context.req.param('file')))
  })
}

const formIn = (file: string): FeedForm => (file.endsWith('json') ? 'json' : 'atom')

const types = {
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
} as const

type Keeping = Deps & { keep: ReturnType<typeof createKeptFeeds> }

async function answer({ store, links, config, keep }: Keeping, context: Context, listing: Listing, form: FeedForm) {
  const now = config()
  const { settings, rules } = now
  const { events: found } = await store.events.list(listing, { most: mostEntries * furtherBack })
  const events = found
    .toSorted((a, b) => b.opened.localeCompare(a.opened) || (a.id < b.id ? 1 : -1))
    .slice(0, mostEntries)
  const of = whatOf(listing)
  const modified = lastModified(events)
  context.header('Last-Modified', modified.toUTCString())
  if (isUnmodified(context, modified)) return context.body(null, 304)
  const self = links.feed(of, form)
  const asked = {
    events,
    title: feedTitle(listing, rules.facts),
    self,
    page: pageOf(listing, links),
    rules: rules.facts,
    timeZone: settings.time_zone,
    links,
  }
  const body = keep(self, now, events, () => eventFeed(asked, form))
  return context.body(body, 200, { 'Content-Type': types[form] })
}

function whatOf({ authority, rule }: Listing) {
  if (authority !== null) return { authority }
  return rule === null ? null : { rule }
}

/** "Rating change: Ofsted alerts". */
function feedTitle({ authority, rule }: Listing, rules: ReadonlyMap<string, { title: string }>): string {
  const of = authority ?? (rule === null ? null : (rules.get(rule)?.title ?? rule))
  return of === null ? 'News of children’s services' : `News of children’s services: ${of}`
}

/** The page that shows what a feed does. */
function pageOf({ authority, rule }: Listing, links: Deps['links']): string {
  if (authority !== null) return links.authority(authority)
  return links.events(rule === null ? {} : { rule })
}

/** The links to the feeds of a listing, for the head of a page. */
export function feedsOf(listing: Listing, { links, config }: Pick<Deps, 'links' | 'config'>) {
  const title = feedTitle(listing, config().rules.facts)
  return [
    { title: `${title} (Atom)`, type: 'application/atom+xml', path: pathOf(links.feed(whatOf(listing), 'atom')) },
    { title: `${title} (JSON Feed)`, type: 'application/feed+json', path: pathOf(links.feed(whatOf(listing), 'json')) },
  ] as const
}

/** Leads to them, in the words of a reader. */
export const feedLinks = (feeds: readonly { type: string; path: string }[]): Html =>
  html`As a feed for your feed reader: ${feeds.map(({ type, path }, index) => html`${index === 0 ? '' : ' or '}<a href="${path}" type="${type}">${type.includes('atom') ? 'Atom' : 'JSON Feed'}</a>`)}.`

/** A source that joined alters an entry too, though it does not date it anew. */
function lastModified(events: readonly Event[]): Date {
  const moments = events.flatMap((event) => [revisedAt(event), ...event.sources.map(({ joined }) => joined)])
  return new Date(Math.max(0, ...moments.map((moment) => Date.parse(moment))))
}

/** Whether the asker has it already, by its date; by its tag where they have one (RFC 9110, 13.1.3). */
function isUnmodified({ req }: Context, modified: Date): boolean {
  const since = Date.parse(req.header('if-modified-since') ?? '')
  return req.header('if-none-match') === undefined && since >= Math.floor(modified.getTime() / 1000) * 1000
}
