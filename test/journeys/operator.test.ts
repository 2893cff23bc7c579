import { afterEach, beforeEach, expect, test } from 'vitest'
import { run as importSubscribers } from '../../src/cli/subscribers-import.ts'
import { createScreen } from '../../src/cli/terminal.ts'
import { createAudit } from '../../src/store/create-audit.ts'
import { memoryIo } from '../cli/memory-io.ts'
import { testConfig } from '../helpers/config.ts'
import { openDesk, type Desk } from '../helpers/desk.ts'
import { toldOf } from '../helpers/digest-lines.ts'
import { createOpened, type Opened } from '../helpers/opened.ts'
import { rss, visitStory } from '../helpers/stories.ts'

const published = '2026-03-02T09:00:00Z'
const [leeds, kent] = [visitStory('Leeds', 1, { published }), visitStory('Kent', 2, { published })]
const password = 'correct horse battery'

let opened: Opened
let time: Desk['time']
let inbox: Desk['inbox']
let site: Desk['site']
let app: Desk['app']
beforeEach(async () => {
  opened = createOpened()
  const desk = await openDesk(opened, {
    start: '2026-03-02T10:00:00Z',
    feed: { interval: '1h' },
    adminPassword: password,
  })
  ;({ time, inbox, site, app } = desk)
  await app.drain()
})
afterEach(() => opened[Symbol.asyncDispose]())

const happens = async (...stories: ReturnType<typeof visitStory>[]) => {
  site.set('/feed', rss(stories))
  time.advance(2 * 3_600_000)
  await app.drain()
}
const url = (path: string) => `http://127.0.0.1:${app.httpPort}${path}`
const authorization = `Basic ${Buffer.from(`Olga:${password}`).toString('base64')}`
const open = async (path: string) => await (await fetch(url(path), { headers: { authorization } })).text()

test('a message that failed is found on the pages, sent again for a reason, and arrives; the log says who', async () => {
  await app.subscribe('ann')
  inbox.behave('550')
  await happens(leeds)
  expect(inbox.messages).toEqual([])
  inbox.behave('accept')

  expect(await open('/admin')).toMatch(/1 due = 0 pending \+ 0 sending \+ 0 sent \+ 1 failed/)
  const [, path = ''] = /href="(\/admin\/deliveries\/[^"]+)"/.exec(await open('/admin/deliveries')) ?? []
  const [, token = ''] = /name="token" value="([^"]+)"/.exec(await open(path)) ?? []
  const body = new URLSearchParams({ token, do: 'retry', reason: 'their server is mended' })
  const headers = { authorization, origin: 'https://alerts.example.org', 'sec-fetch-site': 'same-origin' }
  expect((await fetch(url(path), { method: 'POST', body, headers, redirect: 'manual' })).status).toBe(303)
  await app.drain()
  expect(toldOf(inbox)).toEqual({ 'ann@example.org': [leeds.line] })
  expect(await open('/admin')).toMatch(/1 due = 0 pending \+ 0 sending \+ 1 sent \+ 0 failed/)
  expect(await app.store.audit.list(new Date(0), 10)).toMatchObject([
    { who: 'Olga', by: 'pages', did: 'deliveries retry', reason: 'their server is mended', outcome: 'done' },
  ])
})

test('a list moves in: who consented is told what happens, who left is not, and the others once they say so', async () => {
  const rows = [
    'address,state,confirmed,origin,cadence',
    'ann@example.org,active,2024-05-03T10:00:00Z,paper form,immediate',
    'bea@example.org,unsubscribed,2024-05-03T10:00:00Z,paper form,immediate',
    'cy@example.org,active,,,immediate',
  ]
  const { io } = memoryIo()
  const newId = () => crypto.randomUUID()
  const status = await importSubscribers({
    file: 'list.csv',
    linesOfFile: async function* () {
      yield* rows
    },
    ask: true,
    config: testConfig(),
    store: app.store,
    queues: app.queues,
    audit: createAudit({ store: app.store, who: 'olga', by: 'command line', clock: time.clock, newId }),
    clock: time.clock,
    newId,
    screen: createScreen(io),
  })
  expect(status).toBe(0)
  await app.drain()
  expect(inbox.messages.map(({ to, parsed }) => [to, parsed.subject])).toEqual([
    ['cy@example.org', 'Please confirm: Ofsted alerts'],
  ])
  const text = inbox.messages[0]?.parsed.text ?? ''
  expect(text).toContain('asked on 2 March 2026 at 10:00 for news')

  await happens(leeds)
  const digests = () => ({ messages: inbox.messages.filter(({ raw }) => raw.includes('List-Unsubscribe:')) })
  expect(toldOf(digests())).toEqual({ 'ann@example.org': [leeds.line] })

  const [link = ''] = /https:\S+\/confirm\/\S+/.exec(text) ?? []
  await fetch(url(new URL(link).pathname), { method: 'POST' })
  await happens(leeds, kent)
  expect(toldOf(digests())).toEqual({
    'ann@example.org': [kent.line, leeds.line].toSorted(),
    'cy@example.org': [kent.line],
  })
})
