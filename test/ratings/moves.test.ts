import { describe, expect, test } from 'vitest'
import { directionOf } from '../../src/ratings/direction.ts'
import { movesOf } from '../../src/ratings/moves.ts'
import { buildInspection } from './build-judgements.ts'

/** "leaders requires-improvement -> inadequate declined" */
const shown = (moves: ReturnType<typeof movesOf>) =>
  moves.map(({ area, from, to, kind }) => `${area}: ${from ?? '-'} > ${to}, ${kind}`)
const before = (grades: Parameters<typeof buildInspection>[0]) =>
  buildInspection(grades, { inspected: { from: '2022-10-03', to: '2022-10-14' }, published: '2022-11-25' })

const combined = before({ leaders: 'ri', 'help-and-protection': 'ri', 'in-care-and-care-leavers': 'ri', overall: 'ri' })

describe('moves of real inspections', () => {
  test('Trafford in August 2026 goes both ways, in four moves', () => {
    const after = buildInspection({ 'in-care': 'g', 'care-leavers': 'ri', leaders: 'i', 'help-and-protection': 'i' })
    const moves = movesOf(combined, after)
    expect(shown(moves)).toEqual([
      'leaders: requires-improvement > inadequate, declined',
      'help-and-protection: requires-improvement > inadequate, declined',
      'in-care: requires-improvement > good, improved',
      'care-leavers: - > requires-improvement, new',
    ])
    expect(moves[2]?.fromArea).toBe('in-care-and-care-leavers')
    expect(directionOf(moves)).toBe('mixed')
  })

  test('Somerset in June 2026 declined in three, and care leavers are new', () => {
    const good = before({ leaders: 'g', 'help-and-protection': 'g', 'in-care-and-care-leavers': 'g', overall: 'g' })
    const after = buildInspection({ leaders: 'ri', 'help-and-protection': 'ri', 'in-care': 'ri', 'care-leavers': 'g' })
    expect(shown(movesOf(good, after))).toEqual([
      'leaders: good > requires-improvement, declined',
      'help-and-protection: good > requires-improvement, declined',
      'in-care: good > requires-improvement, declined',
      'care-leavers: - > good, new',
    ])
    expect(directionOf(movesOf(good, after))).toBe('declined')
  })

  test('North Northamptonshire in July 2026 improved in all that was judged before', () => {
    const after = buildInspection({ leaders: 'o', 'help-and-protection': 'g', 'in-care': 'g', 'care-leavers': 'g' })
    expect(movesOf(combined, after).map(({ kind }) => kind)).toEqual(['improved', 'improved', 'improved', 'new'])
    expect(directionOf(movesOf(combined, after))).toBe('improved')
  })

  test('Liverpool in July 2026 improved in all four, with no word on the overall grade that ended', () => {
    const poor = before({
      leaders: 'i',
      'help-and-protection': 'i',
      'in-care': 'ri',
      'care-leavers': 'i',
      overall: 'i',
    })
    const after = buildInspection({ leaders: 'g', 'help-and-protection': 'g', 'in-care': 'g', 'care-leavers': 'ri' })
    expect(shown(movesOf(poor, after))).toEqual([
      'leaders: inadequate > good, improved',
      'help-and-protection: inadequate > good, improved',
      'in-care: requires-improvement > good, improved',
      'care-leavers: inadequate > requires-improvement, improved',
    ])
    expect(directionOf(movesOf(poor, after))).toBe('improved')
  })

  test('Wolverhampton in June 2026 stayed good overall, and is mixed all the same', () => {
    const was = before({ leaders: 'o', 'help-and-protection': 'g', 'in-care-and-care-leavers': 'g', overall: 'g' })
    const after = buildInspection({
      leaders: 'g',
      'help-and-protection': 'ri',
      'in-care': 'o',
      'care-leavers': 'o',
      overall: 'g',
    })
    expect(movesOf(was, after).map(({ kind }) => kind)).toEqual([
      'declined',
      'declined',
      'improved',
      'new',
      'unchanged',
    ])
    expect(directionOf(movesOf(was, after))).toBe('mixed')
  })

  test('Bradford in May 2026 improved overall', () => {
    const was = before({ leaders: 'i', 'help-and-protection': 'i', 'in-care-and-care-leavers': 'i', overall: 'i' })
    const after = buildInspection({
      leaders: 'g',
      'help-and-protection': 'ri',
      'in-care': 'ri',
      'care-leavers': 'g',
      overall: 'ri',
    })
    expect(directionOf(movesOf(was, after))).toBe('improved')
  })

  test('an overall grade that stays is no change, though one area rose: "remains inadequate"', () => {
    const was = before({ leaders: 'i', 'help-and-protection': 'i', 'in-care': 'ri', 'care-leavers': 'i', overall: 'i' })
    const after = buildInspection({
      leaders: 'ri',
      'help-and-protection': 'i',
      'in-care': 'ri',
      'care-leavers': 'i',
      overall: 'i',
    })
    expect(directionOf(movesOf(was, after))).toBe('unchanged')
  })
})

