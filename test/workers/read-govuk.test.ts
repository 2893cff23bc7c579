import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Feed } from '../../src/config/feeds.ts'
import type { Article } from '../../src/feeds/article.ts'
import { createGovukReader } from '../../src/feeds/govuk-page.ts'
import { createHttpClient, type HttpClient } from '../../src/feeds/http.ts'
import { newFeedRecord } from '../../src/store/feeds.ts'
import { readItemHandler } from '../../src/workers/read-item.ts'
import { buildItem } from '../helpers/build.ts'
import { testConfig } from '../helpers/config.ts'
import { startGovuk, type TestGovuk } from '../helpers/govuk.ts'
import { useRecords } from '../helpers/records.ts'

const records = useRecords()
const now = new Date('2026-03-10T12:00:00Z')
let govuk: TestGovuk
let http: HttpClient
let config: ReturnType<typeof testConfig>
/** What pages hold, and which of them were asked for. */
let article: Article
let asked: string[]
beforeEach(async () => {
  govuk = await startGovuk()
  config = testConfig({
    settings: {
      network: { allow: ['127.0.0.0/8'], total_timeout: '2s', connect_timeout: '1s' },
      govuk: { content_api: govuk.contentApi },
    },
    feeds: [Feed.parse({ id: 'bbc', name: 'BBC', url: 'https://bbc.example/rss' })],
  })
  http = createHttpClient({ network: config.settings.network, turn: () => Promise.resolve(), clock: () => now })
  article = { kind: 'text', text: 'The article of the page.' }
  asked = []
})
afterEach(async () => {
  await http.close()
  await govuk[Symbol.asyncDispose]()
})

const title = 'Improvement notice issued to Halton Borough Council'

/** Shows an item in the feed, as it is dated, and reads it as often as asked. */
async function read(
  path: string,
  { updated, times = 1, patient = true }: { updated: string; times?: number; patient?: boolean },
) {
  const handler = readItemHandler({
    store: records.store,
    config: () => config,
    articles: { read: (url) => Promise.resolve((asked.push(url), article)) },
    govuk: createGovukReader({ http, settings: () => config.settings }),
    patient,
    enqueue: () => Promise.resolve(),
    clock: () => now,
    log: pino({ level: 'silent' }),
  })
  const item = buildItem({
    id: 'a',
    url: `https://www.gov.uk${path}`,
    title,
    summary: 'On children.',
    updated,
    published: updated,
    contentHash: updated,
  })
  await records.store.items.record('bbc', [{ item, state: 'recorded' }], now)
  for (let time = 0; time < times; time += 1) await handler({ itemId: 'a' }, new AbortController().signal)
  return { document: await records.store.items.document('a'), state: (await records.store.items.load('a'))?.state }
}

const first = '2026-03-09T10:00:00.000Z'
const second = '2026-03-10T10:00:00.000Z'

describe('a page of GOV.UK, of whatever feed', () => {
  it('is read from the content API, and not scraped', async () => {
    const { path } = govuk.publish({ title, description: 'On children.', body: '<p>The body.</p>', at: first })
    expect(await read(path, { updated: first })).toEqual({
      state: 'read',
      document: {
        id: 'a',
        title,
        text: 'On children.\n\nThe body.',
        url: `https://www.gov.uk${path}`,
        published: first,
        source: 'BBC News',
        told: { from: '2026-03-07T12:00:00.000Z', until: first },
      },
    })
    expect(asked).toEqual([])
  })

  it('tells of a revision only what is new, and the same when another feed shows the same revision', async () => {
    const { path } = govuk.publish({ title, at: first })
    await read(path, { updated: first })
    govuk.revise(path, { at: second, note: 'Notice closed.' })
    const lifted = { title: `The improvement notice issued to Halton Borough Council has been lifted` }
    expect((await read(path, { updated: second })).document).toMatchObject({
      ...lifted,
      told: { from: first, until: second },
    })
    const other = buildItem({
      id: 'a',
      contentHash: 'as another feed words it',
      updated: second,
      published: second,
      title,
      url: `https://www.gov.uk${path}`,
    })
    await records.store.items.record('bbc', [{ item: other, state: 'recorded' }], now)
    expect((await read(path, { updated: second })).document).toMatchObject({
      ...lifted,
      told: { from: first, until: second },
    })
  })

  it('that the feed dates some seconds after the API does is the same revision', async () => {
    const { path } = govuk.publish({ title, at: first })
    const dated = '2026-03-09T10:00:20.000Z'
    expect((await read(path, { updated: dated })).document).toMatchObject({ told: { until: dated } })
  })

  it('was news from when the feed was first asked, however long it was away', async () => {
    await records.store.feeds.save('bbc', { ...newFeedRecord, polls: 9, since: '2026-02-20T12:00:00.000Z' })
    const { path } = govuk.publish({ title, at: '2026-02-21T10:00:00.000Z' })
    govuk.revise(path, { at: second, note: 'Corrected a typo.' })
    expect((await read(path, { updated: second })).document).toMatchObject({
      title,
      told: { from: '2026-02-17T12:00:00.000Z' },
    })
  })

  it('of years ago that was never read tells no more than its last change', async () => {
    const { path } = govuk.publish({ title, at: '2024-03-12T09:30:00Z' })
    govuk.revise(path, { at: second, note: 'Notice closed.' })
    expect((await read(path, { updated: second })).document).toMatchObject({ title: expect.stringMatching(/lifted$/) })
  })

  it('that the API does not have is read as any page, and then from its summary', async () => {
    expect((await read('/government/nowhere', { updated: first })).document).toMatchObject({
      title,
      text: 'On children.\n\nThe article of the page.',
    })
    expect(asked).toEqual(['https://www.gov.uk/government/nowhere'])
    article = { kind: 'none', reason: 'gone', again: false }
    expect((await read('/government/nowhere', { updated: second })).document).toMatchObject({ text: 'On children.' })
  })

  it('is waited for three times while the API is away, before the page itself is asked', async () => {
    govuk.disturb(() => ({ status: 503 }))
    expect(await read('/a', { updated: first, times: 3 })).toEqual({ document: null, state: 'recorded' })
    expect(asked).toEqual([])
    expect(await read('/a', { updated: first })).toMatchObject({
      state: 'read',
      document: { text: expect.stringContaining('The article') },
    })
  })

  it('is waited for while it is older there than in the feed, and taken as it is in the end', async () => {
    const { path } = govuk.publish({ title, at: '2024-03-12T09:30:00Z' })
    expect(await read(path, { updated: second, times: 3 })).toEqual({ document: null, state: 'recorded' })
    expect((await read(path, { updated: second })).document).toMatchObject({ text: 'Nothing was said of a change.' })
    expect(asked).toEqual([])
  })

  it('is waited for by nobody where the worker runs once', async () => {
    govuk.disturb(() => ({ status: 503 }))
    expect(await read('/a', { updated: first, patient: false })).toMatchObject({ state: 'read' })
    expect(asked).toHaveLength(1)
  })
})
