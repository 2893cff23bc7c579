import { afterEach, beforeEach, expect, test } from 'vitest'
import { Feed } from '../../src/config/feeds.ts'
import type { Item } from '../../src/events/item.ts'
import { askFeed } from '../../src/feeds/ask-feed.ts'
import { nothingRemembered } from '../../src/feeds/feed-answer.ts'
import { startGovuk, type TestGovuk } from '../helpers/govuk.ts'
import { openClient } from './client.ts'
import { settings } from './read-fixture.ts'

let govuk: TestGovuk
beforeEach(async () => {
  govuk = await startGovuk()
})
afterEach(() => govuk[Symbol.asyncDispose]())

/** The items of an organisation feed, a finder feed and a search, which all list the same pages. */
async function itemsOfAll(): Promise<Item[][]> {
  await using http = openClient()
  const feeds = [
    { id: 'organisation', name: 'O', url: govuk.organisationFeed('department-for-education') },
    { id: 'finder', name: 'F', url: govuk.finderFeed },
    { id: 'search', name: 'S', kind: 'govuk-search', url: govuk.searchApi, search: { q: 'issued' } },
  ].flatMap((entry) => {
    const feed = Feed.parse(entry)
    return feed.kind === 'ofsted-reports' ? [] : [feed]
  })
  return await Promise.all(
    feeds.map(async (feed) => {
      const asked = { http, feed, settings, signal: new AbortController().signal }
      const clock = () => new Date('2026-03-10T12:00:00Z')
      const answer = await askFeed({ ...asked, remembered: nothingRemembered, clock })
      return answer.kind === 'items' ? answer.items : []
    }),
  )
}

test('a page is one item in all feeds of GOV.UK, though an organisation names it by its revision, a finder by its path and a search not at all', async () => {
  const { path } = govuk.publish({ title: 'Notice issued to Kent', at: '2026-03-09T10:00:00+00:00' })
  govuk.publish({ title: 'Notice issued to Bury', at: '2026-03-09T10:00:00+00:00' })
  const before = (await itemsOfAll()).map((items) => items.map(({ id }) => id).sort())
  expect(before.map((ids) => ids.length)).toEqual([2, 2, 2])
  expect(new Set(before.flat()).size).toBe(2)

  govuk.revise(path, { at: '2026-03-09T11:00:00+00:00' })
  const after = (await itemsOfAll()).map((items) => items.map(({ id }) => id).sort())
  expect(after).toEqual(before)
})

test('a page that was revised is a revised item in each of them, and its neighbour is not', async () => {
  const { path } = govuk.publish({ title: 'Notice issued to Kent', at: '2026-03-09T10:00:00Z' })
  govuk.publish({ title: 'Notice issued to Bury', at: '2026-03-09T10:00:00Z' })
  const before = await itemsOfAll()
  govuk.revise(path, { at: '2026-03-09T11:00:00Z' })
  const after = await itemsOfAll()
  for (const [index, items] of after.entries()) {
    const hashes = new Map(before[index]?.map(({ id, contentHash }) => [id, contentHash]))
    const changed = items.filter(({ id, contentHash }) => hashes.get(id) !== contentHash)
    expect(changed.map(({ url, updated }) => [url, updated])).toEqual([
      [`https://www.gov.uk${path}`, '2026-03-09T11:00:00.000Z'],
    ])
  }
})
