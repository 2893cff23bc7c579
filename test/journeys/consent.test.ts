import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pause } from '../../src/events/pause.ts'
import type { Subscriber } from '../../src/events/subscription.ts'
import { buildSubscription } from '../helpers/build.ts'
import { openDesk, type Desk } from '../helpers/desk.ts'
import { toldOf } from '../helpers/digest-lines.ts'
import { createOpened, type Opened } from '../helpers/opened.ts'
import { rss, visitStory } from '../helpers/stories.ts'

const published = '2026-03-02T09:00:00Z'
const leeds = visitStory('Leeds', 1, { published })
const kent = visitStory('Kent', 2, { published })

let opened: Opened
let time: Desk['time']
let inbox: Desk['inbox']
let site: Desk['site']
let app: Desk['app']
beforeEach(async () => {
  opened = createOpened()
  const desk = await openDesk(opened, { start: '2026-03-02T10:00:00Z', feed: { interval: '1h' }, answer: rss([leeds]) })
  ;({ time, inbox, site, app } = desk)
})
afterEach(() => opened[Symbol.asyncDispose]())

const hoursLater = async (hours: number) => {
  time.advance(hours * 3_600_000)
  await app.drain()
}
const become = (state: Subscriber['state']) =>
  app.store.subscribers.update('ann', time.now(), (ann) => ({ ...ann, state }))
const pageOf = (link: string) => `http://127.0.0.1:${app.httpPort}${new URL(link).pathname}`

describe('somebody who', () => {
  test.each(['pending', 'suspended', 'unsubscribed'] as const)('is %s gets no mail', async (state) => {
    await app.subscribe('ann', { state })
    await app.subscribe('bob')
    await app.drain()
    await hoursLater(48)
    expect(toldOf(inbox)).toEqual({ 'bob@example.org': [leeds.line] })
    expect(inbox.attempts.map(({ to }) => to)).toEqual(['bob@example.org'])
  })

  test('confirms is told what happens from then on', async () => {
    await app.subscribe('ann', { state: 'pending', confirmed: null })
    await app.drain()
    await become('active')
    site.set('/feed', rss([leeds, kent]))
    await hoursLater(2)
    expect(toldOf(inbox)).toEqual({ 'ann@example.org': [kent.line] })
  })

  test('unsubscribes while their digest waits to be sent gets it no more', async () => {
    inbox.behave('450')
    await app.subscribe('ann')
    await app.drain()
    await become('unsubscribed')
    inbox.behave('accept')
    await hoursLater(2)
    expect(inbox.messages).toEqual([])
    expect(await app.store.deliveries.ledger()).toMatchObject({ due: 1, suppressed: 1, pending: 0, sent: 0 })
  })

  test('unsubscribes by the link in a mail, with the one POST that mail programs send, is told no more', async () => {
    await app.subscribe('ann')
    await app.subscribe('bob')
    await app.drain()
    const mail = inbox.messages.find(({ to }) => to === 'ann@example.org')
    const link = /^List-Unsubscribe: <(.*)>\r$/m.exec(mail?.raw.toString() ?? '')?.[1] ?? ''
    // A scanner that follows the link changes nothing.
    expect((await fetch(pageOf(link))).status).toBe(200)
    site.set('/feed', rss([leeds, kent]))
    const answer = await fetch(pageOf(link), {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    })
    expect(answer.status).toBe(200)
    await hoursLater(2)
    expect(toldOf(inbox)).toEqual({
      'ann@example.org': [leeds.line],
      'bob@example.org': [kent.line, leeds.line],
    })
  })

  test('comes back is not told what happened while they were away', async () => {
    await app.subscribe('ann')
    await become('unsubscribed')
    await app.drain()
    await become('active')
    site.set('/feed', rss([leeds, kent]))
    await hoursLater(2)
    expect(toldOf(inbox)).toEqual({ 'ann@example.org': [kent.line] })
  })

  test('pauses is told nothing until the pause ends by itself, and then what happens from there', async () => {
    await app.subscribe('ann')
    await app.store.subscribers.update('ann', time.now(), (ann) => pause(ann, new Date('2026-03-03T10:00:00Z')))
    await hoursLater(2)
    expect(inbox.messages).toEqual([])
    await hoursLater(22)
    site.set('/feed', rss([leeds, kent]))
    await hoursLater(2)
    expect(toldOf(inbox)).toEqual({ 'ann@example.org': [kent.line] })
  })

  test('does not confirm within a week is forgotten', async () => {
    await app.subscribe('ann', { state: 'pending', confirmed: null })
    await hoursLater(24 * 6)
    expect(await app.store.subscribers.list()).toEqual(['ann'])
    await hoursLater(25)
    expect(await app.store.subscribers.list()).toEqual([])
  })

  test('changes what they ask for keeps the windows that stay', async () => {
    const daily = buildSubscription({ id: 'day', authorities: ['Leeds'], cadence: { kind: 'daily', at: '08:00' } })
    await app.subscribe('ann', { subscriptions: [daily] })
    await app.drain()
    const more = buildSubscription({ id: 'more', authorities: ['Kent'], cadence: { kind: 'daily', at: '08:00' } })
    await app.store.subscribers.update('ann', time.now(), (ann) => ({ ...ann, subscriptions: [daily, more] }))
    site.set('/feed', rss([leeds, kent]))
    await hoursLater(2)
    await hoursLater(24)
    expect(toldOf(inbox)).toEqual({ 'ann@example.org': [kent.line, leeds.line] })
    expect(inbox.messages).toHaveLength(1)
  })
})
