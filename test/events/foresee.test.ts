import { describe, expect, test } from 'vitest'
import { foresee, type Difference } from '../../src/events/foresee.ts'
import { buildEvent, buildFinding, buildItem, buildSource } from '../helpers/build.ts'
import { testConfig } from '../helpers/config.ts'

const { facts } = testConfig().rules
const recorded = new Date('2026-03-01T10:00:00Z')
const difference = (kind: Difference['kind'], id: string, finding = buildFinding()): Difference => ({
  kind,
  finding,
  item: buildItem({ id }),
  recorded,
})
const event = (...itemIds: string[]) => buildEvent({ sources: itemIds.map((itemId) => buildSource({ itemId })) })
const visit = (number: number | null) => buildFinding({ rule: 'monitoring-visit', fields: { number } })

describe('a finding that is gained', () => {
  test('opens an event where nobody told of one', () => {
    expect(foresee([difference('gained', 'new')], [], facts)).toEqual(['opens'])
  })

  test('is known where another item told of the event', () => {
    expect(foresee([difference('gained', 'new')], [event('other')], facts)).toEqual(['known'])
  })

  test('updates an event of which it makes a material field known', () => {
    const known = buildEvent({
      rule: 'monitoring-visit',
      fields: { number: null },
      sources: [buildSource({ itemId: 'other', fields: { number: null } })],
    })
    expect(facts.get('monitoring-visit')?.joining.material).toContain('number')
    expect(foresee([difference('gained', 'new', visit(3))], [known], facts)).toEqual(['updates'])
  })

  test('opens an event for the next one that tells of the same', () => {
    const gained = [difference('gained', 'one'), difference('gained', 'two')]
    expect(foresee(gained, [], facts)).toEqual(['opens', 'known'])
  })

  test('opens an event of its own where its item tells of another happening as well', () => {
    const told = { fields: { number: 1 }, sources: [buildSource({ itemId: 'one', fields: { number: 1 } })] }
    const first = buildEvent({ rule: 'monitoring-visit', ...told })
    expect(foresee([difference('gained', 'one', visit(2))], [first], facts)).toEqual(['opens'])
  })

  test('does not alter the events that it is held against', () => {
    const events = [event('other')]
    const before = structuredClone(events)
    foresee([difference('gained', 'new')], events, facts)
    expect(events).toEqual(before)
  })
})

describe('a finding that is lost', () => {
  test('leaves its event without ground where nobody else told of it', () => {
    expect(foresee([difference('lost', 'one')], [event('one')], facts)).toEqual(['unfounded'])
  })

  test('leaves it where others told of it too, unless theirs are lost as well', () => {
    expect(foresee([difference('lost', 'one')], [event('one', 'two')], facts)).toEqual(['known'])
    const both = [difference('lost', 'one'), difference('lost', 'two')]
    expect(foresee(both, [event('one', 'two')], facts)).toEqual(['unfounded', 'unfounded'])
  })

  test('of an event that is not on record says so', () => {
    expect(foresee([difference('lost', 'one')], [event('two')], facts)).toEqual(['unknown'])
  })
})
