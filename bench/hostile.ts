import { expect, test } from 'vitest'
import { articleText } from '../src/feeds/article.ts'
import { createRobots } from '../src/feeds/robots.ts'
import { parseFeed, type ParsedFeed } from '../src/feeds/parse-feed.ts'
import { htmlToText } from '../src/feeds/plain-text.ts'
import { itemsOf } from '../src/feeds/items.ts'
import { feedNamed, settings } from '../test/feeds/read-fixture.ts'
import { hostileFeeds, hostileLinks, hostilePages, hostileRobots, hostileTexts } from '../test/helpers/hostile.ts'

/** How long inputs that were made to hold a reader up really take: one line each, the slowest first. */
test('hostile feeds, pages and texts', async () => {
  const took: { what: string; ms: number }[] = []
  const time = async (what: string, work: () => unknown) => {
    const started = performance.now()
    await work()
    took.push({ what, ms: Math.round(performance.now() - started) })
  }
  for (const [name, feed] of hostileFeeds)
    await time(`feed: ${name}`, async () => itemsFrom(await parseFeed(Buffer.from(feed), null)))
  for (const [name, html] of hostilePages) await time(`page: ${name}`, () => articleText(html))
  for (const [name, html] of hostileTexts) await time(`text: ${name}`, () => htmlToText(html))
  for (const [name, robots, path] of hostileRobots) await time(`robots: ${name}`, () => permission(robots, path))
  for (const [name, link] of hostileLinks) await time(`link: ${name}`, () => itemsFrom(feedOf(link)))
  expect(took.length).toBeGreaterThan(40)
  for (const { what, ms } of took.toSorted((a, b) => b.ms - a.ms)) console.log(`${String(ms).padStart(6)} ms  ${what}`)
})

const answer = { kind: 'ok', contentType: null, etag: null, lastModified: null, freshMs: null, movedTo: null } as const

async function permission(robots: string, path: string): Promise<unknown> {
  const get = async (url: string) => ({ ...answer, url, body: Buffer.from(robots) })
  const ask = createRobots({
    http: { get, close: async () => {} },
    userAgent: 'ofsted-alerts',
    clock: () => new Date(),
  })
  return await ask(`https://a.example${path}`, new AbortController().signal)
}

function itemsFrom(parsed: ParsedFeed): void {
  if (parsed.kind === 'not-a-feed') return
  const { entries } = parsed.feed
  itemsOf({ entries, feed: feedNamed('one'), settings, base: 'https://a.example/', now: new Date() })
}

function feedOf(link: string): ParsedFeed {
  const none = { published: null, updated: null, summary: null, content: null, publisher: null, base: null }
  return {
    kind: 'feed',
    feed: { entries: [{ ...none, title: 'One', link, id: link }], ttlMs: null, base: null, faults: [], isWhole: true },
  }
}
