import { describe, expect, it } from 'vitest'
import { chooseEvents } from '../../src/events/choose-events.ts'
import type { Event } from '../../src/events/event.ts'
import type { RuleFacts } from '../../src/rules/rule.ts'
import { buildEvent, buildSubscription } from '../helpers/build.ts'

const rule = (id: string, severity: number): [string, RuleFacts] => [
  id,
  { id, title: id, severity, says: [], joining: { windowDays: 28, same: [], alike: {}, material: [] } },
]
const rules = new Map([rule('rating-change', 90), rule('monitoring-visit', 40)])
const at = new Date('2026-03-01T00:00:00Z')
const event = (id: string, overrides: Partial<Event> = {}) => buildEvent({ id, ...overrides })
const everything = { subscription: buildSubscription(), from: 0, to: 1000, nextDue: null }

function choose(events: Event[], overrides: Partial<Parameters<typeof chooseEvents>[0]> = {}) {
  return chooseEvents({
    log: events.map(({ id, revision }, index) => ({ seq: index + 1, at, eventId: id, revision })),
    events: new Map(events.map((one) => [one.id, one])),
    told: new Map(),
    ended: [everything],
    regionOf: (authority) => (authority === 'Sandwell' ? 'West Midlands' : null),
    rules,
    most: 100,
    ...overrides,
  })
}

const ids = ({ chosen }: ReturnType<typeof choose>) => chosen.map((one) => one.event.id)

describe('what a window holds', () => {
  it('groups by authority, the one with the most severe event first', () => {
    const events = [
      event('a', { authority: 'Wirral', rule: 'monitoring-visit' }),
      event('b', { authority: 'Sandwell', rule: 'monitoring-visit' }),
      event('c', { authority: 'Sandwell', rule: 'rating-change' }),
    ]
    expect(ids(choose(events))).toEqual(['c', 'b', 'a'])
    // Not by the alphabet, nor in the order of the log.
    const others = [
      event('a', { authority: 'Barnet', rule: 'monitoring-visit' }),
      event('b', { authority: 'Wirral', rule: 'monitoring-visit' }),
      event('c', { authority: 'Wirral' }),
    ]
    expect(ids(choose(others))).toEqual(['c', 'b', 'a'])
  })

  it('names the newest first where events are as severe', () => {
    const days = ['2026-03-01', '2026-03-03', '2026-03-02'].map((day) => event(day, { date: `${day}T00:00:00.000Z` }))
    expect(ids(choose(days))).toEqual(['2026-03-03', '2026-03-02', '2026-03-01'])
  })

  it('holds an event once, though several subscriptions and log entries bring it', () => {
    const twice = event('a', { revision: 2 })
    const log = [1, 2].map((revision) => ({ seq: revision, at, eventId: 'a', revision }))
    expect(ids(choose([twice], { log, ended: [everything, everything] }))).toEqual(['a'])
  })

  it('leaves out what this subscriber was told, and marks what is new of it as an update', () => {
    expect(ids(choose([event('a')], { told: new Map([['a', 1]]) }))).toEqual([])
    expect(choose([event('a', { revision: 2 })], { told: new Map([['a', 1]]) }).chosen).toMatchObject([{ known: 1 }])
  })

  it('holds for each subscription only what came in its own window', () => {
    const events = [event('a'), event('b'), event('c')]
    expect(ids(choose(events, { ended: [{ ...everything, from: 1, to: 2 }] }))).toEqual(['b'])
  })

  it('asks by authority, by region and by rule', () => {
    const events = [
      event('a'),
      event('b', { authority: 'Wirral' }),
      event('c', { authority: 'Wirral', rule: 'monitoring-visit' }),
    ]
    const asking = (overrides: Parameters<typeof buildSubscription>[0]) =>
      ids(choose(events, { ended: [{ ...everything, subscription: buildSubscription(overrides) }] }))
    expect(asking({ authorities: ['Wirral'] })).toEqual(['b', 'c'])
    expect(asking({ regions: ['West Midlands'] })).toEqual(['a'])
    expect(asking({ authorities: ['Wirral'], regions: ['West Midlands'], rules: ['rating-change'] })).toEqual([
      'a',
      'b',
    ])
  })

  it('counts what is past the cap, and does not take it as told', () => {
    const { chosen, more, telling } = choose([event('a'), event('b'), event('c')], { most: 1 })
    expect(chosen).toHaveLength(1)
    expect(more).toBe(2)
    expect(telling).toEqual([{ eventId: chosen[0]?.event.id, revision: 1 }])
  })
})
