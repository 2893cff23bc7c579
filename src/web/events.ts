import type { Hono } from 'hono'
import { eventLine, nameOf } from '../emails/event-line.ts'
import type { Listing } from '../store/events.ts'
import { eventPage } from './event-page.ts'
import { eventsPage } from './events-page.ts'
import { eventsSheet } from './events-sheet.ts'
import { feedsOf } from './feeds.ts'
import { page } from './page.ts'
import { sameForAll } from './same-for-all.ts'
import type { WebDeps } from './web.ts'

type Deps = Pick<WebDeps, 'store' | 'links' | 'config'>

const eventsOnPage = 20

/** Nobody turns more pages; a number beyond is no page. */
const mostPages = 500

/** The public pages of events: the newest, by authority or rule, and one for each. */
export function addEventPages(app: Hono, deps: Deps): void {
  const { store, links, config } = deps
  const cached = sameForAll()
  app.get('/events', cached, async (context) => {
    const { rules, authorities, settings } = config()
    const listing = { authority: context.req.query('authority') || null, rule: context.req.query('rule') || null }
    const number = Number(context.req.query('page') ?? 1)
    const isKnown =
      (listing.authority === null || authorities.get(listing.authority) !== undefined) &&
      (listing.rule === null || rules.facts.has(listing.rule))
    if (!isKnown || !Number.isInteger(number) || number < 1 || number > mostPages) return await context.notFound()
    const { events, total } = await store.events.list(listing, {
      skip: (number - 1) * eventsOnPage,
      most: eventsOnPage,
    })
    const feeds = feedsOf(listing, deps)
    const pages = Math.max(1, Math.ceil(total / eventsOnPage))
    if (number > pages) return await context.notFound()
    const body = eventsPage({
      events,
      listing,
      number,
      pages,
      feeds,
      names: authorities.names,
      rules: rules.facts,
      timeZone: settings.time_zone,
      links,
    })
    return context.html(
      await page({
        heading: headingOf(listing, rules.facts),
        description:
          'What happened to the children’s services of England’s local authorities, with the sentence that says so and every source.',
        body,
        isForAll: true,
        sheets: [eventsSheet],
        feeds,
      }),
    )
  })
  app.get('/events/:id', cached, async (context) => {
    const { rules, authorities, settings } = config()
    const event = await store.events.load(context.req.param('id'))
    if (event === null) return await context.notFound()
    const rule = rules.facts.get(event.rule)
    const timeZone = settings.time_zone
    const line = eventLine({ event, known: null }, { rule, timeZone, detail: 'listed' })
    const hasAuthorityPage = authorities.get(event.authority) !== undefined
    return context.html(
      await page({
        heading: line.headline,
        description: `${line.rule}, ${line.authority}, ${line.date}.${line.quote === null ? '' : ` ${line.quote.outlet}: “${line.quote.sentence}”`}`,
        body: eventPage(event, { rule, timeZone, links, hasAuthorityPage }),
        isForAll: true,
        sheets: [eventsSheet],
        feeds: hasAuthorityPage ? feedsOf({ authority: event.authority, rule: null }, deps) : [],
      }),
    )
  })
}

function headingOf({ authority, rule }: Listing, rules: ReadonlyMap<string, { title: string }>): string {
  const of = [...(rule === null ? [] : [rules.get(rule)?.title ?? rule]), ...(authority === null ? [] : [authority])]
  return of.length === 0 ? 'What happened' : of.map(nameOf).join(', ')
}
