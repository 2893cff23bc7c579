import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createClock, type TestClock } from '../helpers/clock.ts'
import { toldOf } from '../helpers/digest-lines.ts'
import { startInbox, type TestInbox } from '../helpers/inbox.ts'
import { createOpened, type Opened } from '../helpers/opened.ts'
import { startSite, type Route, type TestSite } from '../helpers/site.ts'
import { atom, rss, visitStory, type Story } from '../helpers/stories.ts'
import { startTestApp, type TestApp } from '../helpers/worker.ts'

const hour = 3_600_000
const published = '2026-03-02T09:00:00Z'
const leeds = visitStory('Leeds', 1, { published })
const kent = visitStory('Kent', 2, { published })
const bodyOf = (...stories: Story[]) => String(rss(stories).body)

let opened: Opened
let inbox: TestInbox
let site: TestSite
let time: TestClock
let app: TestApp
beforeEach(async () => {
  time = createClock('2026-03-02T10:00:00Z')
  opened = createOpened()
  inbox = opened.use(await startInbox())
  site = opened.use(await startSite({ '/good': atom([leeds]), '/bad': rss([]) }))
  app = opened.use(
    await startTestApp({
      smtpUrl: inbox.url,
      clock: time.clock,
      feeds: ['good', 'bad'].map((id) => ({ id, url: site.url(`/${id}`), interval: '1h' })),
      settings: { network: { most_feed_bytes: 2_000_000, total_timeout: '0.5s' } },
    }),
  )
  await app.subscribe('ann')
})
afterEach(() => opened[Symbol.asyncDispose]())

async function later(hours: number): Promise<void> {
  time.advance(hours * hour)
  await app.drain()
}
const told = () => toldOf(inbox)['ann@example.org'] ?? []
const badRecord = () => app.store.feeds.load('bad')

const faults: [string, Route][] = [
  ['answers 500', { status: 500, body: 'oops' }],
  ['answers 404', { status: 404 }],
  ['never answers', { fault: 'no-answer' }],
  ['stalls half-way', { ...rss([kent]), fault: 'stall' }],
  ['cuts the connection', { fault: 'reset' }],
  ['never ends', { headers: { 'content-type': 'application/rss+xml' }, body: bodyOf(kent), fault: 'endless' }],
  [
    'is larger than allowed',
    { body: bodyOf(kent).replace('</channel>', `<!--${'x'.repeat(10_000_000)}--></channel>`) },
  ],
  [
    'is an HTML page',
    { headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Sorry</title><p>Down.' },
  ],
  ['is empty', { body: '' }],
  ['redirects in circles', { status: 302, headers: { location: '/bad' } }],
  ['leads into a private network', { status: 302, headers: { location: 'http://169.254.169.254/latest/' } }],
]

describe('a feed that', () => {
  test.each(faults)('%s costs that feed only, and is read once it is mended', async (_name, route) => {
    site.set('/bad', route)
    await app.drain()
    expect(told()).toEqual([leeds.line])
    expect(await badRecord()).toMatchObject({ failures: 1, lastError: expect.stringMatching(/./), lastOk: null })
    site.set('/bad', rss([kent]))
    await later(3)
    expect(told()).toEqual([kent.line, leeds.line])
    expect(await badRecord()).toMatchObject({ failures: 0, lastError: null, failingSince: null })
  })

  test('is broken off in the middle yields the entries that are whole', async () => {
    const whole = bodyOf(kent, visitStory('Bury', 3, { published }))
    site.set('/bad', { ...rss([]), body: whole.slice(0, whole.indexOf('</item>') + 60) })
    await app.drain()
    expect(told()).toEqual([kent.line, leeds.line])
  })

  test('holds one entry that cannot be read yields the others', async () => {
    const broken = '<item><title></title><link>:::</link><pubDate>yesterday-ish</pubDate></item>'
    site.set('/bad', {
      ...rss([]),
      body: bodyOf(kent).replace('<item>', `${broken}<item>`).replace('Kent Council', 'Kent & Council'),
    })
    await app.drain()
    expect(told()).toEqual([kent.line, leeds.line])
  })

  test('has not changed is asked with its validators and answers 304', async () => {
    site.set('/bad', { ...rss([kent]), etag: '"v1"', lastModified: 'Mon, 02 Mar 2026 09:00:00 GMT' })
    await app.drain()
    await later(2)
    expect(site.requests('/bad').map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"v1"'])
    expect(await badRecord()).toMatchObject({ polls: 2, failures: 0 })
    expect(told()).toEqual([kent.line, leeds.line])
  })

  test('answers 429 with Retry-After is left alone for as long as it asks', async () => {
    site.set('/bad', [{ status: 429, headers: { 'retry-after': String(6 * 3600) } }, rss([kent])])
    await app.drain()
    for (let passed = 0; passed < 5; passed += 1) await later(1)
    expect(site.requests('/bad')).toHaveLength(1)
    await later(2)
    expect(site.requests('/bad')).toHaveLength(2)
    expect(told()).toEqual([kent.line, leeds.line])
  })

  test('fails for days is polled at least daily, is an alarm, and is named in digests until it is mended', async () => {
    site.set('/bad', { status: 503 })
    await app.drain()
    for (let passed = 0; passed < 4 * 24; passed += 6) await later(6)
    const tries = site.requests('/bad').length
    expect(tries).toBeGreaterThan(5)
    expect((await app.store.alarms.list()).map(({ name }) => name)).toEqual(['feed:bad'])
    site.set('/good', atom([leeds, visitStory('Bury', 3, { published: time.now().toISOString() })]))
    await later(6)
    expect(inbox.messages.at(-1)?.parsed.text).toContain('Not checked:\n- bad has never answered')
    site.set('/bad', rss([{ ...kent, published: time.now().toISOString() }]))
    await later(30)
    expect(inbox.messages.at(-1)?.parsed.text).not.toContain('Not checked')
    expect(told()).toHaveLength(3)
    expect(await app.store.alarms.list()).toEqual([])
  })
})

test('an article that never comes does not hold up its news for ever, nor that of others', async () => {
  site.set('/story', { fault: 'no-answer' })
  site.set('/bad', rss([{ ...kent, link: site.url('/story') }]))
  app.setFeeds([
    { id: 'good', url: site.url('/good') },
    { id: 'bad', url: site.url('/bad'), read: 'always' },
  ])
  await app.drain()
  expect(told()).toEqual([leeds.line])
  for (let passed = 0; passed < 4; passed += 1) await later(0.1)
  expect(told()).toEqual([kent.line, leeds.line])
})
