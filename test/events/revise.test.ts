import { describe, expect, it } from 'vitest'
import { knownAt, revise, revisedAt } from '../../src/events/revise.ts'
import type { Event } from '../../src/events/event.ts'
import type { RuleFacts } from '../../src/rules/rule.ts'
import { buildEvent, buildSource } from '../helpers/build.ts'

const rule: RuleFacts = {
  id: 'monitoring-visit',
  title: 'Monitoring visit',
  severity: 50,
  joining: { windowDays: 30, same: [], alike: {}, material: ['number'] },
  says: [{ when: {}, text: '{authority}' }],
}
const now = new Date('2026-03-02T08:00:00Z')
const visit = (number: number | null, before?: Event): Event =>
  revise(buildEvent({ ...before, fields: { number } }), before, rule, now)

describe('an event is revised', () => {
  it('when a material field becomes known, or is said otherwise', () => {
    const first = visit(null)
    const second = visit(3, first)
    expect([first.revision, second.revision, visit(4, second).revision]).toEqual([1, 2, 3])
  })

  it('and not when a field is forgotten and said again, however often', () => {
    let event = visit(3, visit(null))
    for (let times = 0; times < 5; times += 1) event = visit(3, visit(null, event))
    expect(event.revision).toBe(2)
  })

  it('and remembers what was known at each revision that somebody may have been told', () => {
    const event = visit(4, visit(3, visit(null)))
    expect([1, 2, 3].map((revision) => knownAt(event, revision))).toEqual([
      { number: null },
      { number: 3 },
      { number: 4 },
    ])
  })

  it('and forgets the oldest of very many, and then tells by the oldest it knows', () => {
    let event = visit(0)
    for (let number = 1; number <= 40; number += 1) event = visit(number, event)
    expect(event.history).toHaveLength(20)
    expect(knownAt(event, 1)).toBeNull()
    expect(knownAt(event, 41)).toEqual({ number: 40 })
  })

  it('and notes when', () => {
    const first = visit(null)
    expect(revisedAt(first)).toBe('2026-03-02T08:00:00.000Z')
    const later = new Date('2026-03-05T08:00:00Z')
    const second = revise(buildEvent({ ...first, fields: { number: 3 } }), first, rule, later)
    expect(revisedAt(second)).toBe(later.toISOString())
    expect(revisedAt(revise({ ...second, sources: [] }, second, rule, new Date()))).toBe(later.toISOString())
  })

  it('and where that was not noted, it was when it was opened, or a source joined', () => {
    const joined = ['2026-03-03T10:00:00.000Z', '2026-03-07T10:00:00.000Z', '2026-03-04T10:00:00.000Z']
    const sources = joined.map((at, index) => buildSource({ itemId: `s${index}`, joined: at }))
    expect(revisedAt(buildEvent({ sources }))).toBe(buildEvent().opened)
    expect(revisedAt(buildEvent({ sources, revision: 2 }))).toBe('2026-03-07T10:00:00.000Z')
  })
})
