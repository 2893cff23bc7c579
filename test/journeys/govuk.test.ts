import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createClock, type TestClock } from '../helpers/clock.ts'
import { eventsOf, toldOf } from '../helpers/digest-lines.ts'
import { startGovuk, type TestGovuk } from '../helpers/govuk.ts'
import { startInbox, type TestInbox } from '../helpers/inbox.ts'
import { createOpened, type Opened } from '../helpers/opened.ts'
import { startTestApp, type TestApp } from '../helpers/worker.ts'

const hour = 3_600_000
const day = 24 * hour

let opened: Opened
let time: TestClock
let govuk: TestGovuk
let inbox: TestInbox
let app: TestApp
beforeEach(async () => {
  opened = createOpened()
  time = createClock('2026-03-02T09:00:00Z')
  govuk = opened.use(await startGovuk())
  inbox = opened.use(await startInbox())
  app = opened.use(
    await startTestApp({
      smtpUrl: inbox.url,
      clock: time.clock,
      feeds: [
        {
          id: 'organisation',
          url: govuk.organisationFeed('department-for-education'),
          interval: '1h',
          read: 'relevant',
        },
        { id: 'finder', url: govuk.finderFeed, interval: '1h', read: 'relevant' },
        {
          kind: 'govuk-search',
          id: 'search',
          url: govuk.searchApi,
          search: { filter_organisations: 'department-for-education' },
          interval: '1h',
          read: 'relevant',
        },
      ],
      settings: { govuk: { content_api: govuk.contentApi } },
    }),
  )
  await app.subscribe('ann')
  await app.drain()
})
afterEach(() => opened[Symbol.asyncDispose]())

async function later(ms = 2 * hour): Promise<void> {
  time.advance(ms)
  await app.drain()
}
const now = () => time.now().toISOString()
const told = () => toldOf(inbox)['ann@example.org'] ?? []

const direction = {
  title: 'Direction issued to Tameside Metropolitan Borough Council: March 2026',
  description:
    "A statutory direction issued to Tameside Metropolitan Borough Council on its children's social care services.",
  body: '<p>The Secretary of State has directed the council to improve its children’s social care.</p>',
  attachments: ['Direction issued to Tameside Metropolitan Borough Council'],
}
const given = 'Tameside: ministers issue a statutory direction'
const lifted = 'Tameside: government intervention is lifted'

describe('a direction', () => {
  test('that three feeds carry reaches an immediate subscriber once, and its closing a week later reaches them as lifted, once', async () => {
    const { path } = govuk.publish({ ...direction, at: now() })
    await later()
    await later()
    expect(inbox.messages).toHaveLength(1)
    expect(
      inbox.messages.map((mail) => eventsOf(mail).map(({ headline, sources }) => [headline, sources.length])),
    ).toEqual([[[given, 1]]])
    time.advance(7 * day)
    govuk.revise(path, { at: now(), note: 'Direction revoked.' })
    for (let passed = 0; passed < 3; passed += 1) await later()
    expect(told()).toEqual([lifted, given])
    expect(inbox.countsByRecipient()).toEqual({ 'ann@example.org': 2 })
    expect((await app.store.items.counts()).all).toBe(1)
  })

  test('whose end is told on its own page and on the list is lifted once', async () => {
    const { path } = govuk.publish({ ...direction, at: now() })
    const list = govuk.publish({
      title: 'Improvement notices and directions',
      type: 'Collection',
      at: '2013-07-01T09:00:00Z',
    })
    await later()
    time.advance(7 * day)
    govuk.revise(path, { at: now(), note: 'Direction revoked.' })
    await later()
    govuk.revise(list.path, { at: now(), note: `Moved '${direction.title}' to 'Closed directions'` })
    await later()
    expect(told()).toEqual([lifted, given])
    expect((await app.store.events.latest(1)).map(({ sources }) => sources.length)).toEqual([2])
  })

  test('that takes the place of a notice is told as a direction, not as the end of intervention', async () => {
    const { path } = govuk.publish({
      ...direction,
      title: 'Improvement notice issued to Tameside Metropolitan Borough Council: May 2024',
      at: '2024-05-03T09:30:00Z',
    })
    await later()
    govuk.revise(path, { at: now(), note: 'Notice closed: a statutory direction was issued in its place.' })
    await later()
    expect(told()).toEqual([given])
  })

  test('whose closing stands on the page of the list alone is told as lifted, and no other entry of the list', async () => {
    const { path } = govuk.publish({
      title: 'Improvement notices and directions',
      description: "Improvement notices and directions issued to local authorities about children's services.",
      type: 'Collection',
      body: '<h2>Open notices</h2><p>Improvement notice issued to Halton Borough Council: March 2024</p><h2>Closed notices</h2>',
      at: '2013-07-01T09:00:00Z',
    })
    await later()
    govuk.revise(path, {
      at: now(),
      note: "Moved 'Improvement notice issued to Plymouth City Council: May 2023' to 'Closed notices'",
    })
    await later()
    await later()
    expect(told()).toEqual(['Plymouth: government intervention is lifted'])
  })

  test.each([
    ['is published again without a note', undefined],
    ['has its address lines corrected', 'Corrected a link and the contact details.'],
    ['gets an accessible version', 'Added accessible version of the notice.'],
  ])('of years ago that %s is no news', async (_, note) => {
    const { path } = govuk.publish({
      ...direction,
      title: 'Improvement notice issued to Halton Borough Council',
      at: '2023-05-03T09:30:00Z',
    })
    await later()
    govuk.revise(path, { at: now(), ...(note === undefined ? {} : { note }) })
    await later()
    await later()
    expect((await app.store.items.counts()).all).toBe(1)
    expect(told()).toEqual([])
  })

  test('that was revised before anybody read it is told all the same', async () => {
    const { path } = govuk.publish({ ...direction, at: now() })
    time.advance(day)
    govuk.revise(path, { at: now(), note: 'Corrected a typo.' })
    await later()
    expect(told()).toEqual([given])
  })

  test('on special educational needs is no news of children’s services', async () => {
    govuk.publish({
      title: 'Direction issued to Bournemouth, Christchurch and Poole Council: March 2026',
      description: 'A statutory direction issued to the council on its SEND services.',
      body: '<p>On special educational needs and disabilities.</p>',
      at: now(),
    })
    await later()
    expect((await app.store.items.counts()).all).toBe(1)
    expect(told()).toEqual([])
  })
})
