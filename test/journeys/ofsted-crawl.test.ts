import { afterEach, beforeEach, expect, it } from 'vitest'
import { historyOf } from '../../src/ratings/history.ts'
import { createClock, type TestClock } from '../helpers/clock.ts'
import { startOfstedSite, type OfstedStandIn } from '../helpers/ofsted-site.ts'
import { createOpened, type Opened } from '../helpers/opened.ts'
import { startTestApp, type TestApp } from '../helpers/worker.ts'

const hour = 3_600_000
const day = 24 * hour

let opened: Opened
let time: TestClock
let site: OfstedStandIn
let app: TestApp
beforeEach(async () => {
  opened = createOpened()
  time = createClock('2026-11-21T12:00:00Z')
  site = opened.use(await startOfstedSite())
  app = opened.use(
    await startTestApp({
      feeds: [{ ...site.feed, interval: '4h' }],
      settings: { polling: { crawl_spacing: '0s' } },
      clock: time.clock,
    }),
  )
})
afterEach(() => opened[Symbol.asyncDispose]())

/** By its latest inspection. */
async function gradesOf(authority: string) {
  const history = historyOf(await app.store.ratings.judgements(authority)).get(authority)
  return history?.inspections.at(-1)?.grades
}
const later = async (ms: number) => {
  site.forget()
  time.advance(ms)
  await app.drain()
}
const requests = () => ({
  listing: site.requests('listing').length,
  provider: site.requests('provider').length,
  file: site.requests('file').length,
})

it('from an empty store one way through the site yields the history of every authority; later ones ask for what changed', async () => {
  await app.subscribe('ann')
  await app.drain()
  expect(requests()).toEqual({ listing: 2, provider: 153, file: 204 })
  expect(await app.store.files.counts()).toEqual({ listed: 0, read: 204, failed: 0, 'not-a-report': 0, other: 153 })
  expect(await app.store.ratings.authorities()).toHaveLength(153)
  for (const { name, reports } of site.providers) {
    const [leaders, help, inCare, careLeavers] = reports[0]?.grades ?? []
    const printed = { leaders, 'help-and-protection': help, 'in-care': inCare, 'care-leavers': careLeavers }
    expect(await gradesOf(name), name).toEqual(printed)
  }
  // What was there before us is mailed to nobody.
  expect((await app.store.items.counts()).all).toBe(0)
  expect((await app.store.deliveries.ledger()).due).toBe(0)
  expect(await app.store.alarms.list()).toEqual([])

  await later(5 * hour)
  expect(requests()).toEqual({ listing: 2, provider: 0, file: 0 })

  const [, at] = site.providers
  const report = { number: '60000001', title: "Children's services inspection", published: '2026-11-21' }
  site.publish(at?.urn ?? '', { ...report, grades: ['inadequate', 'inadequate', 'good', 'good'] })
  await later(5 * hour)
  expect(requests()).toEqual({ listing: 2, provider: 1, file: 1 })
  expect(await gradesOf('Barnet')).toMatchObject({ leaders: 'inadequate', 'in-care': 'good' })
  // It is read and classified as any other item is.
  expect(await app.store.items.counts()).toEqual({ all: 1, pending: 0, failed: 0 })
  const titles = []
  for await (const kept of app.store.items.scan(new Date(0))) titles.push('item' in kept ? kept.item.title : kept)
  expect(titles).toEqual(["Barnet: Children's services inspection"])

  // Once a week every page is asked whether it changed.
  await later(7 * day)
  expect(requests()).toEqual({ listing: 2, provider: 153, file: 0 })
})
