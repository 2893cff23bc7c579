import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { Feed } from '../../src/config/feeds.ts'
import { createHttpClient, type HttpClient } from '../../src/feeds/http.ts'
import { createOfstedSite, type OfstedSite } from '../../src/feeds/ofsted-site.ts'
import { pollFeed } from '../../src/jobs/jobs.ts'
import type { Enqueue } from '../../src/jobs/queues.ts'
import { pollFeedHandler } from '../../src/workers/poll-feed.ts'
import { createClock, type TestClock } from '../helpers/clock.ts'
import { testConfig } from '../helpers/config.ts'
import { siteProviders, startOfstedSite, type OfstedStandIn } from '../helpers/ofsted-site.ts'
import { useRecords } from '../helpers/records.ts'

const day = 86_400_000
const records = useRecords()
const network = { allow: ['127.0.0.0/8'], total_timeout: '0.3s', connect_timeout: '0.3s' }
const settings = { network, polling: { crawl_spacing: '0s' } }
const quiet = pino({ level: 'silent' })

/** A country with few: a round through all of them is a journey's matter. */
const authorities = 30

let time: TestClock
let site: OfstedStandIn
let http: HttpClient
let ofsted: OfstedSite
/** Of files that were to be read. */
let wanted: string[]
beforeEach(async () => {
  wanted = []
  time = createClock('2026-11-21T12:00:00Z')
  site = await startOfstedSite({ providers: siteProviders(authorities) })
  const config = testConfig({ settings })
  http = createHttpClient({ network: config.settings.network, turn: () => Promise.resolve(), clock: time.clock })
  ofsted = createOfstedSite({ http, settings: () => config.settings, clock: time.clock })
})
afterEach(async () => {
  await http.close()
  await site[Symbol.asyncDispose]()
})

/** Has the feed polled until no job asks for the next; says how many jobs that took. */
async function crawl({ force = true, jobs = Infinity } = {}): Promise<number> {
  const all = testConfig({ settings, feeds: [Feed.parse(site.feed)] })
  const config = { ...all, authorities: { ...all.authorities, list: all.authorities.list.slice(0, authorities) } }
  let next = true
  const enqueue: Enqueue = (job, payload) => {
    if (job.name === pollFeed.name) next = true
    else wanted.push(Object.values(payload as Record<string, string>)[0] ?? '')
    return Promise.resolve()
  }
  const handler = pollFeedHandler({
    store: records.store,
    config: () => config,
    http,
    ofsted,
    enqueue,
    clock: time.clock,
    random: () => 0,
    newId: () => `${Math.random()}`,
    log: quiet,
  })
  let done = 0
  for (; next && done < jobs; done += 1) {
    next = false
    await handler({ feedId: site.feed.id, force: force && done === 0 }, new AbortController().signal)
  }
  return done
}

const requests = () => ({ listing: site.requests('listing').length, provider: site.requests('provider').length })
const alarms = async () => (await records.store.alarms.list()).map(({ name }) => name)
const message = async () => (await records.store.alarms.list())[0]?.message
const feedRecord = () => records.store.feeds.load(site.feed.id)
const first = () => site.providers[0] ?? { urn: '', name: '', reports: [] }
const fresh = (published = '2026-11-20') => ({ number: '60000001', title: "Children's services inspection", published })

describe('the first round', () => {
  it('asks for the listing and each page once, in short jobs, and has all reports read but those on other things', async () => {
    expect(await crawl()).toBe(3)
    expect(requests()).toEqual({ listing: 1, provider: 30 })
    expect(new Set(wanted).size).toBe(40)
    expect(await records.store.files.counts()).toMatchObject({ listed: 40, other: 30 })
    expect(await feedRecord()).toMatchObject({ polls: 1, failures: 0, items: 70, listed: 30 })
    expect(await alarms()).toEqual([])
  })

  it('has the reports of a provider read from the oldest on, by which the newest is told', async () => {
    await crawl()
    const { reports } = first()
    const ours = reports.map(({ number }) => number).filter((number) => wanted.includes(number))
    expect(ours.length).toBeGreaterThan(1)
    expect(wanted.filter((number) => ours.includes(number))).toEqual(ours.toReversed())
  })

  it('goes on where it was when it is interrupted', async () => {
    await crawl({ jobs: 2 })
    expect(requests()).toEqual({ listing: 1, provider: 20 })
    await crawl()
    expect(requests()).toEqual({ listing: 1, provider: 30 })
    expect(new Set(site.requests('provider')).size).toBe(30)
  })

  it('takes a listing with few providers for none, though nothing is known yet', async () => {
    site.set({ listed: 0.5 })
    await crawl()
    expect(await alarms()).toEqual(['crawl:ofsted-reports'])
    expect(await message()).toContain('expected about 30 providers in the listing, found 15')
    expect(requests().provider).toBe(0)
  })
})

