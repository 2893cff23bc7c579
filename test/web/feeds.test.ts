import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import Parser from 'rss-parser'
import { z } from 'zod'
import { Settings } from '../../src/config/settings.ts'
import type { Event } from '../../src/events/event.ts'
import { itemsOf } from '../../src/feeds/items.ts'
import { parseFeed } from '../../src/feeds/parse-feed.ts'
import { buildEvent, buildSource } from '../helpers/build.ts'
import { keepEvents } from '../helpers/keep-events.ts'
import { startRedis, type TestRedis } from '../helpers/redis.ts'
import { serveWeb } from './serve-web.ts'

/** JSON Feed 1.1 as jsonfeed.org/version/1.1 has it, as far as we write it; a key that is no part of it is a fault. */
const JsonFeed = z.strictObject({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string().min(1),
  home_page_url: z.url(),
  feed_url: z.url(),
  language: z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/),
  authors: z.array(z.strictObject({ name: z.string().min(1), url: z.url() })).min(1),
  items: z.array(
    z.strictObject({
      id: z.string().min(1),
      url: z.url(),
      title: z.string().min(1),
      content_html: z.string().min(1),
      date_published: z.iso.datetime(),
      date_modified: z.iso.datetime(),
      tags: z.array(z.string().min(1)),
    }),
  ),
})

let redis: TestRedis
let web: Awaited<ReturnType<typeof serveWeb>>
beforeAll(async () => {
  redis = await startRedis()
  web = await serveWeb(redis, { clock: () => new Date('2026-03-12T09:00:00Z') })
})
afterAll(async () => {
  await web?.[Symbol.asyncDispose]()
  await redis?.[Symbol.asyncDispose]()
})

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const minute = (number: number) => new Date(Date.UTC(2026, 2, 1, 9, number)).toISOString()
const attack = 'A & B ]]> <b>"\'</b> &amp; <script>alert(1)</script>\u202E\u0000\u000B\uFFFE\uD800'
const visit = (number: number, overrides: Partial<Event> = {}) =>
  buildEvent({
    id: uuid(number),
    rule: 'monitoring-visit',
    authority: 'Kent',
    fields: { number },
    date: minute(number),
    opened: minute(number),
    ...overrides,
  })

const get = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(web.url + path, { headers })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}
const jsonOf = async (path: string) => JsonFeed.parse(JSON.parse((await get(path)).text))

/** As our own poller would take it. */
async function polled(path: string) {
  const { text, headers } = await get(path)
  const parsed = await parseFeed(new TextEncoder().encode(text), headers.get('content-type'))
  if (parsed.kind !== 'feed') throw new Error(parsed.reason)
  const read = itemsOf({
    entries: parsed.feed.entries,
    feed: { id: 'own', name: 'Own' },
    settings: Settings.parse({}),
    base: web.url,
    now: new Date('2026-03-12T09:00:00Z'),
  })
  return { items: read.items, faults: [...parsed.feed.faults, ...read.faults] }
}

describe('feeds without events', () => {
  test.each(['/events', '/rules/rating-change', '/authorities/kent'])(
    '%s has some, and they are whole',
    async (path) => {
      const atom = await get(`${path}/feed.atom`)
      expect(atom.status).toBe(200)
      expect((await new Parser().parseString(atom.text)).items).toEqual([])
      expect(atom.text).toContain('<updated>1970-01-01T00:00:00.000Z</updated>')
      expect((await jsonOf(`${path}/feed.json`)).items).toEqual([])
      expect(await polled(`${path}/feed.atom`)).toEqual({ items: [], faults: [] })
      expect(await polled(`${path}/feed.json`)).toEqual({ items: [], faults: [] })
    },
  )

  test.each([
    '/rules/none/feed.atom',
    '/authorities/none/feed.json',
    '/events/feed.rss',
    '/events/feed.atomx',
    '/rules/constructor/feed.json',
  ])('%s is none', async (path) => {
    expect((await get(path)).status).toBe(404)
  })
})

