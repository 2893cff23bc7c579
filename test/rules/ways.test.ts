import { describe, expect, test } from 'vitest'
import { unknown, Ways } from '../../src/rules/ways.ts'

describe('ways between states', () => {
  test('are unknown until they are set, and stay what they were set to when thousands follow', () => {
    const ways = new Ways()
    const all = Array.from({ length: 50_000 }, (_, index) => ({
      from: index % 700,
      symbol: (index * 7919) % 1_000_003,
    }))
    const before = all.map(({ from, symbol }, to) => {
      const known = ways.get(from, symbol)
      ways.set(from, symbol, to)
      return known
    })
    expect(new Set(before)).toEqual(new Set([unknown]))
    expect(ways.count).toBe(all.length)
    expect(all.map(({ from, symbol }) => ways.get(from, symbol))).toEqual([...all.keys()])
  })

  test('of a state never say that a word is not asked for which is', () => {
    const ways = new Ways()
    for (let state = 0; state < 1000; state += 1) ways.addState([state, state * 31, state * 977], state % 3)
    const asked = (state: number) => [state, state * 31, state * 977].every((word) => ways.isAsked(state, word))
    expect(Array.from({ length: 1000 }, (_, state) => asked(state))).not.toContain(false)
    expect(ways.isAsked(500, 501)).toBe(false)
    expect([0, 1, 2, 999].map((state) => ways.markOf(state))).toEqual([0, 1, 2, 0])
  })

  test('of a state have one for all that is not asked for', () => {
    const ways = new Ways()
    ways.addState([], 0)
    expect(ways.other(0)).toBe(unknown)
    ways.setOther(0, 5)
    expect(ways.other(0)).toBe(5)
  })
})