describe('a later round', () => {
  beforeEach(async () => {
    await crawl()
    site.forget()
    wanted = []
    time.advance(day)
  })

  it('asks for no page of a provider whose card is as it was', async () => {
    await crawl()
    expect(requests()).toEqual({ listing: 1, provider: 0 })
  })

  it('asks for the page of a provider whose card changed, and has the new report read', async () => {
    site.publish(first().urn, fresh())
    await crawl()
    expect(requests()).toEqual({ listing: 1, provider: 1 })
    expect(wanted).toEqual(['60000001'])
    expect(await records.store.files.load('60000001')).toMatchObject({ isBaseline: false, state: 'listed' })
  })

  it('after a week asks for all pages, which say that they have not changed', async () => {
    time.advance(6 * day)
    await crawl()
    expect(requests()).toEqual({ listing: 1, provider: 30 })
    expect(wanted).toEqual([])
  })

  it('asks for a page again that does not show yet what its card tells of', async () => {
    site.publish(first().urn, fresh())
    site.set({ isStale: true })
    await crawl()
    expect(wanted).toEqual([])
    site.set({})
    site.forget()
    await crawl()
    expect(requests().provider).toBe(1)
    expect(wanted).toEqual(['60000001'])
  })

  it.each([
    ['no provider', { listed: 0 }, 'found 0'],
    ['half of the providers', { listed: 0.5 }, 'expected about 30 providers in the listing, found 15'],
    ['cards that are made in another way', { markup: 'listing' as const }, 'found 0'],
  ])('is an alarm where the listing holds %s, and heals', async (_, fault, words) => {
    site.set(fault)
    await crawl()
    expect(await alarms()).toEqual(['crawl:ofsted-reports'])
    expect(await message()).toContain(words)
    expect(requests().provider).toBe(0)
    site.set({})
    await crawl()
    expect(await alarms()).toEqual([])
    expect(requests().provider).toBe(0)
  })

  it('is an alarm where pages hold no links any more, costs no other page, and heals', async () => {
    for (const { urn } of site.providers.slice(0, 3)) site.publish(urn, { ...fresh(), number: `7${urn}` })
    site.set({ markup: 'provider' })
    await crawl()
    expect(requests().provider).toBe(3)
    expect(await message()).toContain(
      'pages of 3 of 30 providers could not be read (Barking and Dagenham, Barnet, Barnsley): expected the 3 reports',
    )
    site.set({})
    await crawl()
    expect(await alarms()).toEqual([])
    expect(wanted).toHaveLength(3)
  })

  it('is an alarm where the words of links cannot be read, and the files are read all the same', async () => {
    site.set({ markup: 'words' })
    site.publish(first().urn, fresh())
    await crawl()
    expect(wanted).toContain('60000001')
    expect(await message()).toContain('could not read those of 4')
  })

  it('is none in August, and one where nothing was published for ten weeks', async () => {
    for (let week = 0; week < 9; week += 1) {
      time.advance(7 * day)
      await crawl()
    }
    expect(await alarms()).toEqual([])
    time.advance(7 * day)
    await crawl()
    expect(await alarms()).toEqual(['silent:ofsted-reports'])
  })
})

describe('a site in trouble', () => {
  test.each([
    ['503', { status: 503 }, 2],
    ['429', { status: 429, headers: { 'retry-after': '3600' } }, 3600],
    ['no answer', { fault: 'no-answer' as const }, 2],
    ['half an answer', { body: '<li>'.repeat(1000), fault: 'cut' as const }, 2],
  ])(
    'answering %s is left alone for longer and longer, and the round goes on when it is back',
    async (_, page, seconds) => {
      await crawl({ jobs: 2 })
      site.set({ answer: { kinds: ['provider'], page } })
      await crawl({ force: false })
      await crawl({ force: false })
      const { failures, nextPoll } = await feedRecord()
      expect(failures).toBe(1)
      expect(Date.parse(nextPoll ?? '')).toBeGreaterThanOrEqual(time.now().getTime() + seconds * 1000)
      time.advance(3_600_000)
      await crawl({ force: false })
      expect((await feedRecord()).failures).toBe(2)
      site.set({})
      time.advance(3_600_000)
      await crawl({ force: false })
      expect(await feedRecord()).toMatchObject({ failures: 0, polls: 1 })
      expect(await records.store.files.counts()).toMatchObject({ listed: 40, other: 30 })
      // Two requests failed: nothing else was asked for twice.
      expect(requests()).toEqual({ listing: 1, provider: 32 })
    },
  )

  it('is an alarm after a day', async () => {
    await crawl({ jobs: 2 })
    site.set({ answer: { kinds: ['provider', 'listing'], page: { status: 503 } } })
    await crawl()
    expect(await alarms()).toEqual([])
    time.advance(25 * 3_600_000)
    await crawl()
    expect(await alarms()).toEqual(['feed:ofsted-reports'])
    site.set({})
    await crawl()
    expect(await alarms()).toEqual([])
  })

  it('for one provider alone costs that provider, and no other', async () => {
    site.providers.splice(1, 0, { urn: '1', name: 'Nowhere', reports: [...first().reports] })
    const broken = async () => (await records.store.crawls.providers(site.feed.id)).get('1')?.fault
    site.set({ broken: '1' })
    for (let tries = 0; tries < 4; tries += 1) {
      await crawl()
      time.advance(60_000)
    }
    expect(await broken()).toContain('HTTP 500')
    expect(await alarms()).toEqual(['crawl:ofsted-reports'])
    expect((await feedRecord()).polls).toBe(1)
  })

  it('that asks in its robots.txt to be left alone is, and that is an alarm', async () => {
    site.set({ answer: { kinds: ['robots'], page: { body: 'User-agent: *\nDisallow: /search' } } })
    await crawl()
    expect(requests().listing).toBe(0)
    expect(await message()).toMatch(/the robots\.txt of .* asks us not to/)
  })
})
