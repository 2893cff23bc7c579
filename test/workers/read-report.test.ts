import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { Feed } from '../../src/config/feeds.ts'
import { createHttpClient, type HttpClient } from '../../src/feeds/http.ts'
import { kindOf } from '../../src/feeds/ofsted-kinds.ts'
import { createOfstedSite } from '../../src/feeds/ofsted-site.ts'
import { newFeedRecord } from '../../src/store/feeds.ts'
import { readReportHandler } from '../../src/workers/read-report.ts'
import { recordReport } from '../../src/workers/record-report.ts'
import { buildReport } from '../helpers/build.ts'
import { createClock, type TestClock } from '../helpers/clock.ts'
import { testConfig } from '../helpers/config.ts'
import { useRecords } from '../helpers/records.ts'
import { startSite, type Page, type TestSite } from '../helpers/site.ts'

const minute = 60_000
const day = 86_400_000
const records = useRecords()
const network = { allow: ['127.0.0.0/8'], total_timeout: '0.3s', connect_timeout: '0.3s' }

let time: TestClock
let site: TestSite
let http: HttpClient
let queued: unknown[]
/** What happens before a report is recorded. */
let beforeRecord: () => Promise<void>
beforeEach(async () => {
  queued = []
  beforeRecord = () => Promise.resolve()
  time = createClock('2026-11-21T12:00:00Z')
  site = await startSite()
  const { settings } = testConfig({ settings: { network } })
  http = createHttpClient({ network: settings.network, turn: () => Promise.resolve(), clock: time.clock })
  await records.store.feeds.save('ofsted', { ...newFeedRecord, since: '2026-11-01T00:00:00.000Z', polls: 1 })
})
afterEach(async () => {
  await http.close()
  await site[Symbol.asyncDispose]()
})

const report = buildReport({
  published: '2026-11-20',
  grades: { leaders: 'inadequate', 'in-care': 'good' },
  summary: 'Services have declined.',
})
const pdf: Page = { body: '%PDF-1.4 Trafford', lastModified: 'Fri, 20 Nov 2026 09:00:00 GMT' }
const page: Page = { body: '<h1>Sorry</h1>', headers: { 'content-type': 'text/html' } }

/** A provider's page lists a file of that number. */
async function list(number = '1', { isFirst = false, published = '2026-11-20' } = {}): Promise<void> {
  const { crawls } = records.store
  const title = "Children's services inspection"
  const url = 'https://reports.ofsted.gov.uk/provider/44/1'
  const provider = { urn: '1', name: 'Trafford Council', url, latest: null, cardHash: '', askedCard: null }
  const started = time.now().toISOString()
  const asked = {
    cardSince: started,
    validators: { etag: null, lastModified: null },
    lastAsked: null,
    files: 1,
    unreadable: 0,
  }
  await crawls.open('ofsted', { url, started, finished: null, isFirst, listed: 1, fresh: 0 }, [], [])
  await crawls.settle(
    'ofsted',
    { ...provider, ...asked, newest: null, fault: null },
    [
      {
        number,
        feedId: 'ofsted',
        urn: '1',
        provider: provider.name,
        title,
        kind: kindOf(title),
        published,
        url: site.url(`/v1/file/${number}`),
      },
    ],
    time.now(),
  )
}

/** Has the file read, as often as there are answers, each time when it is to be asked for again. */
async function read(...answers: Page[]): Promise<void> {
  for (const [at, answer] of answers.entries()) {
    if (at > 0) time.advance(2 * day)
    site.set('/v1/file/1', answer)
    await readNow('1')
  }
}

async function readNow(fileNumber: string): Promise<void> {
  const config = testConfig({
    settings: { network },
    feeds: [Feed.parse({ id: 'ofsted', name: 'Ofsted', kind: 'ofsted-reports', url: site.url('/search') })],
  })
  const { store } = records
  await readReportHandler({
    store,
    config: () => config,
    ofsted: createOfstedSite({ http, settings: () => config.settings, clock: time.clock }),
    readPdf: (bytes) =>
      Promise.resolve(
        bytes.toString().startsWith('%PDF')
          ? { ok: true, report }
          : { ok: false, reason: 'expected a PDF, found a web page' },
      ),
    recordReport: async (...read) => {
      await beforeRecord()
      await recordReport({ store, config: () => config, clock: time.clock })(...read)
    },
    enqueue: (_job, payload) => Promise.resolve(void queued.push(payload)),
    clock: time.clock,
    log: pino({ level: 'silent' }),
  })({ fileNumber }, new AbortController().signal)
}

const file = async (number = '1') => await records.store.files.load(number)
const alarms = async () => (await records.store.alarms.list()).map(({ name }) => name)
const asked = () => site.requests('/v1/file/1').length
const grades = async () =>
  (await records.store.ratings.judgements('Trafford')).map(({ area, grade }) => `${area} ${grade}`).toSorted()

