import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Event } from '../../src/events/event.ts'
import { joinFindings } from '../../src/events/join.ts'
import type { Finding } from '../../src/rules/finding.ts'
import type { RuleFacts } from '../../src/rules/rule.ts'
import { buildFinding, buildItem } from '../helpers/build.ts'

const now = new Date('2026-06-01T12:00:00Z')
const facts = (id: string, joining: Partial<RuleFacts['joining']>): [string, RuleFacts] => [
  id,
  { id, title: id, severity: 50, says: [], joining: { windowDays: 28, same: [], alike: {}, material: [], ...joining } },
]
const rules = new Map([
  facts('rating-change', { material: ['rating'] }),
  facts('monitoring-visit', { same: ['number'], material: ['number'] }),
  facts('resignation-call', { same: ['person'], material: ['person'] }),
  facts('ministerial-direction', {
    same: ['kind'],
    alike: { kind: [['statutory-direction', 'commissioner']] },
    material: ['kind'],
  }),
])

/** Reads one outlet after the other, as the worker does. */
function tell(outlets: { id: string; published?: string; findings: Finding[] }[]) {
  let events: Event[] = []
  const told: { eventId: string; revision: number }[] = []
  let ids = 0
  for (const { id, published = '2026-05-20T09:00:00.000Z', findings } of outlets) {
    const joined = joinFindings({
      findings,
      item: buildItem({ id, published }),
      near: events,
      rules,
      now,
      newId: () => `event-${(ids += 1)}`,
    })
    events = [...events.filter(({ id }) => !joined.changed.some((one) => one.id === id)), ...joined.changed]
    told.push(...joined.told)
  }
  return { events, told }
}

const visit = (number: number | null) => buildFinding({ rule: 'monitoring-visit', fields: { number } })
const call = (person: string | null, caller: string | null = null) =>
  buildFinding({ rule: 'resignation-call', fields: { person, role: null, caller } })
const rating = (value: string | null) =>
  buildFinding({ fields: { rating: value, previous: null, direction: 'unknown', areas: null } })

describe('joining', () => {
  it('makes one event of three outlets on one report, and tells it once', () => {
    const { events, told } = tell(['bbc', 'star', 'pse'].map((id) => ({ id, findings: [rating('inadequate')] })))
    expect(events).toHaveLength(1)
    expect(events[0]?.sources.map(({ itemId }) => itemId)).toEqual(['bbc', 'star', 'pse'])
    expect(told).toEqual([{ eventId: 'event-1', revision: 1 }])
  })

  it('keeps authorities apart', () => {
    const { events } = tell([{ id: 'a', findings: [rating('good'), buildFinding({ authority: 'Wirral' })] }])
    expect(events.map(({ authority }) => authority)).toEqual(['Sandwell', 'Wirral'])
  })

  it('keeps the fifth visit and the sixth apart, and lets one without a number join the nearest', () => {
    const { events } = tell([
      { id: 'a', published: '2026-05-01T00:00:00.000Z', findings: [visit(5)] },
      { id: 'b', published: '2026-05-20T00:00:00.000Z', findings: [visit(6)] },
      { id: 'c', published: '2026-05-22T00:00:00.000Z', findings: [visit(null)] },
    ])
    expect(events.map(({ fields, sources }) => [fields.number, sources.length])).toEqual([
      [5, 1],
      [6, 2],
    ])
  })

  it('tells again when what was not known becomes known', () => {
    const { events, told } = tell([
      { id: 'a', findings: [visit(null)] },
      { id: 'b', findings: [visit(7)] },
      { id: 'c', findings: [visit(7)] },
    ])
    expect(events).toMatchObject([{ revision: 2, fields: { number: 7 } }])
    expect(told).toEqual([
      { eventId: 'event-1', revision: 1 },
      { eventId: 'event-1', revision: 2 },
    ])
  })

  it('knows a person by any of the ways to name them, and takes the fullest', () => {
    const { events, told } = tell([
      { id: 'a', findings: [call('Eling')] },
      { id: 'b', findings: [call('Cllr Steve Eling')] },
      { id: 'c', findings: [call('Steve Eling')] },
    ])
    expect(events).toMatchObject([{ fields: { person: 'Cllr Steve Eling' }, revision: 1 }])
    expect(told).toHaveLength(1)
  })

  it('does not take one Smith for another', () => {
    expect(tell([{ id: 'a', findings: [call('John Smith'), call('Jacqui Smith')] }]).events).toHaveLength(2)
  })

  it('joins one act of ministers told as two kinds, but not its lifting', () => {
    const act = (kind: string) => buildFinding({ rule: 'ministerial-direction', fields: { kind } })
    expect(
      tell([
        { id: 'a', findings: [act('statutory-direction')] },
        { id: 'b', findings: [act('commissioner')] },
      ]).events,
    ).toHaveLength(1)
    expect(
      tell([
        { id: 'a', findings: [act('statutory-direction')] },
        { id: 'b', findings: [act('revoked')] },
      ]).events,
    ).toHaveLength(2)
  })

  it('follows a story told over weeks, and opens another when it comes back after months', () => {
    const days = ['2026-01-01', '2026-01-20', '2026-02-10', '2026-05-20']
    const { events } = tell(
      days.map((day) => ({ id: day, published: `${day}T00:00:00.000Z`, findings: [visit(null)] })),
    )
    expect(events.map(({ sources }) => sources.length)).toEqual([3, 1])
  })

  it('replaces what an item said before when it is read again', () => {
    const { events, told } = tell([
      { id: 'a', findings: [visit(null)] },
      { id: 'a', findings: [visit(3)] },
    ])
    expect(events).toMatchObject([{ fields: { number: 3 }, revision: 2, sources: [{ itemId: 'a' }] }])
    expect(events[0]?.sources).toHaveLength(1)
    expect(told).toHaveLength(2)
  })

  it('takes two findings of one document on one happening as one source with both sentences', () => {
    const { events } = tell([{ id: 'a', findings: [call('Steve Eling'), call(null, 'James Morris')] }])
    expect(events).toMatchObject([{ fields: { person: 'Steve Eling', caller: 'James Morris' } }])
    expect(events[0]?.sources).toHaveLength(1)
    expect(events[0]?.sources[0]?.evidence).toHaveLength(2)
  })

  it('takes a date in the future as now', () => {
    expect(tell([{ id: 'a', published: '2126-01-01T00:00:00.000Z', findings: [visit(1)] }]).events[0]?.date).toBe(
      now.toISOString(),
    )
  })

  it('comes to the same event in whatever order outlets are read', () => {
    const outlets = [
      rating('inadequate'),
      rating(null),
      rating('inadequate'),
      rating('good'),
      rating('requires-improvement'),
    ].map((finding, index) => ({
      id: `item-${index}`,
      published: `2026-05-${10 + index}T00:00:00.000Z`,
      findings: [finding],
    }))
    const known = ({ events }: ReturnType<typeof tell>) =>
      events.map(({ fields, date, sources }) => ({ fields, date, sources: sources.length }))
    const expected = known(tell(outlets))
    expect(expected).toHaveLength(1)
    fc.assert(
      fc.property(fc.shuffledSubarray(outlets, { minLength: outlets.length }), (order) => {
        expect(known(tell(order))).toEqual(expected)
      }),
    )
  })
})
