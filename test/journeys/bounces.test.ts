import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { run as bounce } from '../../src/cli/bounce.ts'
import { createLinks } from '../../src/links.ts'
import { testConfig } from '../helpers/config.ts'
import { createClock } from '../helpers/clock.ts'
import { toldOf } from '../helpers/digest-lines.ts'
import { startInbox, type TestInbox } from '../helpers/inbox.ts'
import { createOpened, type Opened } from '../helpers/opened.ts'
import { startSite, type TestSite } from '../helpers/site.ts'
import { rss, visitStory } from '../helpers/stories.ts'
import { startTestApp, testSecret, type TestApp } from '../helpers/worker.ts'
import { complaint, postfixBounce } from '../mail/bounces.ts'

const start = '2026-03-02T10:00:00Z'
const published = '2026-03-02T09:00:00Z'
const places = ['Leeds', 'Kent', 'Wirral', 'Bolton', 'Bury', 'Dorset', 'Essex', 'Hull', 'Slough', 'Devon']
const stories = places.map((place, at) => visitStory(place, at + 1, { published }))
const lineOf = (at: number) => stories[at]?.line
const time = createClock(start)

let opened: Opened
let inbox: TestInbox
let site: TestSite
let app: TestApp
beforeEach(async () => {
  time.set(start)
  opened = createOpened()
  inbox = opened.use(await startInbox())
  site = opened.use(await startSite({ '/feed': rss(stories.slice(0, 1)) }))
  app = opened.use(
    await startTestApp({
      smtpUrl: inbox.url,
      clock: time.clock,
      feeds: [{ id: 'feed', url: site.url('/feed'), interval: '1h' }],
    }),
  )
  await app.subscribe('ann', { confirmed: '2026-01-01T00:00:00.000Z' })
  await app.subscribe('bob')
})
afterEach(() => opened[Symbol.asyncDispose]())

const hoursLater = async (hours: number) => {
  time.advance(hours * 3_600_000)
  await app.drain()
}
/** So many stories are told by now. */
const publish = (count: number) => site.set('/feed', rss(stories.slice(0, count)))

const told = (id: string) => toldOf(inbox)[`${id}@example.org`] ?? []
const state = async (id: string) => (await app.store.subscribers.load(id))?.subscriber.state

/** What ann's mail server would send back of the last message to her. */
function lastToAnn(): { messageId: string; to: string } {
  const mail = inbox.messages.findLast(({ to }) => to === 'ann@example.org')
  return { messageId: mail?.parsed.messageId ?? '', to: 'ann@example.org' }
}

/** Pipes it into `ofsted-alerts bounce`; what that said. */
async function pipe(message: string): Promise<string> {
  const said: string[] = []
  const status = await bounce({
    lines: (async function* () {
      yield* message.split('\r\n')
    })(),
    config: testConfig(),
    store: app.store,
    clock: time.clock,
    screen: { print: (text) => void said.push(text), complain: (text) => void said.push(text) },
  })
  expect(status).toBe(0)
  return said.join('\n')
}

const full = { status: '5.2.2', diagnostic: 'smtp; 552 5.2.2 mailbox full' }

