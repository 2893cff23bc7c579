import { newFeedRecord } from '../../src/store/feeds.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startOfstedSite, type OfstedStandIn } from '../helpers/ofsted-site.ts'
import { startTestApp } from '../helpers/worker.ts'
import { operatorsDesk } from './command-line.ts'

let site: OfstedStandIn
let desk: Awaited<ReturnType<typeof operatorsDesk>>
beforeAll(async () => {
  site = await startOfstedSite()
  desk = await operatorsDesk({ feeds: [{ ...site.feed, enabled: true }] })
})
beforeEach(() => {
  site.set({})
  site.forget()
})
afterAll(async () => {
  await desk?.[Symbol.asyncDispose]()
  await site?.[Symbol.asyncDispose]()
})

describe('feeds test', () => {
  test('shows the providers of the listing, and leaves their pages alone', async () => {
    const { status, out } = await desk.run('feeds', 'test', 'ofsted-reports')
    expect(status).toBe(0)
    expect(out).toMatch(/^Barnet +2026-06-02 +http:\/\/127\.0\.0\.1:\d+\/provider\/44\/80401$/m)
    expect(out).toContain('The pages of 153 providers would be gone through.')
    expect(site.requests('provider')).toEqual([])
  })

  test('says where there are none', async () => {
    site.set({ markup: 'listing' })
    const { status, err } = await desk.run('feeds', 'test', 'ofsted-reports')
    expect({ status, err }).toEqual({
      status: 1,
      err: expect.stringContaining('expected providers in the listing, found none'),
    })
  })
})

describe('doctor', () => {
  test.each([
    ['all is well', {}, '✔ feed ofsted-reports: 153 providers'],
    [
      'half of them are listed',
      { listed: 0.5 },
      '✘ feed ofsted-reports: expected about 153 providers in the listing, found 77',
    ],
    ['it answers 503', { answer: { kinds: ['listing' as const], page: { status: 503 } } }, 'got HTTP 503'],
  ])('says of the report site when %s', async (_, faults, words) => {
    site.set(faults)
    expect((await desk.run('doctor')).out).toContain(words)
  })
})

describe('feeds list', () => {
  test('says how far the first way through the site has come', async () => {
    expect((await desk.run('feeds', 'list')).out).toContain('ofsted-reports: its listing was not read yet')
    {
      await using app = await startTestApp({
        redisUrl: desk.env.REDIS_URL,
        feeds: [site.feed],
        settings: { polling: { crawl_spacing: '0s' } },
      })
      // All pages are there, and no file yet.
      site.set({ answer: { kinds: ['file'], page: { status: 503 } } })
      await app.drain()
    }
    expect((await desk.run('feeds', 'list')).out).toContain('ofsted-reports: 153 providers, 0 of 204 reports read')
  })

  test('says of a site on which nothing is new that this alone is no fault', async () => {
    const record = { ...newFeedRecord, lastOk: new Date().toISOString() }
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()
    await desk.store.feeds.save('ofsted-reports', { ...record, lastNew: daysAgo(30) })
    expect((await desk.run('feeds', 'list')).out).toMatch(/Nothing new there since .*before elections, in August/)
    await desk.store.feeds.save('ofsted-reports', { ...record, lastNew: daysAgo(3) })
    expect((await desk.run('feeds', 'list')).out).not.toContain('Nothing new')
  })
})
