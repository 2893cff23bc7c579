import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Feed } from '../../src/config/feeds.ts'
import { createHttpClient, type HttpClient } from '../../src/feeds/http.ts'
import { createOfstedSite } from '../../src/feeds/ofsted-site.ts'
import type { Enqueue } from '../../src/jobs/queues.ts'
import { pollFeedHandler } from '../../src/workers/poll-feed.ts'
import { testConfig } from '../helpers/config.ts'
import { createClock, type TestClock } from '../helpers/clock.ts'
import { useRecords } from '../helpers/records.ts'
import { startSite, type Route, type TestSite } from '../helpers/site.ts'

const hour = 3_600_000
const day = 24 * hour
const records = useRecords()
const network = { allow: ['127.0.0.0/8'], total_timeout: '2s', connect_timeout: '1s' }
let time: TestClock
let site: TestSite
let http: HttpClient
let queued: unknown[]
beforeEach(async () => {
  queued = []
  time = createClock('2026-11-21T12:00:00Z')
  site = await startSite()
  http = createHttpClient({
    network: testConfig({ settings: { network } }).settings.network,
    turn: () => Promise.resolve(),
    clock: time.clock,
  })
})
afterEach(async () => {
  await http.close()
  await site[Symbol.asyncDispose]()
})

/** Polls the feed whether it is due or not, as often as there are routes; says how many items were to be read each time. */
async function poll(...routes: Route[]): Promise<number[]> {
  const yields: number[] = []
  for (const route of routes) {
    site.set('/rss', route)
    yields.push(await ask('/rss'))
  }
  return yields
}

async function ask(path: string, force = true): Promise<number> {
  const enqueue: Enqueue = (_job, payload) => Promise.resolve(void queued.push(payload))
  const config = testConfig({
    settings: { network },
    feeds: [Feed.parse({ id: 'bbc', name: 'BBC', url: site.url(path) })],
  })
  const { store } = records
  const handler = pollFeedHandler({
    store,
    config: () => config,
    http,
    ofsted: createOfstedSite({ http, settings: () => config.settings, clock: time.clock }),
    enqueue,
    clock: time.clock,
    random: () => 0,
    newId: () => `${Math.random()}`,
    log: pino({ level: 'silent' }),
  })
  const before = queued.length
  await handler({ feedId: 'bbc', force }, new AbortController().signal)
  return queued.length - before
}

const rss = (...items: string[]) => ({ body: `<rss version="2.0"><channel>${items.join('')}</channel></rss>` })
const entry = (name: string, { date, text = '' }: { date?: string; text?: string } = {}) =>
  `<item><title>Story ${name}</title><link>https://c.example/${name}</link><description>${text}</description>` +
  `${date === undefined ? '' : `<pubDate>${date}</pubDate>`}</item>`
const many = (path: string, date?: string) =>
  Array.from({ length: 20 }, (_, n) => entry(`${path}/${n}`, date === undefined ? {} : { date }))
const alarms = async () => (await records.store.alarms.list()).map(({ name }) => name)

describe('a feed that is quiet', () => {
  it('is an alarm after a week, once, though it answers; and heals with the first news', async () => {
    await poll(rss())
    time.advance(6 * day)
    await poll(rss())
    expect(await alarms()).toEqual([])
    time.advance(1 * day)
    await poll(rss())
    expect(await alarms()).toEqual(['silent:bbc'])
    expect(await records.store.feeds.failing([{ id: 'bbc', name: 'BBC' }], 0, time.now())).toEqual([])
    await poll(rss(entry('1', { date: time.now().toISOString() })))
    expect(await alarms()).toEqual([])
  })

  it('is none for as long as its entries were ever apart, many times over', async () => {
    const quarterly = ['2026-01-10', '2026-04-10', '2026-07-10', '2026-11-20'].map((date) => entry(date, { date }))
    await poll(rss(...quarterly))
    time.advance(60 * day)
    await poll(rss(...quarterly))
    expect(await alarms()).toEqual([])
  })

  it('is asked now and then without conditions, for a server that would say for ever that nothing changed', async () => {
    const route = { ...rss(entry('1')), etag: '"1"' }
    await poll(...Array.from({ length: 25 }, () => route))
    const conditions = site.requests('/rss').map(({ headers }) => headers['if-none-match'])
    expect(conditions.filter((condition) => condition === undefined)).toHaveLength(2)
  })
})