describe('somebody whose digest comes back', () => {
  test('because the address is gone gets no more, confirms again, and gets what is new from then on', async () => {
    await app.drain()
    expect(told('ann')).toEqual([lineOf(0)])
    const returned = postfixBounce(lastToAnn())
    expect(await pipe(returned)).toContain('is suspended')
    publish(2)
    await hoursLater(2)
    expect(told('ann')).toEqual([lineOf(0)])
    expect(told('bob')).toHaveLength(2)

    // The operator adds them once more, and they follow the link of the new message.
    await app.store.subscribers.update('ann', time.now(), (ann) => ({ ...ann, state: 'pending' }))
    const link = createLinks({ publicUrl: `http://127.0.0.1:${app.httpPort}`, secret: testSecret }).confirm(
      'ann',
      new Date(time.now().getTime() + 86_400_000),
    )
    expect((await fetch(link, { method: 'POST' })).status).toBe(200)
    // The same bounce once more, late: it is of a message from before.
    expect(await pipe(returned)).toContain('counted before')
    publish(3)
    await hoursLater(2)
    expect(told('ann')).toEqual([lineOf(0), lineOf(2)])
    expect(await state('ann')).toBe('active')
    expect(await app.store.bounces.list(new Date(0), 100)).toHaveLength(1)
  })

  test('for now waits a while, and gets then what was kept, once', async () => {
    await app.drain()
    await pipe(postfixBounce({ ...lastToAnn(), ...full }))
    publish(2)
    await hoursLater(2)
    expect(told('bob')).toHaveLength(2)
    expect(told('ann')).toEqual([lineOf(0)])
    await hoursLater(2)
    expect(told('ann')).toEqual([lineOf(0)])
    await hoursLater(3)
    expect(told('ann')).toEqual([lineOf(1), lineOf(0)])
    expect(await app.store.deliveries.ledger()).toMatchObject({ due: 4, sent: 4, pending: 0 })
  })

  test('for now waits longer each time, and is suspended in the end', async () => {
    await app.drain()
    const waited: number[] = []
    for (let count = 2; (await state('ann')) === 'active' && count <= stories.length; count += 1) {
      const before = told('ann').length
      await pipe(postfixBounce({ ...lastToAnn(), ...full }))
      publish(count)
      let hours = 0
      for (; (await state('ann')) === 'active' && told('ann').length === before && hours < 200; hours += 2)
        await hoursLater(2)
      waited.push(hours)
    }
    expect(await state('ann')).toBe('suspended')
    // Times six hours: the waits are 6, 12, 24, 48 and 96 hours, looked at every two.
    expect(waited.map((hours) => Math.round(hours / 6))).toEqual([1, 2, 4, 8, 16, 0])
    const mails = inbox.messages.filter(({ to }) => to === 'ann@example.org').length
    expect(mails).toBe(6)
  }, 60_000)

  test('for now, and whose next one arrives, begins anew', async () => {
    await app.drain()
    await pipe(postfixBounce({ ...lastToAnn(), ...full }))
    publish(2)
    await hoursLater(8)
    expect(told('ann')).toHaveLength(2)
    await hoursLater(24 * 7)
    publish(3)
    await hoursLater(2)
    expect(await pipe(postfixBounce({ ...lastToAnn(), ...full }))).toContain('1 in a row')
  })

  test('complains and is told no more', async () => {
    await app.drain()
    expect(await pipe(complaint(lastToAnn()))).toContain('is unsubscribed')
    publish(2)
    await hoursLater(2)
    expect(told('ann')).toEqual([lineOf(0)])
    expect(await state('ann')).toBe('unsubscribed')
  })
})

describe('somebody whose mail is refused at the door', () => {
  test.each([
    ['550 5.1.1 no such user', 'suspended', []],
    ['550 no such user', 'active', []],
    ['552 5.2.2 mailbox full', 'active', []],
    ['554 5.7.1 blocked', 'active', ['refused']],
    ['data: 554 5.7.1 blocked', 'active', ['refused']],
  ] as const)('with %s is %s', async (reply, expected, alarms) => {
    inbox.script('ann@example.org', reply)
    await app.drain()
    expect(await state('ann')).toBe(expected)
    expect((await app.store.alarms.list()).map(({ name }) => name)).toEqual(alarms)
    publish(2)
    await hoursLater(2)
    expect(told('ann')).toEqual(expected === 'active' ? [lineOf(1)] : [])
  })
})

test('a refusal as a matter of policy is an alarm until there was none for days, and ends nobody’s mail', async () => {
  await app.drain()
  await pipe(postfixBounce({ ...lastToAnn(), status: '5.7.1', diagnostic: 'smtp; 550 5.7.1 blocked' }))
  expect((await app.store.alarms.list()).map(({ name }) => name)).toEqual(['refused'])
  publish(2)
  await hoursLater(2)
  expect(told('ann')).toHaveLength(2)
  await hoursLater(25)
  expect(await app.store.alarms.list()).toHaveLength(1)
  await hoursLater(24 * 3)
  expect((await app.store.alarms.list()).filter(({ name }) => name === 'refused')).toEqual([])
})