describe('moves over other frameworks', () => {
  const sif = before({
    'help-and-protection': 'ri',
    'looked-after': 'g',
    adoption: 'o',
    'care-leavers': 'i',
    leadership: 'i',
    overall: 'i',
  })

  test('go on from what the areas were called in the single framework', () => {
    const after = buildInspection({
      leaders: 'ri',
      'help-and-protection': 'ri',
      'in-care-and-care-leavers': 'ri',
      overall: 'ri',
    })
    expect(shown(movesOf(sif, after))).toEqual([
      'leaders: inadequate > requires-improvement, improved',
      'help-and-protection: requires-improvement > requires-improvement, unchanged',
      'in-care-and-care-leavers: good > requires-improvement, declined',
      'overall: inadequate > requires-improvement, improved',
    ])
    expect(directionOf(movesOf(sif, after))).toBe('mixed')
  })

  test('"requires improvement" stands where "adequate" stood', () => {
    const old = { ...sif, grades: { overall: 'adequate' as const } }
    expect(movesOf(old, buildInspection({ overall: 'ri' }))[0]?.kind).toBe('unchanged')
  })

  test('are unknown, and not new, where the grade before could not be read', () => {
    const unread = before({ overall: 'g' })
    const moves = movesOf(unread, buildInspection({ leaders: 'ri', 'in-care': 'g', 'care-leavers': 'g' }))
    expect(moves.map(({ kind }) => kind)).toEqual(['unknown', 'unknown', 'unknown'])
    expect(directionOf(moves)).toBe('unknown')
  })

  test('are decided by the overall grade where no area can be compared', () => {
    const moves = movesOf(before({ overall: 'g' }), buildInspection({ leaders: 'i', overall: 'i' }))
    expect(directionOf(moves)).toBe('declined')
  })

  test('are decided by the areas where one of two overall grades is missing', () => {
    const was = before({ leaders: 'g', 'help-and-protection': 'ri' })
    expect(
      directionOf(movesOf(was, buildInspection({ leaders: 'o', 'help-and-protection': 'ri', overall: 'g' }))),
    ).toBe('improved')
  })
})

describe('the first inspection', () => {
  test('of a successor is new in every area, with what its predecessor had beside it', () => {
    const old = buildInspection(
      { leaders: 'i', 'in-care-and-care-leavers': 'ri', overall: 'i' },
      { authority: 'Northamptonshire', inspected: { from: '2019-06-24', to: '2019-07-05' }, published: '2019-08-16' },
    )
    const first = buildInspection(
      { leaders: 'ri', 'in-care-and-care-leavers': 'ri', overall: 'ri' },
      { authority: 'North Northamptonshire' },
    )
    const moves = movesOf(null, first, [old])
    expect(shown(moves)).toEqual([
      'leaders: - > requires-improvement, new',
      'in-care-and-care-leavers: - > requires-improvement, new',
      'overall: - > requires-improvement, new',
    ])
    expect(moves[0]?.predecessors).toEqual([{ authority: 'Northamptonshire', area: 'leaders', grade: 'inadequate' }])
    expect(directionOf(moves)).toBe('new')
  })

  test('of a body made of several tells what each of them had', () => {
    const bodies = ['Bournemouth', 'Poole'].map((authority) => buildInspection({ 'looked-after': 'g' }, { authority }))
    const [move] = movesOf(null, buildInspection({ 'in-care-and-care-leavers': 'i' }), bodies)
    expect(move?.predecessors).toEqual([
      { authority: 'Bournemouth', area: 'looked-after', grade: 'good' },
      { authority: 'Poole', area: 'looked-after', grade: 'good' },
    ])
  })

  test('of a successor is what its second is held against, and its predecessor no more', () => {
    const moves = movesOf(combined, buildInspection({ leaders: 'o' }), [before({ leaders: 'i' })])
    expect(moves).toMatchObject([{ kind: 'improved', from: 'requires-improvement', predecessors: [] }])
  })
})
