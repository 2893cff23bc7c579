import { describe, expect, test } from 'vitest'
import type { Provider, Round } from '../../src/store/crawl.ts'
import { graceMs, type OfstedFile } from '../../src/store/files.ts'
import { useRecords } from '../helpers/records.ts'

const records = useRecords()
const now = new Date('2026-11-21T12:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
const day = 86_400_000
const none = { etag: null, lastModified: null }

const provider: Provider = {
  urn: '80429',
  name: 'Birmingham',
  url: 'https://reports.ofsted.gov.uk/provider/44/80429',
  latest: '2026-08-03',
  cardHash: 'a',
  cardSince: now.toISOString(),
  askedCard: 'a',
  validators: none,
  lastAsked: now.toISOString(),
  files: 1,
  unreadable: 0,
  newest: '2026-08-03',
  fault: null,
}
const file = (overrides: Partial<OfstedFile> = {}): OfstedFile => ({
  number: '1',
  feedId: 'ofsted',
  urn: '80429',
  provider: 'Birmingham',
  title: "Children's services inspection",
  kind: 'inspection',
  published: '2026-08-03',
  url: 'https://files.ofsted.gov.uk/v1/file/1',
  ...overrides,
})
const round = (overrides: Partial<Round> = {}): Round => ({
  url: 'https://reports.ofsted.gov.uk/search',
  started: now.toISOString(),
  finished: null,
  isFirst: true,
  listed: 1,
  fresh: 0,
  ...overrides,
})

/** A round in which the page of one provider lists these files; says which are to be read. */
async function list(files: OfstedFile[], { at = now, isFirst = true } = {}): Promise<string[]> {
  const { crawls } = records.store
  await crawls.open('ofsted', round({ isFirst }), [provider], [provider.urn])
  return await crawls.settle('ofsted', provider, files, at)
}

const state = async (number = '1') => (await records.store.files.load(number))?.state

describe('a file that is listed', () => {
  test('is to be read, with the provider out of the round and the file counted, in one step', async () => {
    expect(await list([file()])).toEqual(['1'])
    expect(await records.store.crawls.due('ofsted')).toEqual([])
    expect(await records.store.crawls.round('ofsted')).toMatchObject({ fresh: 1, isFirst: true, finished: null })
    expect(await records.store.files.load('1')).toEqual({
      file: file(),
      state: 'listed',
      attempts: 0,
      reason: null,
      isBaseline: true,
      listed: now,
    })
  })

  test('again is no new one, and is read no second time', async () => {
    await list([file()])
    await records.store.files.begin('1', now)
    await records.store.files.read('1', now)
    expect(await list([file({ url: 'https://files.api.ofsted.gov.uk/v1/file/1' })], { at: later(day) })).toEqual([])
    expect(await records.store.files.counts()).toMatchObject({ read: 1, listed: 0 })
  })

  test('under another title or day is read again', async () => {
    await list([file()])
    await records.store.files.begin('1', now)
    await records.store.files.read('1', now)
    expect(await list([file({ published: '2026-08-05' })], { isFirst: false })).toEqual(['1'])
    expect(await records.store.files.load('1')).toMatchObject({
      state: 'listed',
      isBaseline: true,
    })
    expect(await records.store.files.counts()).toMatchObject({ read: 0, listed: 1 })
  })

  test('on another host before it could be read is asked for there', async () => {
    const url = 'https://files.api.ofsted.gov.uk/v1/file/1'
    await list([file()])
    await records.store.files.begin('1', now)
    await records.store.files.putOff('1', 'HTTP 404', later(day))
    expect(await list([file({ url })], { at: later(day), isFirst: false })).toEqual([])
    expect(await records.store.files.load('1')).toMatchObject({ file: { url }, state: 'listed', attempts: 1 })
  })

  test('is found by its provider, whatever became of it, but where it is none of ours', async () => {
    await list([file(), file({ number: '2', urn: '1' }), file({ number: '3', kind: 'other' }), file({ number: '4' })])
    await records.store.files.begin('4', now)
    await records.store.files.read('4', now)
    const found = await records.store.files.ofProvider('80429')
    expect(found.map(({ number }) => number).toSorted()).toEqual(['1', '4'])
  })

  test('under another day while it is being read is read once more', async () => {
    await list([file()])
    await records.store.files.begin('1', now)
    await list([file({ published: '2026-08-05' })], { isFirst: false })
    await records.store.files.read('1', now)
    expect(await state()).toBe('listed')
  })

  test('and is none of ours is known, and not read', async () => {
    expect(await list([file({ title: 'Area SEND full inspection', kind: 'other' })])).toEqual([])
    expect(await state()).toBe('other')
    expect(await records.store.files.overdue(later(day), 10)).toEqual([])
  })

  test('is begun by one reader at a time, and by the next when that one has been away for long', async () => {
    await list([file()])
    const { files } = records.store
    expect(await files.begin('1', now)).toBe(true)
    expect(await files.begin('1', later(graceMs - 1))).toBe(false)
    expect(await files.begin('1', later(graceMs))).toBe(true)
    expect((await files.load('1'))?.attempts).toBe(2)
  })

  test('is begun all the same where the clock was set back', async () => {
    await list([file()])
    await records.store.files.begin('1', later(day))
    expect(await records.store.files.begin('1', now)).toBe(true)
  })

  test('is overdue once its time has come, and not again right after', async () => {
    await list([file()])
    const { files } = records.store
    expect(await files.overdue(later(graceMs - 1), 10)).toEqual([])
    expect(await files.overdue(later(graceMs), 10)).toEqual(['1'])
    expect(await files.overdue(later(graceMs), 10)).toEqual([])
    await files.putOff('1', 'HTTP 503', later(day))
    expect(await files.overdue(later(day - 1), 10)).toEqual([])
    expect(await files.overdue(later(day), 10)).toEqual(['1'])
  })

  test('and put off by a clock that was far ahead is overdue', async () => {
    await list([file()])
    await records.store.files.putOff('1', 'HTTP 503', later(400 * day))
    expect(await records.store.files.overdue(now, 10)).toEqual(['1'])
  })
})

describe('a file that was given up', () => {
  test('is known with its reason, and is tried once more after a while', async () => {
    await list([file()], { isFirst: false })
    const { files } = records.store
    await files.begin('1', now)
    await files.giveUp('1', 'not-a-report', 'expected a PDF, got a page', now)
    expect(await files.givenUp(10)).toMatchObject([{ reason: 'expected a PDF, got a page', isBaseline: false }])
    expect(await files.begin('1', later(day))).toBe(false)
    expect(await files.tryAgain(later(-1), 9, later(day))).toBe(0)
    expect(await files.tryAgain(later(1), 9, later(7 * day))).toBe(1)
    expect(await files.overdue(later(7 * day), 10)).toEqual(['1'])
    expect(await files.load('1')).toMatchObject({ state: 'listed', attempts: 9 })
  })
})

test('a provider that could not be asked comes after the others, and leaves the round with its fault', async () => {
  const { crawls } = records.store
  const other = { ...provider, urn: '2' }
  await crawls.open('ofsted', round(), [provider, other], [provider.urn, other.urn])
  await crawls.putOff('ofsted', provider.urn, null)
  expect(await crawls.due('ofsted')).toEqual([
    { urn: '2', failures: 0 },
    { urn: provider.urn, failures: 1 },
  ])
  await crawls.putOff('ofsted', provider.urn, { ...provider, fault: 'HTTP 500' })
  expect(await crawls.due('ofsted')).toEqual([{ urn: '2', failures: 0 }])
  expect((await crawls.providers('ofsted')).get(provider.urn)?.fault).toBe('HTTP 500')
})
