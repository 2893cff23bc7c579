import { afterEach, describe, expect, it } from 'vitest'
import { buildSubscription } from '../helpers/build.ts'
import { linesOf, toldOf } from '../helpers/digest-lines.ts'
import { openDesk } from '../helpers/desk.ts'
import { createOpened } from '../helpers/opened.ts'
import { visitStory } from '../helpers/stories.ts'

const hour = 3_600_000
const opened = createOpened()
afterEach(() => opened[Symbol.asyncDispose]())

async function desk(
  start: string,
  subscription = buildSubscription({ cadence: { kind: 'weekly', at: '08:00', on: 'monday' } }),
  settings = {},
) {
  const opening = await openDesk(opened, { start, settings })
  await opening.app.subscribe('ann', { subscriptions: [subscription] })
  await opening.app.drain()
  return opening
}

describe('a reader who changes something after the end of a window, and before a late worker has closed it', () => {
  it('gets the digest of that window all the same, not a week later', async () => {
    // Friday; the window ends on Monday 9 March at 08:00.
    const { time, inbox, stories, app } = await desk('2026-03-06T09:00:00Z')
    stories.push(visitStory('Leeds', 1, { published: time.now().toISOString() }))
    time.advance(hour)
    await app.drain()
    // Down over the weekend; on Monday at 10:00 the pages are up first, and she adds a subscription.
    time.set('2026-03-09T10:00:00Z')
    await app.store.subscribers.update('ann', time.now(), (ann) => ({
      ...ann,
      subscriptions: [
        ...ann.subscriptions,
        buildSubscription({ id: 'more', authorities: ['Kent'], cadence: { kind: 'daily', at: '09:00' } }),
      ],
    }))
    time.advance(60_000)
    await app.drain()
    expect(inbox.messages.map(linesOf)).toEqual([stories.map(({ line }) => line)])
  })
})

it('a reader who turns a daily subscription into an immediate one is told what the open window held', async () => {
  const { time, inbox, stories, app } = await desk('2026-03-06T09:00:00Z')
  stories.push(visitStory('Leeds', 1, { published: time.now().toISOString() }))
  time.advance(hour)
  await app.drain()
  await app.store.subscribers.update('ann', time.now(), (ann) => ({
    ...ann,
    subscriptions: ann.subscriptions.map((subscription) => ({
      ...subscription,
      cadence: { kind: 'immediate' as const },
    })),
  }))
  for (let days = 0; days < 10; days += 1) {
    time.advance(24 * hour)
    await app.drain()
  }
  expect(toldOf(inbox)).toEqual({ 'ann@example.org': stories.map(({ line }) => line) })
})

it('events past the cap come in further digests', async () => {
  const { time, inbox, stories, app } = await desk('2026-03-06T09:00:00Z', undefined, { digests: { most_events: 2 } })
  for (const name of ['Leeds', 'Kent', 'Wirral', 'Bury'])
    stories.push(visitStory(name, 1, { published: time.now().toISOString() }))
  time.advance(hour)
  await app.drain()
  for (let days = 0; days < 30; days += 1) {
    time.advance(24 * hour)
    await app.drain()
  }
  const told = inbox.messages.flatMap(linesOf)
  expect(inbox.messages).toHaveLength(2)
  expect(told.toSorted()).toEqual(stories.map(({ line }) => line).toSorted())
  expect(inbox.messages[0]?.parsed.text).toContain('and 2 more, in further mails')
})
