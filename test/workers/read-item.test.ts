import { pino } from 'pino'
import { beforeEach, describe, expect, it } from 'vitest'
import { Feed } from '../../src/config/feeds.ts'
import { createArticleReader } from '../../src/feeds/article.ts'
import { createGovukReader } from '../../src/feeds/govuk-page.ts'
import { createHttpClient } from '../../src/feeds/http.ts'
import type { Enqueue } from '../../src/jobs/queues.ts'
import { readItemHandler } from '../../src/workers/read-item.ts'
import { buildItem } from '../helpers/build.ts'
import { testConfig } from '../helpers/config.ts'
import { useRecords } from '../helpers/records.ts'
import { startSite, type TestSite } from '../helpers/site.ts'

const records = useRecords()
const now = new Date('2026-03-01T12:00:00Z')
const story = 'Ofsted has judged children’s services in Sandwell inadequate, in a report published today. '.repeat(20)
const page = `<html><body><nav>Menu</nav><article><h1>News</h1><p>${story}</p><p>${story}</p></article></body></html>`
let queued: unknown[]
beforeEach(() => {
  queued = []
})

/** Reads one item whose link leads to the site, as often as asked. */
async function read(
  site: TestSite,
  {
    item = {},
    feed = {},
    times = 1,
    patient = true,
  }: { item?: object; feed?: object; times?: number; patient?: boolean },
) {
  const config = testConfig({
    settings: { network: { allow: ['127.0.0.0/8'], total_timeout: '2s', connect_timeout: '1s' } },
    feeds: [Feed.parse({ id: 'bbc', name: 'BBC', url: site.url('/rss'), ...feed })],
  })
  const http = createHttpClient({ network: config.settings.network, turn: () => Promise.resolve(), clock: () => now })
  const enqueue: Enqueue = (_job, payload) => Promise.resolve(void queued.push(payload))
  const articles = createArticleReader({ http, settings: () => config.settings, clock: () => now })
  const handler = readItemHandler({
    store: records.store,
    config: () => config,
    articles,
    govuk: createGovukReader({ http, settings: () => config.settings }),
    patient,
    enqueue,
    clock: () => now,
    log: pino({ level: 'silent' }),
  })
  await records.store.items.record(
    'bbc',
    [{ item: buildItem({ id: 'a', url: site.url('/story'), ...item }), state: 'recorded' }],
    now,
  )
  for (let time = 0; time < times; time += 1) await handler({ itemId: 'a' }, new AbortController().signal)
  await http.close()
  const document = await records.store.items.document('a')
  return { document, state: (await records.store.items.load('a'))?.state }
}

describe('reading an item', () => {
  it('takes the article behind its link', async () => {
    await using site = await startSite({ '/story': { body: page, headers: { 'content-type': 'text/html' } } })
    const { document, state } = await read(site, {})
    expect(state).toBe('read')
    expect(document).toMatchObject({ text: expect.stringContaining('judged children’s services in Sandwell') })
    expect(document).not.toMatchObject({ text: expect.stringContaining('Menu') })
    expect(queued).toEqual([{ itemId: 'a' }])
  })

  it('keeps what the feed told where the page is a wall', async () => {
    const consent = 'We and our 842 partners store and access information on a device, such as cookies. '.repeat(10)
    const wall = `<html><body><div><h1>We value your privacy</h1><p>${consent}</p></div></body></html>`
    await using site = await startSite({ '/story': { body: wall, headers: { 'content-type': 'text/html' } } })
    const { document } = await read(site, { item: { summary: 'Sandwell was rated inadequate by Ofsted.' } })
    expect(document).toMatchObject({
      text: expect.stringMatching(/^Sandwell was rated inadequate by Ofsted\.\n\n/),
    })
  })

  it('tells nothing twice where the article begins with the summary', async () => {
    await using site = await startSite({ '/story': { body: page, headers: { 'content-type': 'text/html' } } })
    const { document } = await read(site, { item: { summary: 'Ofsted has judged children’s services in Sandwell…' } })
    expect(document).toMatchObject({ text: expect.stringMatching(/^News\n\nOfsted has judged/) })
  })

  it('asks nobody where the feed carries the whole text', async () => {
    await using site = await startSite({})
    await read(site, { item: { content: 'The whole article.' }, feed: { full_text: true } })
    expect(site.requests()).toEqual([])
  })

  it.each([
    ['has nothing of interest in its title and summary', { title: 'Cup final', summary: 'Two goals.' }, {}],
    ['is in a feed whose articles are not wanted', {}, { read: 'never' }],
  ])('leaves the article alone where the item %s', async (_, item, feed) => {
    await using site = await startSite({ '/story': { body: page } })
    const { state } = await read(site, { item, feed })
    expect(site.requests()).toEqual([])
    expect(state).toBe('read')
  })

  it('waits for a host that is away, and takes the summary in the end', async () => {
    await using site = await startSite({ '/robots.txt': { status: 404 }, '/story': { status: 503 } })
    expect(await read(site, { times: 3 })).toEqual({ document: null, state: 'recorded' })
    const { document, state } = await read(site, {})
    expect(state).toBe('read')
    expect(document).toMatchObject({ text: 'Inspectors found failings.' })
  })

  it('waits for nobody where the worker runs once', async () => {
    await using site = await startSite({ '/robots.txt': { status: 404 }, '/story': { status: 503 } })
    const { document, state } = await read(site, { patient: false })
    expect(state).toBe('read')
    expect(document).toMatchObject({ text: 'Inspectors found failings.' })
  })

  it('takes the summary at once where the host asks us not to read', async () => {
    await using site = await startSite({
      '/robots.txt': { body: 'User-agent: *\nDisallow: /story' },
      '/story': { body: page, headers: { 'content-type': 'text/html' } },
    })
    const { document } = await read(site, {})
    expect(document).toMatchObject({ text: 'Inspectors found failings.' })
    expect(site.requests('/story')).toEqual([])
  })
})
