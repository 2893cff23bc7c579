import { createLinks, type Links } from '../src/links.ts'
import { openDesk, type Desk } from '../test/helpers/desk.ts'
import type { TestInbox } from '../test/helpers/inbox.ts'
import { createOpened } from '../test/helpers/opened.ts'
import { startRedis, type TestRedis } from '../test/helpers/redis.ts'
import type { TestSite } from '../test/helpers/site.ts'
import { rss } from '../test/helpers/stories.ts'
import { testSecret, type TestApp } from '../test/helpers/worker.ts'

/** The whole service on this machine: a feed that it watches, an inbox that its mails go to, and its pages. */
export type Service = AsyncDisposable & {
  app: TestApp
  /** That of the service; it can be frozen. */
  redis: TestRedis
  inbox: TestInbox
  /** What its feed answers, at `/feed`. */
  site: TestSite
  time: Desk['time']
  /** Where the pages are: `http://127.0.0.1:PORT`. */
  origin: string
  /** Signed as the service signs them, and leading to it. */
  links: Links
  /** A link of a mail, leading to this machine in place of PUBLIC_URL. */
  here: (link: string) => string
  /** Writes one more subscriber; resolves to their id. */
  reader: (overrides?: Parameters<TestApp['subscribe']>[1]) => Promise<string>
}

/** Who may see the pages under /admin. */
export const operator = { username: 'Ann Operator', password: 'correct horse battery' }

export async function startService(): Promise<Service> {
  await using opened = createOpened()
  const redis = opened.use(await startRedis())
  const { time, inbox, site, app } = await openDesk(opened, {
    start: '2026-03-02T10:00:00Z',
    answer: rss([]),
    feed: { interval: '1h' },
    redisUrl: redis.url,
    adminPassword: operator.password,
  })
  await app.drain()
  const origin = `http://127.0.0.1:${app.httpPort}`
  const close = opened.move()
  let readers = 0
  return {
    app,
    redis,
    inbox,
    site,
    time,
    origin,
    links: createLinks({ publicUrl: origin, secret: testSecret }),
    here: (link) => new URL(new URL(link).pathname, origin).href,
    async reader(overrides) {
      const id = `reader-${++readers}`
      await app.subscribe(id, overrides)
      return id
    },
    [Symbol.asyncDispose]: close,
  }
}
