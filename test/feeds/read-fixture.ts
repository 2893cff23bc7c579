import { readFileSync } from 'node:fs'
import { Feed } from '../../src/config/feeds.ts'
import { Settings } from '../../src/config/settings.ts'
import type { Item } from '../../src/events/item.ts'
import { itemsOf } from '../../src/feeds/items.ts'
import { parseFeed } from '../../src/feeds/parse-feed.ts'
import type { RawFeed } from '../../src/feeds/raw-entry.ts'

export const now = new Date('2026-11-21T12:00:00Z')
export const settings = Settings.parse({})
export const feedNamed = (id: string): Feed => Feed.parse({ id, name: `Feed ${id}`, url: `https://${id}.example/feed` })

/** The bytes of a feed in test/fixtures/feeds. */
export const readFixture = (name: string): Buffer => readFileSync(`test/fixtures/feeds/${name}`)

/** What the fixture holds; throws the reason where it is no feed. */
export async function parsedFixture(name: string): Promise<RawFeed> {
  const parsed = await parseFeed(readFixture(name), null)
  if (parsed.kind === 'not-a-feed') throw new Error(parsed.reason)
  return parsed.feed
}

export async function itemsOfFixture(name: string, feedId = 'one'): Promise<Item[]> {
  const { entries, base } = await parsedFixture(name)
  return itemsOf({ entries, feed: feedNamed(feedId), settings, base: base ?? 'https://base.example/', now }).items
}
