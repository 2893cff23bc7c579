import { describe, expect, it } from 'vitest'
import { boundsAfter, endedWindows, type Windows } from '../../src/events/ended-windows.ts'
import { gathered } from '../../src/events/log-entry.ts'
import type { Subscription } from '../../src/events/subscription.ts'
import { buildSubscription } from '../helpers/build.ts'

const now = new Date('2026-03-30T12:00:00Z')
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const entry = (seq: number, minutes: number) => ({ seq, at: minutesAgo(minutes), eventId: `e${seq}`, revision: 1 })
const gatherMs = 5 * 60_000
const at = (cursor: number, due: Record<string, Date> = {}, ids = ['all']): Windows => ({
  cursors: new Map(ids.map((id) => [id, cursor])),
  due: new Map(Object.entries(due)),
})
const daily: Subscription = buildSubscription({ id: 'daily', cadence: { kind: 'daily', at: '08:00' } })
const weekly: Subscription = buildSubscription({ id: 'weekly', cadence: { kind: 'weekly', at: '08:00', on: 'monday' } })

describe('immediate windows', () => {
  const asked = { subscriptions: [buildSubscription()], gatherMs, now }

  it('wait until sources have gathered', () => {
    expect(endedWindows({ ...asked, windows: at(0), log: [entry(1, 4)] })).toBeNull()
    expect(endedWindows({ ...asked, windows: at(0), log: [entry(1, 5)] })).toMatchObject({ window: 'immediate-1' })
  })

  it('end before the first entry that has not waited', () => {
    expect(
      endedWindows({ ...asked, windows: at(0), log: [entry(1, 9), entry(2, 6), entry(3, 1)] })?.ended,
    ).toMatchObject([{ from: 0, to: 2 }])
  })

  it('do not wait for entries from the future, which a changed clock leaves behind', () => {
    expect(gathered([entry(1, -60), entry(2, 6)], gatherMs, now)).toHaveLength(2)
  })

  it('are over once told', () => {
    expect(endedWindows({ ...asked, windows: at(1), log: [] })).toBeNull()
  })
})

describe('daily and weekly windows', () => {
  it('end together in one digest', () => {
    const due = { daily: new Date('2026-03-30T07:00:00Z'), weekly: new Date('2026-03-30T07:00:00Z') }
    const found = endedWindows({
      subscriptions: [weekly, daily],
      windows: at(3, due, ['daily', 'weekly']),
      log: [entry(4, 600)],
      gatherMs,
      now,
    })
    expect(found).toMatchObject({ window: 'daily-2026-03-30-0700Z+weekly-2026-03-30-0700Z', cadence: 'daily' })
    expect(found?.ended.map(({ to, nextDue }) => [to, nextDue?.toISOString()])).toEqual([
      [4, '2026-04-06T07:00:00.000Z'],
      [4, '2026-03-31T07:00:00.000Z'],
    ])
  })

  it('missed in an outage are one window, named after the latest', () => {
    const windows = at(0, { daily: new Date('2026-03-27T08:00:00Z') }, ['daily'])
    expect(endedWindows({ subscriptions: [daily], windows, log: [entry(1, 3000)], gatherMs, now })?.window).toBe(
      'daily-2026-03-30-0700Z',
    )
  })

  it('of two times of one day are two, with names of their own', () => {
    const evening: Subscription = { ...daily, id: 'evening', cadence: { kind: 'daily', at: '17:00' } }
    const windows = at(0, { daily: new Date('2026-03-30T07:00:00Z'), evening: new Date('2026-03-30T16:00:00Z') }, [
      'daily',
      'evening',
    ])
    const asked = { subscriptions: [daily, evening], log: [entry(1, 600)], gatherMs }
    const morning = endedWindows({ ...asked, windows, now: new Date('2026-03-30T07:01:00Z') })
    expect(morning?.ended.map(({ subscription }) => subscription.id)).toEqual(['daily'])
    windows.due.set('daily', new Date('2026-03-31T07:00:00Z'))
    const later = endedWindows({ ...asked, windows, now: new Date('2026-03-30T16:01:00Z') })
    expect(later?.ended.map(({ subscription }) => subscription.id)).toEqual(['evening'])
    expect(later?.window).not.toBe(morning?.window)
  })

  it('close also when nothing happened', () => {
    const windows = at(7, { daily: minutesAgo(1) }, ['daily'])
    expect(endedWindows({ subscriptions: [daily], windows, log: [], gatherMs, now })?.ended).toMatchObject([
      { from: 7, to: 7 },
    ])
  })
})

describe('where windows stand afterwards', () => {
  it('is the earliest end of any, and how far every immediate one has come', () => {
    const subscriptions = [daily, weekly, buildSubscription({ id: 'a' }), buildSubscription({ id: 'b' })]
    const windows: Windows = {
      cursors: new Map([
        ['a', 5],
        ['b', 9],
        ['daily', 1],
        ['weekly', 1],
      ]),
      due: new Map([
        ['daily', new Date('2026-04-02T07:00:00Z')],
        ['weekly', new Date('2026-04-06T07:00:00Z')],
      ]),
    }
    expect(boundsAfter(subscriptions, windows, [])).toEqual({
      firstDue: new Date('2026-04-02T07:00:00Z'),
      immediateUpTo: 5,
    })
    expect(boundsAfter([weekly], windows, [])).toEqual({
      firstDue: new Date('2026-04-06T07:00:00Z'),
      immediateUpTo: null,
    })
  })
})
