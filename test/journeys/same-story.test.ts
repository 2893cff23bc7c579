import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createClock } from '../helpers/clock.ts'
import { eventsOf, linesOf, toldOf } from '../helpers/digest-lines.ts'
import { startInbox, type TestInbox } from '../helpers/inbox.ts'
import { createOpened, type Opened } from '../helpers/opened.ts'
import { startSite, type TestSite } from '../helpers/site.ts'
import { atom, jsonFeed, rss, visitStory } from '../helpers/stories.ts'
import { startTestApp, type TestApp } from '../helpers/worker.ts'

const hour = 3_600_000
const published = '2026-03-02T09:00:00Z'
const { clock, advance, set } = createClock(published)
const story = (origin: string) => visitStory('Wirral', 3, { published, origin })

let opened: Opened
let inbox: TestInbox
let site: TestSite
let app: TestApp
beforeEach(async () => {
  set('2026-03-02T10:00:00Z')
  opened = createOpened()
  inbox = opened.use(await startInbox())
  site = opened.use(await startSite({ '/rss': rss([]), '/atom': atom([]), '/json': jsonFeed([]) }))
  app = opened.use(
    await startTestApp({
      smtpUrl: inbox.url,
      clock,
      feeds: ['rss', 'atom', 'json'].map((id) => ({ id, url: site.url(`/${id}`), interval: '1h' })),
    }),
  )
  await app.subscribe('ann')
})
afterEach(() => opened[Symbol.asyncDispose]())

async function later(ms = 2 * hour): Promise<void> {
  advance(ms)
  await app.drain()
}
const events = async () =>
  (await app.store.events.latest(10)).map(({ sources }) => sources.map(({ outlet }) => outlet).sort())

describe('one happening', () => {
  test('that an RSS, an Atom and a JSON feed tell of, each with a page of its own, is one line with three sources', async () => {
    site.set('/rss', rss([story('https://one.example')]))
    site.set('/atom', atom([story('https://two.example')]))
    site.set('/json', jsonFeed([story('https://three.example')]))
    await app.drain()
    expect(
      inbox.messages.map((mail) => eventsOf(mail).map(({ headline, sources }) => [headline, sources.length])),
    ).toEqual([[[story('').line, 3]]])
    expect(await events()).toEqual([['atom', 'json', 'rss']])
  })

  test('cross-posted under one link is one item, whatever each feed adds to the link', async () => {
    const link = 'https://one.example/wirral-3'
    site.set('/rss', rss([{ ...story(''), link: `${link}?utm_source=rss#top` }]))
    site.set('/atom', atom([{ ...story(''), link: link.replace('https://', 'http://www.') }]))
    site.set('/json', jsonFeed([{ ...story(''), link }]))
    await app.drain()
    expect(toldOf(inbox)).toEqual({ 'ann@example.org': [story('').line] })
    expect((await app.store.items.counts()).all).toBe(1)
    expect((await app.store.events.latest(10)).map(({ sources }) => sources.length)).toEqual([1])
  })

  test('is mailed once however often it is polled, also when its guid changes', async () => {
    for (const guid of ['g1', 'g1', 'g2', 'g3#4']) {
      site.set('/rss', rss([{ ...story('https://one.example'), guid }]))
      await later()
    }
    expect(site.requests('/rss')).toHaveLength(4)
    expect(inbox.countsByRecipient()).toEqual({ 'ann@example.org': 1 })
    expect(await events()).toEqual([['rss']])
  })

  test('gains a late source without a mail', async () => {
    site.set('/rss', rss([story('https://one.example')]))
    await app.drain()
    site.set('/atom', atom([story('https://two.example')]))
    await later()
    site.set('/json', jsonFeed([{ ...story('https://three.example'), published: '2026-03-05T09:00:00Z' }]))
    await later(72 * hour)
    expect(inbox.countsByRecipient()).toEqual({ 'ann@example.org': 1 })
    expect(await events()).toEqual([['atom', 'json', 'rss']])
  })

  test('of which something material becomes known later is told again, once, as an update', async () => {
    const vague = {
      title: "Ofsted inspectors pay monitoring visit to Wirral children's services",
      summary:
        "Ofsted has published the letter from its latest monitoring visit to Wirral Council's children's services.",
      published,
    }
    site.set('/rss', rss([{ ...vague, link: 'https://one.example/a' }]))
    await app.drain()
    site.set('/atom', atom([story('https://two.example')]))
    await later()
    site.set('/json', jsonFeed([story('https://three.example')]))
    await later()
    expect(inbox.messages.map(linesOf)).toEqual([[expect.stringMatching(/^Wirral: /)], [`Update: ${story('').line}`]])
    expect(await events()).toEqual([['atom', 'json', 'rss']])
  })

  test('of another number is another event', async () => {
    site.set('/rss', rss([story('https://one.example'), visitStory('Wirral', 4, { published })]))
    await app.drain()
    expect(toldOf(inbox)).toEqual({
      'ann@example.org': [story('').line, visitStory('Wirral', 4, { published }).line].sort(),
    })
  })

  test('is told once by two stories about two authorities at once each', async () => {
    const leeds = visitStory('Leeds', 2, { published })
    site.set('/rss', rss([story('https://one.example'), leeds]))
    site.set('/atom', atom([{ ...leeds, link: 'https://two.example/leeds' }]))
    await app.drain()
    expect(toldOf(inbox)).toEqual({ 'ann@example.org': [leeds.line, story('').line].sort() })
  })
})
