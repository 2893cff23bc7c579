import { createClock } from './clock.ts'
import { startInbox } from './inbox.ts'
import type { Opened } from './opened.ts'
import { startSite, type Route } from './site.ts'
import { rss, type Story } from './stories.ts'
import { startTestApp, type FeedInput, type TestAppOptions } from './worker.ts'

type Setting = {
  /** What the clock says at first. */
  start: string
  /** What the feed answers; without it, the stories that have been pushed so far. */
  answer?: Route
  feed?: Partial<FeedInput>
  inbox?: Parameters<typeof startInbox>[0]
} & Pick<TestAppOptions, 'redisUrl' | 'settings' | 'adminPassword' | 'mailgunKey'>

export type Desk = Awaited<ReturnType<typeof openDesk>>

/** One feed, a worker that watches it, an inbox and a clock that stands still. Nobody is subscribed yet. */
export async function openDesk(opened: Opened, { start, answer, feed = {}, inbox: taking, ...worker }: Setting) {
  const time = createClock(start)
  const inbox = opened.use(await startInbox(taking))
  const stories: (Story & { line: string })[] = []
  const site = opened.use(await startSite({ '/feed': answer ?? (() => rss(stories)) }))
  const app = opened.use(
    await startTestApp({
      smtpUrl: inbox.url,
      clock: time.clock,
      feeds: [{ id: 'feed', url: site.url('/feed'), interval: '30m', ...feed }],
      ...worker,
    }),
  )
  return { time, inbox, stories, site, app }
}
