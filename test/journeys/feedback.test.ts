import { afterEach, beforeEach, expect, test } from 'vitest'
import { operatorsDesk } from '../cli/command-line.ts'
import { startInbox, type InboxMessage, type TestInbox } from '../helpers/inbox.ts'
import { createOpened, type Opened } from '../helpers/opened.ts'
import { startSite } from '../helpers/site.ts'
import { rss, visitStory } from '../helpers/stories.ts'
import { startTestApp, type TestApp } from '../helpers/worker.ts'
import { rulesTextWith } from '../rules/altered.ts'

const published = new Date(Date.now() - 3_600_000).toISOString()
const leeds = visitStory('Leeds', 3, { published })
const kent = visitStory('Kent', 4, { published })

let opened: Opened
let inbox: TestInbox
let app: TestApp
let desk: Awaited<ReturnType<typeof operatorsDesk>>
beforeEach(async () => {
  opened = createOpened()
  inbox = opened.use(await startInbox())
  desk = opened.use(await operatorsDesk())
  const site = opened.use(await startSite({ '/feed': rss([leeds, kent]) }))
  app = opened.use(
    await startTestApp({
      smtpUrl: inbox.url,
      redisUrl: desk.env.REDIS_URL,
      feeds: [{ id: 'feed', url: site.url('/feed'), interval: '1h' }],
    }),
  )
  await app.subscribe('ann')
})
afterEach(() => opened[Symbol.asyncDispose]())

const at = (link: string) => `http://127.0.0.1:${app.httpPort}${new URL(link, 'https://alerts.example.org').pathname}`
const post = (link: string, form: Record<string, string> = {}) =>
  fetch(at(link), { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
const linkIn = (mail: InboxMessage | undefined, page: string) =>
  new RegExp(`https://alerts\\.example\\.org/${page}/\\S+`).exec(mail?.parsed.text ?? '')?.[0] ?? `no link to ${page}`
/** The link below a headline of a digest. */
const askedBelow = (mail: InboxMessage | undefined, headline: string) =>
  mail?.parsed.text
    ?.split(headline)
    .at(1)
    ?.match(/^Not relevant\? (https:\S+)$/m)?.[1] ?? `no link below ${headline}`
const squeezed = (text: string) => text.replaceAll(/ +/g, ' ')

test('from "Not relevant?" in a digest to rules that no longer tell of it', async () => {
  await app.drain()
  const [digest] = inbox.messages
  const link = askedBelow(digest, leeds.line)
  expect(digest?.parsed.html).toContain(link)
  // A scanner of mail opens every link.
  for (const [url] of digest!.parsed.text!.matchAll(/https:\/\/alerts\.example\.org\S+/g)) await fetch(at(url))
  expect((await desk.run('feedback', 'list')).out).toBe('No reader has called an event wrong.\n')

  const page = await (await fetch(at(link))).text()
  expect(page).toContain(leeds.line)
  expect(page).not.toContain(kent.line)
  await post(link, { reason: 'no-news', words: 'That was last year.' })

  const list = (await desk.run('feedback', 'list', '--rule', 'monitoring-visit')).out
  expect(list).toContain('monitoring-visit: 1 event, called wrong once')
  expect(list).toContain(leeds.line)
  expect(list).toContain('1 × Nothing happened, or it is old news')
  expect(list).toContain('“That was last year.”')
  expect(list).not.toContain('ann')

  expect(squeezed((await desk.run('evaluate', '--feedback')).out)).toContain('monitoring-visit 1 1 1 0 0')
  desk.write('config/rules.yaml', rulesTextWith({ 'monitoring-visit': 1000 }))
  const tuned = await desk.run('evaluate', '--feedback')
  expect(squeezed(tuned.out)).toContain('monitoring-visit 1 1 0 1 0')
  expect(tuned.out).toContain(`no longer told: monitoring-visit, ${leeds.line}`)

  // When the texts are forgotten, the sentences that were kept still show it.
  const documents = await desk.redis.keys('{ofsted-alerts}:document:*')
  await desk.redis.del(...documents)
  desk.write('config/rules.yaml', rulesTextWith({}))
  desk.write('mine.yaml', rulesTextWith({ 'monitoring-visit': 1000 }))
  expect((await desk.run('evaluate', '--feedback', '--rules', 'mine.yaml')).out).toContain(
    'no longer told by its sentences alone: monitoring-visit',
  )
  expect((await desk.run('evaluate', '--feedback')).out).toContain('still told by its sentences alone')
})

test('whoever holds a digest asks for a fresh link, and the owner of the address alone can erase', async () => {
  await app.drain()
  const [digest] = inbox.messages
  await post(askedBelow(digest, leeds.line), { reason: 'other', words: 'mine' })
  const passedOn = linkIn(digest, 'manage')
  expect((await post(`${passedOn}/export`)).status).toBe(403)
  expect((await post(`${passedOn}/erase`)).status).toBe(403)
  expect((await post(`${passedOn}/fresh-link`)).status).toBe(200)
  await app.drain()
  const mail = inbox.messages.at(-1)
  expect([mail?.to, mail?.parsed.subject]).toEqual(['ann@example.org', 'Your subscription: Ofsted alerts'])
  const own = linkIn(mail, 'manage')
  expect(await (await post(`${own}/export`)).json()).toMatchObject({
    subscriber: { address: 'ann@example.org' },
    feedback: [{ words: 'mine' }],
  })
  expect(await (await post(`${own}/erase`)).text()).toContain('Erased')
  expect(await app.store.subscribers.list()).toEqual([])
  expect((await desk.run('feedback', 'list')).out).toBe('No reader has called an event wrong.\n')
})

test('who has left says why, still gets at what is kept, and the operator sees the reason alone', async () => {
  await app.drain()
  const unsubscribe = linkIn(inbox.messages[0], 'unsubscribe')
  await post(unsubscribe, { 'List-Unsubscribe': 'One-Click' })
  await post(`${unsubscribe}/why`, { reason: 'changed-job', words: 'I moved to health.' })
  const { out } = await desk.run('feedback', 'list', '--leaving')
  expect(squeezed(out)).toContain('My work has changed 1')
  expect(out).toContain('“I moved to health.”')
  await post(`${unsubscribe}/fresh-link`)
  await app.drain()
  expect(inbox.messages).toHaveLength(2)
  const own = linkIn(inbox.messages[1], 'manage')
  expect(inbox.messages[1]?.parsed.text).toContain('It gets no digests from us')
  expect(await (await post(`${own}/erase`)).text()).toContain('Erased')
  expect(await app.store.subscribers.list()).toEqual([])
})
