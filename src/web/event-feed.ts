import { Feed } from 'feed'
import { html } from 'hono/html'
import { z } from 'zod'
import { eventHistory } from '../emails/event-history.ts'
import { eventLine } from '../emails/event-line.ts'
import { gridHtml } from '../emails/grid-html.ts'
import type { Event } from '../events/event.ts'
import { revisedAt } from '../events/revise.ts'
import type { Links } from '../links.ts'
import { serviceName } from '../mail/identity.ts'
import type { RuleFacts } from '../rules/rule.ts'
import { quoteHtml, sourcesHtml } from './events-list.ts'

export type FeedForm = 'atom' | 'json'

type Asked = {
  events: readonly Event[]
  title: string
  /** Of this feed, and of the page that shows the same. */
  self: string
  page: string
  rules: ReadonlyMap<string, RuleFacts>
  timeZone: string
  links: Pick<Links, 'event'>
}

const language = 'en-GB'

/** A feed without events was never updated; the clock would make it another one at each look. */
const never = new Date(0)

/** Events as Atom (RFC 4287) or JSON Feed 1.1 (jsonfeed.org). An event keeps its id for ever, and is dated anew when something material becomes known. */
export function eventFeed(asked: Asked, form: FeedForm): string {
  const { events, title, self, page } = asked
  const feed = new Feed({
    id: self,
    title,
    link: page,
    feedLinks: { [form]: self },
    author: { name: serviceName, link: new URL('/', page).href },
    generator: false,
    updated: new Date(Math.max(never.getTime(), ...events.map((event) => Date.parse(revisedAt(event))))),
  })
  for (const event of events) feed.addItem(itemOf(event, asked, form))
  return form === 'atom' ? inLanguage(withoutForbidden(feed.atom1())) : asVersion11(feed.json1())
}

function itemOf(event: Event, { rules, timeZone, links }: Asked, form: FeedForm): Feed['items'][number] {
  const rule = rules.get(event.rule)
  const line = eventLine({ event, known: null }, { rule, timeZone, detail: 'fed' })
  const link = links.event(event.id)
  const last = eventHistory(event, rule, timeZone).at(-1)
  const isUpdated = event.revision > 1 && last !== undefined
  const content = html`<p>${line.rule} · ${line.authority} · ${line.date}</p>
    ${isUpdated ? html`<p>Updated${last.since === null ? '' : `, ${last.since}`}: ${last.says}</p>` : ''} ${quoteHtml(line)}
    ${gridHtml(line.grid)} ${sourcesHtml(line)}`
  return {
    id: isUuid(event.id) ? `urn:uuid:${event.id}` : link,
    link,
    // Titles of entries are HTML in the Atom that the package writes, and plain text in JSON Feed.
    title: form === 'atom' ? String(html`${line.headline}`) : withoutForbidden(line.headline),
    content: withoutForbidden(String(content)).replaceAll(/\n\s*/g, '\n').trim(),
    date: new Date(revisedAt(event)),
    published: new Date(event.opened),
    category: [{ name: line.rule, term: line.rule }],
  }
}

/** Holds also where the service moves to another address. */
const isUuid = (id: string): boolean => z.uuid().safeParse(id).success

/** Without what XML 1.0 has no way to write (its production 2, Char), and JSON has no use for. */
const withoutForbidden = (text: string): string =>
  text.replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')

/** The package knows no language of an Atom feed. */
const inLanguage = (xml: string): string => xml.replace('<feed ', `<feed xml:lang="${language}" `)

/** The package writes version 1, which has one author and no language. */
function asVersion11(json: string): string {
  const { author, ...feed } = z.record(z.string(), z.unknown()).parse(JSON.parse(json))
  return JSON.stringify({ ...feed, version: 'https://jsonfeed.org/version/1.1', language, authors: [author] })
}
