import { describe, expect, it } from 'vitest'
import { knownAt, revise } from '../../src/events/revise.ts'
import type { Event } from '../../src/events/event.ts'
import type { RuleFacts } from '../../src/rules/rule.ts'
import { buildEvent } from '../helpers/build.ts'

const rule: RuleFacts = {
  id: 'monitoring-visit',
  title: 'Monitoring visit',
  severity: 50,
  joining: { windowDays: 30, same: [], alike: {}, material: ['number'] },
  says: [{ when: {}, text: '{authority}' }],
}
const visit = (number: number | null, before?: Event): Event =>
  revise(buildEvent({ ...before, fields: { number } }), before, rule)

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
})