describe('feeds of events', () => {
  beforeAll(async () => {
    const visits = Array.from({ length: 55 }, (_, index) => visit(index + 1))
    await keepEvents(web.store, [
      ...visits,
      visit(56, { rule: 'rating-change', fields: { rating: 'good', direction: 'improved' } }),
      visit(57, {
        rule: 'resignation-call',
        authority: 'Leeds',
        fields: { person: attack, role: 'leader' },
        revision: 2,
        history: [
          { revision: 1, fields: { person: null, role: 'leader' }, at: minute(57) },
          { revision: 2, fields: { person: attack, role: 'leader' }, at: minute(59) },
        ],
        sources: [
          buildSource({ title: attack, outlet: attack, url: 'javascript:alert(1)' }),
          buildSource({ itemId: 'b', url: 'https://a.example/?a=1&b="<' }),
        ],
      }),
    ])
  })

  test('hold the 50 newest, each under an id that it keeps', async () => {
    const { items, title } = await jsonOf('/events/feed.json')
    expect(title).toBe('News of children’s services')
    expect(items.map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, index) => `urn:uuid:${uuid(57 - index)}`))
    const atom = await new Parser({ customFields: { item: ['id', 'published'] } }).parseString(
      (await get('/events/feed.atom')).text,
    )
    expect(atom.items.map(({ id }) => id)).toEqual(items.map(({ id }) => id))
    // The first holds markup, which Atom writes as HTML.
    expect(atom.items.slice(1).map(({ title: of }) => of)).toEqual(items.slice(1).map(({ title: of }) => of))
    expect(atom.items[0]?.title).toContain('A &amp; B ]]&gt; &lt;b&gt;')
    expect(atom.items[1]).toMatchObject({ link: `http://unused/events/${uuid(56)}` })
  })

  test('are also of a rule and of an authority', async () => {
    const ofRule = await jsonOf('/rules/rating-change/feed.json')
    expect(ofRule.title).toBe('News of children’s services: Rating change')
    expect(ofRule.items.map(({ id }) => id)).toEqual([`urn:uuid:${uuid(56)}`])
    const ofKent = await jsonOf('/authorities/kent/feed.json')
    expect(ofKent.items).toHaveLength(50)
    expect(ofKent.items[0]?.id).toBe(`urn:uuid:${uuid(56)}`)
  })

  test('are Atom as RFC 4287 asks', async () => {
    const { text, headers } = await get('/authorities/kent/feed.atom')
    expect(headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    expect(text).toMatch(
      /^<\?xml version="1.0" encoding="utf-8"\?>\s*<feed xml:lang="en-GB" xmlns="http:\/\/www.w3.org\/2005\/Atom">/,
    )
    expect(text).toContain('<link rel="self" href="http://unused/authorities/kent/feed.atom"/>')
    expect(text).toContain('<link rel="alternate" href="http://unused/authorities/kent"/>')
    // 4.1.1: one id, title and updated; an author for all entries. 4.1.2: of each entry too.
    const [head = '', ...entries] = text.split('<entry>')
    for (const part of [head, ...entries])
      for (const name of ['id', 'title', 'updated']) expect(part.match(new RegExp(`<${name}[ >]`, 'g'))).toHaveLength(1)
    expect(head).toMatch(/<author>\s*<name>Ofsted alerts<\/name>/)
    expect(entries).toHaveLength(50)
  })

  test('say when something was learned, and what', async () => {
    const [first] = (await jsonOf('/authorities/leeds/feed.json')).items
    expect(first).toMatchObject({ date_published: minute(57), date_modified: minute(59) })
    expect(first?.content_html).toContain('Updated, 1 March 2026 at 09:59: ')
    expect((await get('/authorities/leeds/feed.atom')).text).toContain(`<updated>${minute(59)}</updated>`)
  })

  test('are whole and harmless whatever others wrote', async () => {
    const { text } = await get('/authorities/leeds/feed.atom')
    // What XML 1.0 cannot hold, as it is or as a reference.
    expect(text).not.toMatch(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u)
    const parsed = await new Parser().parseString(text)
    const [entry] = (await jsonOf('/authorities/leeds/feed.json')).items
    for (const content of [parsed.items[0]?.content ?? '', entry?.content_html ?? '']) {
      expect(content).not.toMatch(/<script|javascript:|\u202E/)
      expect(content).toContain('<a href="https://a.example/?a=1&amp;b=%22%3C" rel="noopener nofollow ugc">')
      expect(content).toContain('A &amp; B ]]&gt; &lt;b&gt;')
    }
    expect(entry?.title).toContain('A & B ]]> <b>"\'</b> &amp; <script>')
    expect(entry?.title).not.toMatch(/[\uFFFE\uD800]/)
  })

  test('are read by our own poller as what they are', async () => {
    const of = (text: string) => ({ title: text })
    for (const form of ['atom', 'json']) {
      const kent = await polled(`/authorities/kent/feed.${form}`)
      expect(kent.faults).toEqual([])
      expect(kent.items).toHaveLength(50)
      expect(kent.items[1]).toMatchObject({
        ...of('Kent: 55th monitoring visit'),
        url: `http://unused/events/${uuid(55)}`,
        published: minute(55),
        updated: minute(55),
      })
      expect(kent.items[1]?.content).toContain('Ofsted rated the services inadequate.')
      const [leeds] = (await polled(`/authorities/leeds/feed.${form}`)).items
      expect(leeds?.title).toContain('Leeds: calls for A & B ]]>')
      expect(leeds?.title).not.toContain('<script')
    }
  })

  test('may be kept, and are not sent again while they are the same', async () => {
    const first = await get('/events/feed.atom')
    expect(first.headers.get('cache-control')).toBe('public, max-age=300')
    const [tag, modified] = [first.headers.get('etag') ?? '', first.headers.get('last-modified') ?? '']
    expect(modified).toBe(new Date(minute(60)).toUTCString())
    expect((await get('/events/feed.atom', { 'if-none-match': tag })).status).toBe(304)
    const since = await get('/events/feed.atom', { 'if-modified-since': modified })
    expect([since.status, since.text, since.headers.get('cache-control')]).toEqual([304, '', 'public, max-age=300'])
    expect((await get('/events/feed.atom', { 'if-modified-since': new Date(minute(58)).toUTCString() })).status).toBe(
      200,
    )
    expect((await get('/events/feed.atom', { 'if-none-match': '"other"', 'if-modified-since': modified })).status).toBe(
      200,
    )
    expect((await get('/events/feed.atom', { 'if-modified-since': 'yesterday' })).status).toBe(200)
  })
})
