import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readDemoArticles } from '../../src/cli/demo-articles.ts'
import { startDemoSite } from '../../src/cli/demo-site.ts'
import { buildSubscription } from '../helpers/build.ts'
import { eventsOf } from '../helpers/digest-lines.ts'
import { startInbox, type TestInbox } from '../helpers/inbox.ts'
import { createOpened } from '../helpers/opened.ts'
import { startTestApp, type TestApp } from '../helpers/worker.ts'

const opened = createOpened()
let inbox: TestInbox
let app: TestApp
beforeAll(async () => {
  inbox = opened.use(await startInbox())
  const site = opened.use(await startDemoSite(await readDemoArticles('test/fixtures/articles')))
  app = opened.use(
    await startTestApp({
      smtpUrl: inbox.url,
      feeds: site.feeds.map((feed) => ({ ...feed, read: 'always' })),
      // Nothing here is about a server that keeps others waiting.
      settings: { polling: { first_poll_reach: null }, mail: { timeout: '30s' }, network: { total_timeout: '30s' } },
    }),
  )
  await app.subscribe('all')
  await app.subscribe('bucks', { subscriptions: [buildSubscription({ authorities: ['Buckinghamshire'] })] })
  await app.subscribe('visits', { subscriptions: [buildSubscription({ rules: ['monitoring-visit'] })] })
  await app.subscribe('midlands', { subscriptions: [buildSubscription({ regions: ['West Midlands'] })] })
  await app.subscribe('leeds', { subscriptions: [buildSubscription({ authorities: ['Leeds'] })] })
  await app.drain()
})
afterAll(() => opened[Symbol.asyncDispose]())

/** Each mail to somebody, as the authority and rule of its events. */
const toldTo = (name: string) =>
  inbox.messages
    .filter(({ to }) => to === `${name}@example.org`)
    .map((mail) =>
      eventsOf(mail)
        .map(({ headline, rule }) => `${headline.split(':')[0]}: ${rule}`)
        .sort(),
    )

describe('the five articles of three outlets', () => {
  test('are six events in one mail, a line each', () => {
    expect(toldTo('all')).toEqual([
      [
        'Buckinghamshire: Rating change',
        'Sandwell: Ministerial direction',
        'Sandwell: Monitoring visit',
        'Sandwell: Rating change',
        'Sandwell: Resignation call',
        'Wirral: Monitoring visit',
      ],
    ])
  })
  test('reach each subscriber as far as they asked, and nobody else', () => {
    expect([toldTo('bucks'), toldTo('visits'), toldTo('leeds')]).toEqual([
      [['Buckinghamshire: Rating change']],
      [['Sandwell: Monitoring visit', 'Wirral: Monitoring visit']],
      [],
    ])
    expect(toldTo('midlands').map((events) => events.map((event) => event.split(':')[0]))).toEqual([
      ['Sandwell', 'Sandwell', 'Sandwell', 'Sandwell'],
    ])
  })
  test('are named as sources of the event that they tell of together', () => {
    const mail = inbox.messages.find(({ to }) => to === 'all@example.org')
    const rating = mail && eventsOf(mail).find(({ headline }) => headline === 'Sandwell: remains Inadequate')
    expect(rating?.sources.map((source) => source.split(',')[0]).sort()).toEqual([
      'BBC News',
      'Express & Star',
      'Public Sector Executive',
    ])
  })
  test('are told once: polling and sending again changes nothing', async () => {
    const before = inbox.messages.length
    await app.drain()
    await app.drain()
    expect(inbox.messages).toHaveLength(before)
    expect(await app.store.deliveries.ledger()).toEqual({
      due: before,
      sent: before,
      pending: 0,
      sending: 0,
      failed: 0,
      uncertain: 0,
      suppressed: 0,
    })
  })
})