describe('a new report', () => {
  it('is recorded with its judgements, and is an item with what was read of it', async () => {
    await list()
    await read(pdf)
    expect(await grades()).toEqual(['in-care good', 'leaders inadequate'])
    expect(await file()).toMatchObject({ state: 'read' })
    const { itemId } = queued[0] as { itemId: string }
    expect((await records.store.items.load(itemId))?.item).toMatchObject({
      title: "Trafford: Children's services inspection",
      feedId: 'ofsted',
    })
    expect(await alarms()).toEqual([])
  })

  it('is read once, however often its job runs', async () => {
    await list()
    await read(pdf, pdf)
    expect(asked()).toBe(1)
    expect(queued).toHaveLength(1)
  })

  it('is read by one worker at a time', async () => {
    await list()
    site.set('/v1/file/1', { ...pdf, delayMs: 50 })
    await Promise.all([readNow('1'), readNow('1')])
    expect(asked()).toBe(1)
  })

  it('that was listed under a wrong day of long ago is news when its day is set right, though the file is as it was', async () => {
    await list('1', { published: '2016-11-20' })
    await read(pdf)
    expect(queued).toEqual([])
    await list('1', { published: '2026-11-20' })
    await readNow('1')
    expect((await file())?.state).toBe('read')
    expect(queued).toHaveLength(1)
  })

  it('is still to be read where its worker died before it was recorded', async () => {
    await list()
    beforeRecord = () => Promise.reject(new Error('killed'))
    await expect(read(pdf)).rejects.toThrow('killed')
    expect((await file())?.state).toBe('listed')
    beforeRecord = () => Promise.resolve()
    time.advance(2 * minute)
    await read(pdf)
    expect(await grades()).toHaveLength(2)
    expect(queued).toHaveLength(1)
  })

  it('is found where only its judgements were recorded when its worker was killed', async () => {
    await list()
    await records.store.ratings.record(
      { file: '1', url: null, reader: 1, report, error: null, read: time.now().toISOString() },
      [],
    )
    await read(pdf)
    expect(queued).toHaveLength(1)
  })
})

test('a report of the first round is history, and no item', async () => {
  await list('1', { isFirst: true, published: '2024-08-01' })
  await read(pdf)
  expect(await grades()).toHaveLength(2)
  expect(queued).toEqual([])
})

describe('a file that cannot be had or read', () => {
  test.each([
    ['HTTP 503', { status: 503 }],
    ['nothing', { fault: 'no-answer' as const }],
    ['half of it', { ...pdf, body: '%PDF'.repeat(1000), fault: 'cut' as const }],
    ['a web page', page],
  ])('but answers %s is asked for again after a while, and read then', async (_, answer) => {
    await list()
    await read(answer)
    expect(await file()).toMatchObject({ state: 'listed', attempts: 1 })
    expect(await records.store.files.overdue(new Date(time.now().getTime() + 2 * minute - 1), 10)).toEqual([])
    expect(await records.store.files.overdue(new Date(time.now().getTime() + 2 * minute), 10)).toEqual(['1'])
    await read(pdf)
    expect((await file())?.state).toBe('read')
  })

  it('is left alone for as long as its host asks', async () => {
    await list()
    await read({ status: 429, headers: { 'retry-after': '7200' } })
    expect(await records.store.files.overdue(new Date(time.now().getTime() + 119 * minute), 10)).toEqual([])
    expect(await records.store.files.overdue(new Date(time.now().getTime() + 120 * minute), 10)).toEqual(['1'])
  })

  it('is no report after six times, which is an alarm and an item with its title; and heals a week later', async () => {
    await list()
    await read(...Array.from({ length: 6 }, () => page))
    expect(await file()).toMatchObject({ state: 'not-a-report', reason: 'expected a PDF, found a web page' })
    expect(await alarms()).toEqual(['reports:ofsted'])
    const { itemId } = queued[0] as { itemId: string }
    expect((await records.store.items.load(itemId))?.item.title).toBe(
      "Trafford Council: Children's services inspection",
    )
    time.advance(day)
    await records.store.files.tryAgain(time.now(), 9, time.now())
    await read(pdf)
    expect(await alarms()).toEqual([])
    expect(await grades()).toHaveLength(2)
    // The item has the report's text now.
    expect(queued).toEqual([{ itemId }, { itemId }])
  })

  it('has failed after ten times', async () => {
    await list()
    await read(...Array.from({ length: 10 }, () => ({ status: 404 })))
    expect((await file())?.state).toBe('failed')
    expect((await records.store.alarms.list())[0]?.message).toContain('HTTP 404')
  })

  it('is no alarm where it is an old one', async () => {
    await list('2', { isFirst: true, published: '2014-08-01' })
    site.set('/v1/file/2', pdf)
    await readNow('2')
    await list('1', { isFirst: true, published: '2014-08-01' })
    await read(page)
    for (let tries = 0; tries < 5; tries += 1) {
      time.advance(minute * 10)
      await readNow('1')
    }
    expect((await file())?.state).toBe('not-a-report')
    expect(await alarms()).toEqual([])
  })

  it('is an alarm where no other could be read either for an hour', async () => {
    await list('1', { isFirst: true, published: '2014-08-01' })
    await read(...Array.from({ length: 6 }, () => ({ status: 503 })))
    expect((await records.store.alarms.list())[0]?.message).toContain('no report could be read since')
    await read(pdf)
    expect(await alarms()).toEqual([])
  })
})
