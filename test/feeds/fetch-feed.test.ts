import { describe, expect, test } from 'vitest'
import { RssFeed } from '../../src/config/feeds.ts'
import type { Validators } from '../../src/feeds/feed-answer.ts'
import { fetchFeed } from '../../src/feeds/fetch-feed.ts'
import { startSite, type Route } from '../helpers/site.ts'
import { openClient } from './client.ts'
import { now, readFixture, settings } from './read-fixture.ts'

const none: Validators = { etag: null, lastModified: null, bodyHash: null }

async function fetchFrom(url: string, validators = none) {
  await using http = openClient()
  const feed = RssFeed.parse({ id: 'one', name: 'One', url })
  return await fetchFeed({ http, feed, validators, settings, clock: () => now, signal: new AbortController().signal })
}

async function fetched(route: Route) {
  await using site = await startSite({ '/feed': route })
  return await fetchFrom(site.url('/feed'))
}

describe('fetchFeed', () => {
  test('gives items, and what to ask with next time', async () => {
    await using site = await startSite({
      '/feed': { body: readFixture('bbc-region.xml'), etag: '"1"', headers: { 'cache-control': 'max-age=60' } },
    })
    const answer = await fetchFrom(site.url('/feed'))
    expect(answer).toMatchObject({
      kind: 'items',
      faults: [],
      leastMs: 900_000,
      movedTo: null,
      validators: { etag: '"1"', lastModified: null },
    })
    if (answer.kind !== 'items') return
    expect(answer.items).toHaveLength(2)
    const again = await fetchFrom(site.url('/feed'), answer.validators)
    expect(again).toEqual({ kind: 'unchanged', validators: answer.validators, leastMs: 60_000 })
    expect(site.requests().map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"'])
  })

  test('sees by itself that nothing changed, where the server cannot', async () => {
    await using site = await startSite({ '/feed': { body: readFixture('bbc-region.xml') } })
    const first = await fetchFrom(site.url('/feed'))
    expect(first.kind).toBe('items')
    expect(first.kind === 'items' && (await fetchFrom(site.url('/feed'), first.validators)).kind).toBe('unchanged')
  })

  test('says where a feed has moved', async () => {
    await using site = await startSite({
      '/feed': { status: 301, headers: { location: '/new' } },
      '/new': { body: readFixture('wordpress.xml') },
    })
    expect(await fetchFrom(site.url('/feed'))).toMatchObject({ kind: 'items', movedTo: site.url('/new') })
  })

  test('tells what was broken and left out', async () => {
    expect(await fetched({ body: readFixture('truncated.xml') })).toMatchObject({
      kind: 'items',
      faults: [expect.stringContaining('3 entries were read one by one'), '1 entries were cut off and are left out'],
    })
  })

  const noTitles = '<rss version="2.0"><channel><item><link>https://a.example/1</link></item></channel></rss>'

  test.each([
    ['in the middle of an entry', -60],
    ['after an entry', -'</channel></rss>\n'.length],
  ])('asks again for the whole of an answer that ends %s', async (_, end) => {
    const whole = String(readFixture('bbc-region.xml')).trimEnd()
    await using site = await startSite({ '/feed': { body: `${whole}\n`.slice(0, end), etag: '"1"' } })
    const answer = await fetchFrom(site.url('/feed'))
    expect(answer).toMatchObject({ kind: 'items', validators: none })
    expect(answer.kind === 'items' && answer.items.length).toBeGreaterThan(0)
  })

  test.each<[string, Route, string]>([
    ['entries without words', { body: noTitles }, 'found none in 1'],
    ['a feed that has ended', { body: readFixture('ended.atom') }, 'has ended'],
    ['a web page', { body: readFixture('page.html') }, 'a web page'],
    ['nothing', { body: '' }, 'an empty answer'],
    ['no content', { status: 204 }, 'an empty answer'],
    ['an error', { status: 500 }, 'HTTP 500'],
    ['a cut connection', { body: readFixture('bbc-region.xml'), fault: 'cut' }, 'expected an answer'],
  ])('%s is a failure with its reason', async (_, route, reason) => {
    expect(await fetched(route)).toMatchObject({ kind: 'failed', reason: expect.stringContaining(reason) })
  })

  test('passes on how long to wait', async () => {
    expect(await fetched({ status: 503, headers: { 'retry-after': '90' } })).toMatchObject({
      kind: 'failed',
      status: 503,
      retryAfterMs: 90_000,
    })
  })
})
