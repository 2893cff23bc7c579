import { afterEach, expect, it } from 'vitest'
import { createClock } from '../helpers/clock.ts'
import { toldOf } from '../helpers/digest-lines.ts'
import { startInbox } from '../helpers/inbox.ts'
import { openDesk } from '../helpers/desk.ts'
import { createOpened } from '../helpers/opened.ts'
import { startSite, type Page } from '../helpers/site.ts'
import { rss, visitStory, type Story } from '../helpers/stories.ts'
import { startTestApp } from '../helpers/worker.ts'

const hour = 3_600_000
const opened = createOpened()
afterEach(() => opened[Symbol.asyncDispose]())

it('a feed that could not be reached for its first five days loses none of the news published since it was added', async () => {
  const story = visitStory('Leeds', 1, { published: '2026-03-03T09:00:00Z' })
  let answer: Page = { status: 503, body: '' }
  const { time, inbox, site, app } = await openDesk(opened, {
    start: '2026-03-02T09:00:00Z',
    answer: () => answer,
    feed: { interval: '1h' },
  })
  await app.subscribe('ann')
  for (let hours = 0; hours < 5 * 24; hours += 6) {
    await app.drain()
    time.advance(6 * hour)
  }
  answer = rss([story])
  time.advance(24 * hour)
  await app.drain()
  expect(site.requests('/feed').length).toBeGreaterThan(3)
  expect((await app.store.items.counts()).all).toBe(1)
  expect(toldOf(inbox)).toEqual({ 'ann@example.org': [story.line] })
})

it('news that a known feed brings is mailed, though a feed added yesterday showed the article first as too old', async () => {
  const time = createClock('2026-01-20T09:00:00Z')
  const inbox = opened.use(await startInbox())
  // Five days old when the known feed (a weekly roundup, a slow aggregator) brings it: within later_reach, so it is mailed.
  const story = visitStory('Leeds', 1, { published: '2026-03-01T09:00:00Z' })
  const known: Story[] = []
  const site = opened.use(await startSite({ '/known': () => rss(known), '/added': rss([story]) }))
  const feeds = ['known', 'added'].map((id) => ({ id, url: site.url(`/${id}`), interval: '1h' }))
  const app = opened.use(await startTestApp({ smtpUrl: inbox.url, clock: time.clock, feeds: feeds.slice(0, 1) }))
  await app.subscribe('ann')
  await app.drain()
  time.set('2026-03-06T09:00:00Z')
  app.setFeeds(feeds)
  await app.drain()
  known.push(story)
  time.advance(2 * hour)
  await app.drain()
  expect(toldOf(inbox)).toEqual({ 'ann@example.org': [story.line] })
})

it('the same with a feed without dates: its first poll takes today for old', async () => {
  const time = createClock('2026-03-06T09:00:00Z')
  const inbox = opened.use(await startInbox())
  const story = visitStory('Leeds', 1, { published: '2026-03-06T08:00:00Z' })
  const known: Story[] = []
  const undated = rss([story])
  const site = opened.use(
    await startSite({
      '/known': () => rss(known),
      '/undated': { ...undated, body: String(undated.body).replaceAll(/<pubDate>.*?<\/pubDate>/g, '') },
    }),
  )
  const feeds = ['known', 'undated'].map((id) => ({ id, url: site.url(`/${id}`), interval: '1h' }))
  const app = opened.use(await startTestApp({ smtpUrl: inbox.url, clock: time.clock, feeds: feeds.slice(0, 1) }))
  await app.subscribe('ann')
  await app.drain()
  app.setFeeds(feeds)
  time.advance(2 * hour)
  await app.drain()
  known.push(story)
  time.advance(2 * hour)
  await app.drain()
  expect(toldOf(inbox)).toEqual({ 'ann@example.org': [story.line] })
})

it('what was old when a feed was first polled is never mailed, also when its headline is edited (settings.yaml: "recorded and never mailed")', async () => {
  const story = visitStory('Leeds', 1, { published: '2026-02-20T09:00:00Z' })
  let stories: Story[] = [story]
  const { time, inbox, app } = await openDesk(opened, {
    start: '2026-03-06T09:00:00Z',
    answer: () => rss(stories),
    feed: { interval: '1h' },
  })
  await app.subscribe('ann')
  await app.drain()
  stories = [{ ...story, summary: `${story.summary} Read more.` }]
  time.advance(2 * hour)
  await app.drain()
  expect(toldOf(inbox)).toEqual({})
})
