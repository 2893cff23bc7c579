import { afterEach, beforeEach, expect, it } from 'vitest'
import { createClock, type TestClock } from '../helpers/clock.ts'
import { startInbox, type TestInbox } from '../helpers/inbox.ts'
import {
  siteProviders,
  startOfstedSite,
  type OfstedStandIn,
  type SiteProvider,
  type SiteReport,
} from '../helpers/ofsted-site.ts'
import { createOpened, type Opened } from '../helpers/opened.ts'
import { startSite, type TestSite } from '../helpers/site.ts'
import { rss } from '../helpers/stories.ts'
import { startTestApp, type TestApp } from '../helpers/worker.ts'

const hour = 3_600_000
const titles = "Children's services inspection"

const middling = 'requires-improvement'
const before: SiteReport = {
  number: '49000001',
  title: titles,
  published: '2023-01-30',
  grades: [middling, middling, middling, middling],
  isBefore2023: true,
}
const withTrafford = (provider: SiteProvider): SiteProvider =>
  provider.name === 'Trafford' ? { ...provider, reports: [before] } : provider

let opened: Opened
let time: TestClock
let inbox: TestInbox
let ofsted: OfstedStandIn
let news: TestSite
let app: TestApp
beforeEach(async () => {
  opened = createOpened()
  time = createClock('2026-08-01T12:00:00Z')
  inbox = opened.use(await startInbox())
  ofsted = opened.use(await startOfstedSite({ providers: siteProviders().map(withTrafford) }))
  news = opened.use(await startSite({ '/bbc': rss([]), '/council': rss([]) }))
  app = opened.use(
    await startTestApp({
      smtpUrl: inbox.url,
      feeds: [
        { ...ofsted.feed, interval: '1h' },
        { id: 'bbc', name: 'BBC News', url: news.url('/bbc'), interval: '1h' },
        { id: 'council', name: 'Trafford Council', url: news.url('/council'), interval: '1h' },
      ],
      settings: { polling: { crawl_spacing: '0s' } },
      clock: time.clock,
    }),
  )
  await app.subscribe('ann')
  await app.drain()
  time.advance(2 * hour)
  await app.drain()
})
afterEach(() => opened[Symbol.asyncDispose]())

async function later(): Promise<void> {
  time.advance(2 * hour)
  await app.drain()
}

const publish = (report: Partial<SiteReport> = {}) =>
  ofsted.publish(ofsted.providers.find(({ name }) => name === 'Trafford')?.urn ?? '', {
    number: '60000001',
    title: titles,
    published: '2026-08-01',
    grades: ['inadequate', 'inadequate', 'good', 'requires-improvement'],
    ...report,
  })
const bbc = () =>
  news.set(
    '/bbc',
    rss([
      {
        title: "Trafford children's services rated inadequate",
        link: news.url('/bbc/1'),
        guid: 'bbc-1',
        published: '2026-08-01T13:00:00Z',
        summary:
          "Leaders of children's services in Trafford have been judged inadequate by Ofsted in a report published today.",
      },
    ]),
  )
const council = () =>
  news.set(
    '/council',
    rss([
      {
        title: "Ofsted report on Trafford's children's services published",
        link: news.url('/council/1'),
        guid: 'council-1',
        published: '2026-08-01T17:00:00Z',
        summary:
          "Ofsted has today rated Trafford Council's children's services inadequate for leadership. The council has apologised.",
      },
    ]),
  )
const moves = [
  '  Leaders: Requires improvement -> Inadequate (declined)',
  '  Help and protection: Requires improvement -> Inadequate (declined)',
  '  Children in care: Requires improvement -> Good (improved)',
  '  Care leavers: Requires improvement (new judgement)',
].join('\n')
const told = () => inbox.messages.map(({ parsed }) => (parsed.text ?? '').replaceAll('\r\n', '\n').includes(moves))

it('a new report is in the inbox once, with what it moved, also where news of it came before and come after', async () => {
  expect(inbox.messages).toEqual([])
  bbc()
  await later()
  expect(told()).toEqual([false])
  publish()
  await later()
  expect(told()).toEqual([false, true])
  council()
  await later()
  await later()
  expect(told()).toEqual([false, true])

  const events = await app.store.events.latest(10)
  expect(events.map(({ authority, rule, fields }) => [authority, rule, fields['direction']])).toEqual([
    ['Trafford', 'rating-change', 'mixed'],
  ])
  expect(events[0]?.sources.map(({ outlet }) => outlet).sort()).toEqual(['BBC News', 'Ofsted', 'Trafford Council'])
})

it('a report that comes first is told once, and news of it add sources and no mail', async () => {
  publish()
  await later()
  bbc()
  await later()
  council()
  await later()
  expect(told()).toEqual([true])
  expect((await app.store.events.latest(10)).map(({ sources }) => sources.length)).toEqual([3])
})

it('a report that is published again under another number is no second event, and what it corrects is an update', async () => {
  publish()
  await later()
  publish({ number: '60000002', published: '2026-08-02' })
  time.advance(24 * hour)
  await later()
  expect(told()).toEqual([true])
  publish({
    number: '60000003',
    published: '2026-08-03',
    grades: ['inadequate', 'inadequate', 'outstanding', 'requires-improvement'],
  })
  time.advance(24 * hour)
  await later()
  await later()
  expect(told()).toEqual([true, false])
  expect(inbox.messages.at(-1)?.parsed.text).toContain(
    'Children in care: Requires improvement -> Outstanding (improved)',
  )
  expect(await app.store.events.latest(10)).toHaveLength(1)
})

it('a report that cannot be read is told as published, and with its grades once it can be', async () => {
  const html = new Set(['60000001'])
  ofsted.set({ html })
  publish()
  for (let rounds = 0; rounds < 12 && inbox.messages.length === 0; rounds += 1) await later()
  expect(inbox.messages.map(({ parsed }) => parsed.subject)).toEqual([expect.stringContaining('Trafford')])
  expect(inbox.messages[0]?.parsed.text).toContain('Trafford: new Ofsted judgement')
  ofsted.set({})
  time.advance(8 * 24 * hour)
  await app.drain()
  await later()
  await later()
  expect(told()).toEqual([false, true])
})

it('a report whose predecessor could not be read is held against none that is older', async () => {
  ofsted.set({ html: new Set(['49500000']) })
  publish({ number: '49500000', published: '2025-02-03' })
  publish()
  for (let rounds = 0; rounds < 4 && inbox.messages.length === 0; rounds += 1) await later()
  const [text = ''] = inbox.messages.map(({ parsed }) => parsed.text)
  expect(text).toContain('Leaders: Inadequate (before not known)')
  expect(text).not.toContain('declined')
})
