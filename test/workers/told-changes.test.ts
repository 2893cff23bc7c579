import { describe, expect, test } from 'vitest'
import { newsFrom, tellsSince } from '../../src/workers/told-changes.ts'

const now = new Date('2026-03-10T12:00:00Z')
const day = 86_400_000
const earlier = '2026-03-02T09:00:00.000Z'
const later = new Date('2026-03-09T10:00:00Z')
const from = (
  kept: unknown,
  { until = later, reachMs = 3 * day }: { until?: Date | null; reachMs?: number | null } = {},
) => newsFrom({ kept, until, reachMs, now })?.toISOString() ?? null

describe('what a page tells is news', () => {
  test('of a page that was never read: from as long ago as news may be', () => {
    expect(from(null)).toBe('2026-03-07T12:00:00.000Z')
    expect(from(null, { reachMs: null })).toBeNull()
  })

  test('of a page that was read: from where that reading ended', () => {
    expect(from({ published: null, told: { from: null, until: earlier } })).toBe(earlier)
  })

  test('of the same page read again: the same again', () => {
    const told = { from: '2026-02-01T00:00:00.000Z', until: later.toISOString() }
    expect(from({ published: earlier, told })).toBe(told.from)
    expect(from({ published: earlier, told: { ...told, from: null } })).toBeNull()
  })

  test('of a page of which only the summary was read: from its date', () => {
    expect(from({ published: earlier })).toBe(earlier)
    expect(from({ published: later.toISOString() })).toBe('2026-03-07T12:00:00.000Z')
  })

  test.each([[{ published: 7 }], ['text'], [{}], [{ published: 'soon' }]])(
    'of a page whose reading cannot be made out (%j): as if it was never read',
    (kept) => {
      expect(from(kept)).toBe('2026-03-07T12:00:00.000Z')
    },
  )
})

test('a document tells since the instant that it says, and else of everything', () => {
  expect(tellsSince({ told: { from: earlier, until: null } })).toEqual(new Date(earlier))
  expect(tellsSince({ told: { from: null, until: null } })).toBeNull()
  expect(tellsSince({ title: 'A' })).toBeNull()
  expect(tellsSince(null)).toBeNull()
})
