import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { GovukSearchFeed } from '../../src/config/feeds.ts'
import { nothingRemembered, type FeedAnswer, type Remembered } from '../../src/feeds/feed-answer.ts'
import { searchGovuk } from '../../src/feeds/search-govuk.ts'
import { startGovuk, type TestGovuk } from '../helpers/govuk.ts'
import type { Page } from '../helpers/site.ts'
import { openClient } from './client.ts'
import { settings } from './read-fixture.ts'

const now = new Date('2026-03-10T12:00:00Z')
let govuk: TestGovuk
beforeEach(async () => {
  govuk = await startGovuk()
})
afterEach(() => govuk[Symbol.asyncDispose]())

async function search(remembered: Partial<Remembered> = {}, parameters: object = {}): Promise<FeedAnswer> {
  await using http = openClient()
  return await searchGovuk({
    http,
    feed: GovukSearchFeed.parse({
      id: 'search',
      kind: 'govuk-search',
      name: 'Department for Education',
      url: govuk.searchApi,
      search: { filter_organisations: 'department-for-education', count: 10, ...parameters },
    }),
    remembered: { ...nothingRemembered, ...remembered },
    settings,
    clock: () => now,
    signal: new AbortController().signal,
  })
}
const titles = (answer: FeedAnswer) =>
  (answer.kind === 'unchanged' ? [] : answer.items.map(({ title }) => title)).sort()
const publishMany = (count: number, at: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => govuk.publish({ title: `Page ${index}`, at: at(index) }).title).sort()

describe('a search', () => {
  test('yields pages as items that lead to www.gov.uk, wherever the API stands', async () => {
    govuk.publish({ title: 'Direction issued to Tameside', description: 'A direction.', at: '2026-03-09T10:00:00Z' })
    const answer = await search()
    expect(answer).toMatchObject({
      kind: 'items',
      faults: [],
      leastMs: 300_000,
      items: [
        {
          feedId: 'search',
          url: 'https://www.gov.uk/government/publications/direction-issued-to-tameside',
          title: 'Direction issued to Tameside',
          summary: 'A direction.',
          published: '2026-03-09T10:00:00.000Z',
          updated: '2026-03-09T10:00:00.000Z',
          outlet: 'Department for Education',
        },
      ],
    })
  })

  test('asks with its own parameters, newest first, from its floor on, in UTC without a zone', async () => {
    await search({ newest: '2026-03-09T10:00:30.000Z' }, { filter_content_store_document_type: ['decision', 'notice'] })
    expect(govuk.searches().map((asked) => decodeURIComponent(asked.toString()).split('&').toSorted())).toEqual([
      [
        'count=10',
        'fields=title,link,description,public_timestamp',
        'filter_content_store_document_type=decision',
        'filter_content_store_document_type=notice',
        'filter_organisations=department-for-education',
        'filter_public_timestamp=from:2026-03-07T10:00:30',
        'order=-public_timestamp',
        'start=0',
      ],
    ])
  })

  test.each([
    ['the first time, thirty days back', null, 'from:2026-02-08T12:00:00'],
    ['later, two days behind the newest page', '2026-01-05T00:00:00.000Z', 'from:2026-01-03T00:00:00'],
    ['never from a day to come on', '2027-01-05T00:00:00.000Z', 'from:2026-03-08T12:00:00'],
  ])('begins %s', async (_, newest, floor) => {
    await search({ newest })
    expect(govuk.searches()[0]?.get('filter_public_timestamp')).toBe(floor)
  })

  test('goes through all pages of the answer, also where entries of one second stand in another order each time', async () => {
    const all = publishMany(45, (index) => `2026-03-09T10:00:0${Math.floor(index / 15)}Z`)
    expect(titles(await search())).toEqual(all)
    expect(govuk.searches().map((asked) => asked.get('start'))).toEqual(
      expect.arrayContaining(['0', '9', '18', '27', '36']),
    )
  })

  test('says that nothing changed where the first page is the same, without asking for the others', async () => {
    const all = publishMany(15, (index) => `2026-03-09T10:00:${10 + index}Z`)
    const first = await search()
    expect(titles(first)).toEqual(all)
    if (first.kind !== 'items') return
    const before = govuk.requests().length
    expect(await search({ validators: first.validators })).toEqual({
      kind: 'unchanged',
      validators: first.validators,
      leastMs: 300_000,
    })
    expect(govuk.requests().slice(before)).toMatchObject([{ headers: { 'if-none-match': first.validators.etag } }])
    const withoutTag = { ...first.validators, etag: null }
    expect((await search({ validators: withoutTag })).kind).toBe('unchanged')
  })

  test('that did not list all that it finds is asked for all of it again', async () => {
    govuk.disturb(() => ({
      etag: '"1"',
      body: JSON.stringify({
        total: 2,
        results: [{ title: 'A', link: '/a', public_timestamp: '2026-03-09T10:00:00Z' }],
      }),
    }))
    expect(await search()).toMatchObject({
      kind: 'items',
      validators: nothingRemembered.validators,
      faults: ['the search says that it finds 2 entries, and lists 1'],
    })
  })

  test('leaves out an entry that cannot be read, and takes the others', async () => {
    govuk.disturb(() => ({
      body: JSON.stringify({
        total: 3,
        results: [
          { title: 'No link', public_timestamp: '2026-03-09T10:00:00Z' },
          { title: 'Good', link: '/good', public_timestamp: '2026-03-09T10:00:00Z' },
          { title: 'No date', link: '/date', public_timestamp: 'soon' },
        ],
      }),
    }))
    const answer = await search()
    expect(titles(answer)).toEqual(['Good'])
    expect(answer).toMatchObject({ faults: ['2 entries without link, title or date are left out'] })
  })

  const html = { headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Sorry</title>' }
  test.each<[string, Page, object]>([
    ['HTTP 422', { status: 422 }, { status: 422, reason: expect.stringContaining('correct "search" in feeds.yaml') }],
    ['HTTP 500', { status: 500 }, { status: 500 }],
    ['HTTP 429', { status: 429, headers: { 'retry-after': '90' } }, { status: 429, retryAfterMs: 90_000 }],
    ['a web page', html, { reason: expect.stringContaining('expected JSON') }],
    [
      'half of an answer',
      { body: '{"results":[{"title":"A","link":"/a"' },
      { reason: expect.stringContaining('JSON') },
    ],
    ['a cut connection', { body: '{"results":[],"total":0}', fault: 'cut' }, { status: null }],
    ['nothing', { body: '' }, { reason: expect.stringContaining('got nothing') }],
    ['other JSON', { body: '{"error":"no"}' }, { reason: expect.stringContaining('results') }],
  ])('%s is a failure with its reason', async (_, page, failure) => {
    govuk.disturb(() => page)
    expect(await search()).toMatchObject({ kind: 'failed', items: [], ...failure })
  })

  test('whose second page fails tells what the first one held', async () => {
    publishMany(15, (index) => `2026-03-09T10:00:${10 + index}Z`)
    govuk.disturb(({ path }) => (path.includes('start=9') ? { status: 500 } : null))
    const answer = await search()
    expect(answer).toMatchObject({ kind: 'failed', status: 500 })
    expect(titles(answer)).toHaveLength(10)
  })

  test('for what the API does not know fails with its reason', async () => {
    expect(await search({}, { filter_people: 'jo' })).toMatchObject({ kind: 'failed', status: 422 })
  })
})
