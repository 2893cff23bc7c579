import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readDemoArticles } from '../../src/cli/demo-articles.ts'
import { startDemoSite } from '../../src/cli/demo-site.ts'
import { buildSubscription } from '../helpers/build.ts'
import { linesOf } from '../helpers/digest-lines.ts'
import { startInbox, type TestInbox } from '../helpers/inbox.ts'
import { createOpened } from '../helpers/opened.ts'
import { startTestApp, type TestApp } from '../helpers/worker.ts'

/** The five articles, and each happening that they tell of. */
const events = [
  'Buckinghamshire: remains Inadequate',
  'Sandwell: James Morris calls for Steve Eling to resign',
  'Sandwell: remains Inadequate',
]

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
      settings: { polling: { first_poll_reach: null } },
    }),
  )
  await app.subscribe('all')
  await app.subscribe('bucks', { subscriptions: [buildSubscription({ authorities: ['Buckinghamshire'] })] })
  await app.subscribe('visits', { subscriptions: [buildSubscription({ rules: ['monitoring-visit'] })] })
  await app.subscribe('wirral', { subscriptions: [buildSubscription({ authorities: ['Wirral'] })] })
  await app.drain()
})
afterAll(() => opened[Symbol.asyncDispose]())

const mailsTo = (name: string) => inbox.messages.filter(({ to }) => to === `${name}@example.org`)

describe('five articles of three outlets', () => {
  test('are six events in one mail', () => {
    expect(mailsTo('all').map((mail) => linesOf(mail).sort())).toEqual([events])
  })
})
