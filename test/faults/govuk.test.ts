import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createClock, type TestClock } from '../helpers/clock.ts'
import { testConfig } from '../helpers/config.ts'
import { toldOf } from '../helpers/digest-lines.ts'
import { startGovuk, type TestGovuk } from '../helpers/govuk.ts'
import { startInbox, type TestInbox } from '../helpers/inbox.ts'
import { createOpened, type Opened } from '../helpers/opened.ts'
import { atom, visitStory } from '../helpers/stories.ts'
import type { Page, SiteRequest } from '../helpers/site.ts'
import { startTestApp, type TestApp } from '../helpers/worker.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const leeds = visitStory('Leeds', 1, { published: '2026-03-02T08:00:00Z' })

let opened: Opened
let time: TestClock
let govuk: TestGovuk
let inbox: TestInbox
let app: TestApp
beforeEach(async () => {
  opened = createOpened()
  time = createClock('2026-03-02T09:00:00Z')
  govuk = opened.use(await startGovuk())
  inbox = opened.use(await startInbox())
  govuk.set('/good', atom([leeds]))
  app = opened.use(
    await startTestApp({
      smtpUrl: inbox.url,
      clock: time.clock,
      feeds: [
        { id: 'good', url: govuk.url('/good'), interval: '1h' },
        {
          kind: 'govuk-search',
          id: 'search',
          url: govuk.searchApi,
          search: { filter_organisations: 'department-for-education', count: 10 },
          interval: '1h',
          read: 'relevant',
        },
      ],
      settings: { govuk: { content_api: govuk.contentApi } },
    }),
  )
  await app.subscribe('ann')
})
afterEach(() => opened[Symbol.asyncDispose]())

async function later(ms = 2 * hour): Promise<void> {
  time.advance(ms)
  await app.drain()
}
const told = () => toldOf(inbox)['ann@example.org'] ?? []
const searchRecord = () => app.store.feeds.load('search')
const isSearch = ({ path }: SiteRequest) => path.startsWith('/api/search.json')

/** Publishes a page on a happening, now unless it says otherwise; the line by which a digest tells of it. */
function publish(authority: string, at = time.now().toISOString()): { path: string; line: string } {
  const { title, summary, line } = visitStory(authority, 3, { published: at })
  return { path: govuk.publish({ title, description: summary, at }).path, line }
}

const authorities = testConfig()
  .authorities.list.filter(({ former, name }) => !former && name !== 'Leeds')
  .map(({ name }) => name)

test('an outage of three days with 130 pages of news between loses none and doubles none', async () => {
  const before = publish('Kent').line
  await app.drain()
  govuk.disturb((request) => (isSearch(request) ? { status: 503 } : null))
  const lines: string[] = []
  for (const [index, authority] of authorities
    .filter((name) => name !== 'Kent')
    .slice(0, 130)
    .entries()) {
    time.advance((3 * day) / 130)
    lines.push(publish(authority).line)
    if (index % 10 === 0) await app.drain()
  }
  expect(told()).toEqual([before, leeds.line].sort())
  govuk.disturb(() => null)
  for (let passed = 0; passed < 3; passed += 1) await later(3 * hour)
  expect(told()).toEqual([...lines, before, leeds.line].sort())
  expect((await app.store.items.counts()).all).toBe(132)
  expect(inbox.countsById()).toEqual(Object.fromEntries(Object.keys(inbox.countsById()).map((id) => [id, 1])))
})

