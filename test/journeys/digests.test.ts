import { afterEach, describe, expect, test } from 'vitest'
import type { Cadence } from '../../src/events/subscription.ts'
import { buildSubscription } from '../helpers/build.ts'
import { linesOf, toldOf } from '../helpers/digest-lines.ts'
import { openDesk } from '../helpers/desk.ts'
import { createOpened, type Opened } from '../helpers/opened.ts'
import { visitStory } from '../helpers/stories.ts'

const hour = 3_600_000
const authorities = ['Leeds', 'Wirral', 'Sandwell', 'Kent', 'Essex', 'Bury', 'Bolton', 'Salford', 'Oldham', 'Wigan']

const opened: Opened = createOpened()
afterEach(() => opened[Symbol.asyncDispose]())

/** A feed, a daily and a weekly reader, and the means to let time pass by the hour. */
async function openWeek(start: string) {
  const { time, inbox, stories, app } = await openDesk(opened, { start })
  const cadences: Record<string, Cadence> = {
    daily: { kind: 'daily', at: '08:00' },
    weekly: { kind: 'weekly', at: '08:00', on: 'monday' },
  }
  for (const [id, cadence] of Object.entries(cadences))
    await app.subscribe(id, { subscriptions: [buildSubscription({ cadence })] })
  await app.drain()
  const got: Record<string, [string, string[]][]> = { daily: [], weekly: [] }
  return {
    inbox,
    got,
    publish() {
      const at = stories.length
      const story = visitStory(authorities[at % 10] ?? '', 1 + Math.floor(at / 10), {
        published: time.now().toISOString(),
      })
      stories.push(story)
      return story.line
    },
    /** Lets time pass and notes in which hour each mail came; the worker is only asked in hours in which something may happen. */
    async pass(hours = 1, { stopped = false } = {}) {
      for (let passed = 0; passed < hours; passed += 1) {
        const before = inbox.messages.length
        time.advance(hour)
        const isQuiet = ![6, 7, 8, 9, 12].includes(time.now().getUTCHours()) && passed < hours - 1
        if (stopped || isQuiet) continue
        await app.drain()
        for (const mail of inbox.messages.slice(before))
          got[mail.to.split('@')[0] ?? '']?.push([time.now().toISOString().slice(0, 13), linesOf(mail)])
      }
    },
    setBack: (hours: number) => time.advance(-hours * hour),
  }
}

const weeks = [
  // Clocks go forward on Sunday 29 March 2026: 08:00 is 08:00 UTC before, 07:00 UTC from then on.
  { start: '2026-03-25T09:30:00Z', before: 'T08', after: 'T07', change: '2026-03-29', monday: '2026-03-30T07' },
  // And back on Sunday 25 October.
  { start: '2026-10-21T08:30:00Z', before: 'T07', after: 'T08', change: '2026-10-25', monday: '2026-10-26T08' },
]

describe.each(weeks)('a week from $start, in which the clocks change', ({ start, before, after, change, monday }) => {
  test('brings one digest at 08:00 local time on each day with news, and one on Monday', async () => {
    const desk = await openWeek(start.replace(':30:', ':00:'))
    const expected: [string, string[]][] = []
    const days = Array.from({ length: 7 }, (_, at) =>
      new Date(Date.parse(start) + (at + 1) * 24 * hour).toISOString().slice(0, 10),
    )
    const lines: string[] = []
    for (const [at, day] of days.entries()) {
      // No news in the night to the third day.
      const news = at === 2 ? [] : [desk.publish(), desk.publish()]
      await desk.pass(24)
      if (news.length > 0) expected.push([`${day}${day < change ? before : after}`, news.toSorted()])
      lines.push(...(`${day}T00` <= monday ? news : []))
    }
    expect(desk.got['daily']).toEqual(expected)
    expect(desk.got['weekly']).toEqual([[monday, lines.toSorted()]])
  })
})

describe('an outage', () => {
  test('of three days costs no news: what was missed comes once, in one digest', async () => {
    const desk = await openWeek('2026-03-02T09:00:00Z')
    const first = desk.publish()
    await desk.pass(24)
    const lost = [desk.publish(), desk.publish()]
    await desk.pass(2)
    await desk.pass(72, { stopped: true })
    const meanwhile = desk.publish()
    await desk.pass(1)
    await desk.pass(48)
    expect(desk.got['daily']?.map(([, lines]) => lines)).toEqual([[first], lost.toSorted(), [meanwhile]])
    expect(desk.got['daily']?.map(([at]) => at)).toEqual(['2026-03-03T08', '2026-03-06T12', '2026-03-07T08'])
  })

  test('during which nothing happened ends without a mail', async () => {
    const desk = await openWeek('2026-03-02T09:00:00Z')
    await desk.pass(72, { stopped: true })
    await desk.pass(26)
    expect(desk.inbox.messages).toEqual([])
  })
})

test('set back by two hours, the clock brings no digest twice and loses none', async () => {
  const desk = await openWeek('2026-03-02T06:00:00Z')
  const lines = [desk.publish()]
  await desk.pass(3)
  expect(desk.got['daily']).toEqual([['2026-03-02T08', lines]])
  desk.setBack(2)
  lines.push(desk.publish())
  await desk.pass(30)
  expect(toldOf(desk.inbox)['daily@example.org']).toEqual(lines.toSorted())
  expect(desk.got['daily']).toHaveLength(2)
})
