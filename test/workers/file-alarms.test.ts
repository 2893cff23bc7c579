import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { OfstedFile } from '../../src/store/files.ts'
import { tellOfFiles } from '../../src/workers/file-alarms.ts'
import { useRecords } from '../helpers/records.ts'

const records = useRecords()
const now = new Date('2026-11-21T12:00:00Z')
const started = now.toISOString()

const fileOf = (number: number): OfstedFile => ({
  number: String(number),
  feedId: 'ofsted',
  urn: '1',
  provider: 'Trafford Council',
  title: "Children's services inspection",
  kind: 'inspection',
  published: '2014-08-01',
  url: `https://files.ofsted.gov.uk/v1/file/${number}`,
})

/** The first round lists so many files; the first of them are given up and the others are read. */
async function listOld({ givenUp, read }: { givenUp: number; read: number }): Promise<void> {
  const { crawls, files } = records.store
  const listed = Array.from({ length: givenUp + read }, (_, index) => fileOf(index + 1))
  const url = 'https://reports.ofsted.gov.uk/provider/44/1'
  const provider = { urn: '1', name: 'Trafford Council', url, latest: null, cardHash: '', cardSince: started }
  const asked = { askedCard: null, lastAsked: null, files: listed.length, unreadable: 0, newest: null, fault: null }
  const validators = { etag: null, lastModified: null }
  await crawls.open('ofsted', { url, started, finished: null, isFirst: true, listed: 1, fresh: 0 }, [], [])
  await crawls.settle('ofsted', { ...provider, ...asked, validators }, listed, now)
  for (const { number } of listed.slice(0, givenUp)) await files.giveUp(number, 'not-a-report', 'a scan', now)
  for (const { number } of listed.slice(givenUp)) {
    await files.begin(number, now)
    await files.read(number, now)
  }
}

async function told(): Promise<string[]> {
  const { store } = records
  await tellOfFiles({ store, clock: () => now, log: pino({ level: 'silent' }) }, fileOf(1), null)
  return (await store.alarms.list()).map(({ message }) => message)
}

test('many old reports that cannot be read are an alarm, which says how many and why', async () => {
  await listOld({ givenUp: 10, read: 40 })
  expect(await told()).toEqual(['10 of 50 reports could not be read, the last of them: a scan'])
})

test.each([
  ['a few', { givenUp: 9, read: 1 }],
  ['many, of very many,', { givenUp: 10, read: 41 }],
])('%s old reports that cannot be read are none', async (_, counts) => {
  await listOld(counts)
  expect(await told()).toEqual([])
})
