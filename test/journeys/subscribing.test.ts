import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDesk, type Desk } from '../helpers/desk.ts'
import { toldOf } from '../helpers/digest-lines.ts'
import type { InboxMessage } from '../helpers/inbox.ts'
import { createOpened, type Opened } from '../helpers/opened.ts'
import { rss, visitStory } from '../helpers/stories.ts'

const published = '2026-03-02T09:00:00Z'
const story = (authority: string, number: number) => visitStory(authority, number, { published })
const [leeds, kent, wirral, barnet] = [story('Leeds', 1), story('Kent', 2), story('Wirral', 3), story('Barnet', 4)]

let opened: Opened
let time: Desk['time']
let inbox: Desk['inbox']
let site: Desk['site']
let app: Desk['app']
beforeEach(async () => {
  opened = createOpened()
  const desk = await openDesk(opened, { start: '2026-03-02T10:00:00Z', feed: { interval: '1h' } })
  ;({ time, inbox, site, app } = desk)
  await app.drain()
})
afterEach(() => opened[Symbol.asyncDispose]())

/** Two hours later, with this in the news. */
const happens = async (...stories: ReturnType<typeof story>[]) => {
  site.set('/feed', rss(stories))
  time.advance(2 * 3_600_000)
  await app.drain()
}
const at = (link: string) => `http://127.0.0.1:${app.httpPort}${new URL(link, 'https://alerts.example.org').pathname}`
const post = (link: string, form: Record<string, string> = {}) =>
  fetch(at(link), { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })
const signUp = async (form: Record<string, string>) => {
  const filled = { where: 'some', rules: 'monitoring-visit', cadence: 'immediate', ...form }
  const answer = await post('/subscribe', filled)
  await app.drain()
  return [answer.status, answer.headers.get('location')]
}
const linkIn = (mail: InboxMessage | undefined, page: string) =>
  new RegExp(`https://alerts\\.example\\.org/${page}/\\S+`).exec(mail?.parsed.text ?? '')?.[0] ?? `no link to ${page}`
/** The messages that are to be unsubscribed from; the others answer a request. */
const digests = () => ({ messages: inbox.messages.filter(({ raw }) => raw.includes('List-Unsubscribe:')) })
const lastMail = () => inbox.messages.at(-1)

test('from "I want alerts" to "not any more", and back', async () => {
  expect(await signUp({ address: 'Ann+ofsted@example.org', authority: 'leeds city council' })).toEqual([
    303,
    '/check-your-mail',
  ])
  const [asking, ...others] = inbox.messages
  expect(others).toEqual([])
  expect(asking?.to).toBe('Ann+ofsted@example.org')
  expect(asking?.parsed.subject).toBe('Please confirm: Ofsted alerts')
  expect(asking?.parsed.text).toContain('“Monitoring visit” in Leeds, as soon as something happens')
  expect(asking?.parsed.text).toContain('from the network 127.0.0.0/24')

  // Nobody is sent anything who did not confirm, though a scanner has opened the link.
  await fetch(at(linkIn(asking, 'confirm')))
  await happens(leeds)
  expect(inbox.messages).toHaveLength(1)

  const confirmed = await (await post(linkIn(asking, 'confirm'))).text()
  expect(confirmed).toContain('You are subscribed')
  expect(confirmed).toMatch(/href="\/manage\//)
  const more = [leeds, kent, story('Leeds', 5)]
  await happens(...more)
  const digest = lastMail()
  expect(toldOf(digests())).toEqual({ 'Ann+ofsted@example.org': [more[2]!.line] })

  // The digest leads to the page that changes it; its header still unsubscribes by one POST.
  const manage = linkIn(digest, 'manage')
  expect(digest?.parsed.html).toContain(manage)
  expect((await fetch(at(manage))).status).toBe(200)
  const [ann] = await app.store.subscribers.list()
  const subscription = (await app.store.subscribers.load(ann!))?.subscriber.subscriptions[0]?.id ?? ''
  const saved = {
    do: 'save',
    subscription,
    where: 'some',
    authorities: 'Wirral',
    rules: 'monitoring-visit',
    cadence: 'immediate',
  }
  expect((await post(manage, saved)).status).toBe(303)
  await happens(...more, wirral, story('Leeds', 6))
  expect(toldOf(digests())).toEqual({ 'Ann+ofsted@example.org': [more[2]!.line, wirral.line] })

  const raw = lastMail()?.raw.toString() ?? ''
  expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
  const [, unsubscribe = ''] = /^List-Unsubscribe: <(.*)>\r$/m.exec(raw) ?? []
  const gone = await (await post(unsubscribe, { 'List-Unsubscribe': 'One-Click' })).text()
  await happens(...more, wirral, story('Wirral', 7))
  expect(inbox.messages).toHaveLength(3)

  // An hour is over by now: only a new "yes" brings them back.
  const [, undo = ''] = /action="([^"]*\/undo)"/.exec(gone) ?? []
  await post(undo)
  await happens(...more, wirral, story('Wirral', 7), story('Wirral', 8))
  expect(inbox.messages).toHaveLength(3)
})

test('who takes back at once that they left is told what happens from then on', async () => {
  await app.subscribe('ann')
  await happens(leeds)
  const gone = await (await post(linkIn(lastMail(), 'unsubscribe'))).text()
  expect(gone).toContain('You are unsubscribed')
  const [, undo = ''] = /action="([^"]*\/undo)"/.exec(gone) ?? []
  expect(await (await post(undo)).text()).toContain('Welcome back')
  await happens(leeds, kent)
  expect(toldOf(digests())).toEqual({ 'ann@example.org': [kent.line, leeds.line] })
})

test('signing up an address that is subscribed changes nothing of it, and mails its owner the link to do it', async () => {
  await app.subscribe('ann')
  const before = await app.store.subscribers.load('ann')
  expect(await signUp({ address: 'ann@example.org', authority: 'Barnet' })).toEqual([303, '/check-your-mail'])
  expect(await app.store.subscribers.load('ann')).toEqual(before)
  expect(inbox.messages.map(({ parsed }) => parsed.subject)).toEqual(['Your subscription: Ofsted alerts'])
  expect((await fetch(at(linkIn(lastMail(), 'manage')))).status).toBe(200)
  await happens(barnet)
  expect(toldOf(digests())).toEqual({ 'ann@example.org': [barnet.line] })
})

test('a mail server that is away delays the message, and does not lose it', async () => {
  inbox.behave('450')
  await signUp({ address: 'ann@example.org', authority: 'Leeds' })
  expect(inbox.messages).toEqual([])
  inbox.behave('accept')
  time.advance(300_000)
  await app.drain()
  expect(inbox.messages.map(({ to }) => to)).toEqual(['ann@example.org'])
})
