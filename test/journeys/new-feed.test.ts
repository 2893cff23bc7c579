import { expect, test } from 'vitest'
import { createClock } from '../helpers/clock.ts'
import { toldOf } from '../helpers/digest-lines.ts'
import { startInbox } from '../helpers/inbox.ts'
import { startSite } from '../helpers/site.ts'
import { rss, visitStory } from '../helpers/stories.ts'
import { startTestApp } from '../helpers/worker.ts'

const day = 86_400_000

test('a new feed is known from its first poll on: its old news is recorded and not mailed, its later news is', async () => {
  const time = createClock('2026-03-10T10:00:00Z')
  const old = visitStory('Leeds', 1, { published: '2026-03-01T09:00:00Z' })
  const recent = visitStory('Wirral', 2, { published: '2026-03-09T09:00:00Z' })
  await using inbox = await startInbox()
  await using site = await startSite({ '/feed': rss([recent, old]) })
  await using app = await startTestApp({
    smtpUrl: inbox.url,
    clock: time.clock,
    feeds: [{ id: 'feed', url: site.url('/feed') }],
  })
  await app.subscribe('ann')
  await app.drain()
  expect(toldOf(inbox)).toEqual({ 'ann@example.org': [recent.line] })
  expect((await app.store.items.counts()).all).toBe(2)

  const later = visitStory('Kent', 3, { published: '2026-03-11T09:00:00Z' })
  site.set('/feed', rss([later, recent, old]))
  time.advance(day)
  await app.drain()
  expect(toldOf(inbox)).toEqual({ 'ann@example.org': [later.line, recent.line] })
})

test('a feed added while the worker runs is polled from then on, and one that is taken out no more', async () => {
  const time = createClock('2026-03-10T10:00:00Z')
  const first = visitStory('Leeds', 1, { published: '2026-03-10T09:00:00Z' })
  const second = visitStory('Wirral', 2, { published: '2026-03-10T09:00:00Z' })
  await using inbox = await startInbox()
  await using site = await startSite({ '/one': rss([first]), '/two': rss([second]) })
  await using app = await startTestApp({
    smtpUrl: inbox.url,
    clock: time.clock,
    feeds: [{ id: 'one', url: site.url('/one') }],
  })
  await app.subscribe('ann')
  await app.drain()
  app.setFeeds([{ id: 'two', url: site.url('/two') }])
  time.advance(day)
  await app.drain()
  expect(toldOf(inbox)).toEqual({ 'ann@example.org': [first.line, second.line] })
  expect([site.requests('/one').length, site.requests('/two').length]).toEqual([1, 1])
})