const html = { headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Sorry</title>' }
const faults: [string, Page][] = [
  ['HTTP 422', { status: 422, body: '{"error":"Unexpected parameters: x"}' }],
  ['HTTP 500', { status: 500 }],
  ['a web page', html],
  [
    'half of an answer',
    { body: '{"results":[{"title":"A","link":"/a"', headers: { 'content-type': 'application/json' } },
  ],
  ['nothing, for ever', { fault: 'no-answer' }],
]

describe('a search that is answered with', () => {
  test.each(faults)('%s costs that search only, and is read once it is mended', async (_, page) => {
    const { line } = publish('Kent')
    govuk.disturb((request) => (isSearch(request) ? page : null))
    await app.drain()
    expect(told()).toEqual([leeds.line])
    expect(await searchRecord()).toMatchObject({ failures: 1, newest: null, lastError: expect.stringMatching(/./) })
    govuk.disturb(() => null)
    await later(3 * hour)
    expect(told()).toEqual([line, leeds.line].sort())
    expect(await searchRecord()).toMatchObject({ failures: 0, lastError: null })
  })

  test('HTTP 429 and Retry-After is left alone for as long as it asks', async () => {
    const { line } = publish('Kent')
    govuk.disturb((request) =>
      isSearch(request) ? { status: 429, headers: { 'retry-after': String(6 * 3600) } } : null,
    )
    await app.drain()
    govuk.disturb(() => null)
    for (let passed = 0; passed < 5; passed += 1) await later(hour)
    expect(govuk.requests().filter(isSearch)).toHaveLength(1)
    await later()
    expect(told()).toEqual([line, leeds.line].sort())
  })

  test('an error on a later page tells what came before it, and does not forget what comes behind it', async () => {
    await app.drain()
    const lines = authorities.slice(0, 25).map((name) => {
      time.advance(minute)
      return publish(name).line
    })
    govuk.disturb(({ path }) => (path.includes('start=18') ? { status: 500 } : null))
    await later()
    expect(told()).toEqual([...lines.slice(-19), leeds.line].sort())
    expect(await searchRecord()).toMatchObject({ failures: 1 })
    // News that comes before it is mended does not move the floor past what is missing.
    time.advance(10 * day)
    const last = publish('Wirral').line
    await app.drain()
    govuk.disturb(() => null)
    await later(3 * hour)
    expect(told()).toEqual([...lines, last, leeds.line].sort())
  })
})

describe('a page', () => {
  test('whose date jumps back is told once, and hides none that comes after it', async () => {
    const { path, line } = publish('Kent')
    await app.drain()
    govuk.revise(path, { at: '2026-03-01T00:00:00Z' })
    await later()
    const next = publish('Bury').line
    await later()
    expect(told()).toEqual([line, next, leeds.line].sort())
  })

  test('that is dated months ahead hides none that comes after it', async () => {
    await app.drain()
    const ahead = publish('Kent', '2026-09-01T00:00:00Z').line
    await later()
    await later(4 * day)
    const next = publish('Bury').line
    await later()
    expect(told()).toEqual([ahead, next, leeds.line].sort())
  })

  test('that reaches the index a day late, behind newer ones, is told', async () => {
    const first = publish('Kent').line
    await app.drain()
    await later(day)
    const late = publish('Bury', new Date(time.now().getTime() - 30 * hour).toISOString()).line
    await later()
    expect(told()).toEqual([first, late, leeds.line].sort())
  })

  test('is told also where dozens of them reach the index late, together', async () => {
    const early = new Date(time.now().getTime() - hour).toISOString()
    const lines = authorities.slice(0, 10).map((name) => publish(name).line)
    for (let passed = 0; passed < 4; passed += 1) await later()
    lines.push(...authorities.slice(10, 55).map((name) => publish(name, early).line))
    await later()
    expect(told()).toEqual([...lines, leeds.line].sort())
    expect(await app.store.alarms.list()).toEqual([])
  })

  test('that moves in the list while it is read is told once, as are the others', async () => {
    await app.drain()
    const pages = authorities.slice(0, 40).map((name) => {
      time.advance(minute)
      return publish(name)
    })
    const extra: string[] = []
    let searches = 0
    govuk.disturb((request) => {
      if (!isSearch(request)) return null
      searches += 1
      const at = time.now().toISOString()
      // The list has the newest first: the oldest pages are read last.
      if (searches === 2) govuk.revise(pages[3]?.path ?? '', { at, note: 'Updated.' })
      if (searches === 3) govuk.revise(pages[38]?.path ?? '', { at: '2026-03-02T09:39:00Z', organisation: 'ofsted' })
      if (searches === 4) extra.push(publish('Wirral').line, publish('Walsall').line)
      return null
    })
    await later()
    await later()
    const lines = pages.map(({ line }) => line)
    expect(searches).toBeGreaterThan(4)
    expect(told()).toEqual([...new Set([...lines, ...extra, leeds.line])].sort())
  })
})

describe('a content API that', () => {
  const title = 'Improvement notice issued to Halton Borough Council'
  const published = '2024-03-12T09:30:00Z'
  const asItWas = {
    title,
    first_published_at: published,
    public_updated_at: published,
    details: { change_history: [] },
  }

  test.each<[string, Page]>([
    ['fails', { status: 500 }],
    ['was asked too often', { status: 429 }],
    ['breaks off', { body: '{"title":"Improvement notice issued to Hal' }],
    ['has the page as it was before, for a while', { body: JSON.stringify(asItWas) }],
  ])('%s is waited for, and what is closed is not told as issued', async (_, fault) => {
    const { path } = govuk.publish({
      title,
      description: "An improvement notice issued to Halton Borough Council on its children's services.",
      at: published,
    })
    await app.drain()
    govuk.revise(path, { at: time.now().toISOString(), note: 'Notice closed.' })
    govuk.disturb((request) => (request.path.startsWith('/api/content/') ? fault : null))
    await later()
    await later(3 * minute)
    expect(told()).toEqual([leeds.line])
    govuk.disturb(() => null)
    await later(3 * minute)
    await later(3 * minute)
    expect(told()).toEqual(['Halton: government intervention is lifted', leeds.line].sort())
  })
})