describe('a site that was made anew', () => {
  it('does not have all its old entries mailed, and is an alarm until it has news', async () => {
    expect(await poll(rss(...many('news')), rss(...many('archive/news')))).toEqual([0, 0])
    expect(await alarms()).toEqual(['renewed:bbc'])
    expect(await poll(rss(...many('archive/news'), entry('new')))).toEqual([1])
    expect(await alarms()).toEqual([])
  })

  it('does not lose what is dated later than all that is known', async () => {
    const old = '2026-11-01T00:00:00Z'
    await poll(rss(...many('news', old)), rss(...many('news', old)))
    time.advance(hour)
    const fresh = entry('fresh', { date: '2026-11-21T12:30:00Z' })
    expect(await poll(rss(fresh, ...many('archive', old)))).toEqual([1])
  })

  it.each([
    ['brings as many new ones each time', [rss(...many('a', '2026-11-21')), rss(...many('b'))], 0],
    ['was not asked for days', [rss(...many('a'))], 3],
    ['had nothing so far', [rss()], 0],
  ])('is not suspected where the feed %s', async (_, before, days) => {
    await poll(...before)
    time.advance(days * day)
    expect(await poll(rss(...many('c')))).toEqual([20])
    expect(await alarms()).toEqual([])
  })

  it('is not suspected where the feed brings as many in the time that it was not asked', async () => {
    const hours = Array.from({ length: 30 }, (_, n) => entry(`${n}`))
    for (let n = 0; n <= 10; n += 1) {
      await poll(rss(...hours.slice(n, n + 10)))
      time.advance(hour)
    }
    time.advance(10 * hour)
    expect(await poll(rss(...hours.slice(20)))).toEqual([10])
    expect(await alarms()).toEqual([])
  })
})

describe('a feed whose address is another now', () => {
  it('is asked at once, without conditions, and has its old entries left alone', async () => {
    const old = entry('old', { date: '2026-01-01' })
    await poll(
      ...Array.from({ length: 3 }, () => ({ status: 404 })),
      { ...rss(entry('1')), etag: '"1"' },
      { status: 404 },
    )
    site.set('/new', { ...rss(old, entry('2'), entry('3', { date: '2026-11-21' })), etag: '"1"' })
    expect(await ask('/new', false)).toBe(1)
    expect(site.requests('/new')[0]?.headers['if-none-match']).toBeUndefined()
    expect(await records.store.feeds.load('bbc')).toMatchObject({ url: site.url('/new'), failures: 0, polls: 1 })
  })
})

describe('entries', () => {
  it('that count comments and hours are not changed each time', async () => {
    let visits = 0
    const route = () => {
      visits += 1
      const date = 'Sat, 21 Nov 2026 10:00:00 GMT'
      return rss(
        entry('1', { date, text: `Text. ${visits} comments, 1,${500 + visits} views. Posted ${visits} hours ago` }),
      )
    }
    expect(await poll(route, route, route)).toEqual([1, 0, 0])
  })

  it('that change are read again, and are no new ones', async () => {
    const date = '2026-11-21'
    expect(await poll(rss(entry('1', { date })), rss(entry('1', { date, text: 'More.' })))).toEqual([1, 1])
    expect(await records.store.feeds.load('bbc')).toMatchObject({ items: 1, recentYield: [1, 0] })
  })

  it('that shared an address stay apart when one of them has gone', async () => {
    const live = (title: string) =>
      `<item><title>${title}</title><link>https://c.example/live</link><guid isPermaLink="false">${title}</guid><pubDate>Sat, 21 Nov 2026 10:00:00 GMT</pubDate></item>`
    expect(await poll(rss(live('A'), live('B')), rss(live('B')), rss(live('C')), rss(live('C'), live('B')))).toEqual([
      2, 0, 1, 0,
    ])
  })
})

it('a server in trouble is asked again within two hours, however long it has been', async () => {
  await poll(...Array.from({ length: 8 }, () => ({ status: 503 })))
  const { nextPoll } = await records.store.feeds.load('bbc')
  expect(Date.parse(nextPoll ?? '') - time.now().getTime()).toBe(2 * hour)
})
