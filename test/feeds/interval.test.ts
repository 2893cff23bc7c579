import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextPoll } from '../../src/feeds/interval.ts'
import { now, settings } from './read-fixture.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const waits = (poll: Partial<Parameters<typeof nextPoll>[0]>) =>
  nextPoll({
    now,
    feed: { interval: null },
    settings,
    leastMs: null,
    retryAfterMs: null,
    status: null,
    failures: 0,
    recentYield: [],
    random: () => 0,
    ...poll,
  }).getTime() - now.getTime()

describe('nextPoll', () => {
  test.each([
    ['a new feed is polled soon', {}, 15 * minute],
    ['news keeps it so', { recentYield: [0, 0, 3] }, 15 * minute],
    ['each poll without news doubles the wait', { recentYield: [3, 0, 0] }, hour],
    ['as far as the longest', { recentYield: Array.from({ length: 12 }, () => 0) }, 6 * hour],
    ['a fixed interval holds', { feed: { interval: 20 * minute }, recentYield: [0, 0, 0] }, 20 * minute],
    ['also one of a week', { feed: { interval: 7 * day } }, 7 * day],
    ['the ttl of a feed is respected', { leastMs: hour }, hour],
    ['also against a fixed interval', { feed: { interval: 20 * minute }, leastMs: hour }, hour],
    ['a ttl of years is not believed', { leastMs: 1000 * day }, day],
    ['nor is an endless one', { retryAfterMs: Number.POSITIVE_INFINITY }, day],
    ['Retry-After is respected', { failures: 1, retryAfterMs: 3 * hour }, 3 * hour],
    ['failures double the wait', { failures: 3 }, 2 * hour],
    ['up to two hours', { failures: 50 }, 2 * hour],
    ['also where the server says that it is in trouble', { failures: 50, status: 503 }, 2 * hour],
    ['or its usual interval', { failures: 50, feed: { interval: 6 * hour } }, 6 * hour],
    ['up to a day where it is refused to us', { failures: 50, status: 403 }, day],
    ['or gone', { failures: 50, status: 404 }, day],
    ['or not understood', { failures: 50, status: 422 }, day],
    ['or asked too often', { failures: 50, status: 429 }, day],
    ['which may say for how long', { failures: 1, status: 429, retryAfterMs: 3 * hour }, 3 * hour],
    ['or the interval, where that is longer', { feed: { interval: 7 * day }, failures: 2 }, 7 * day],
  ])('%s', (_, poll, expected) => {
    expect(waits(poll)).toBe(expected)
  })

  test('chance adds at most a tenth', () => {
    expect(waits({ random: () => 0.999 })).toBeLessThanOrEqual(15 * minute * 1.1)
    expect(waits({ random: () => 0.5 })).toBe(15 * minute * 1.05)
  })

  test('the next poll is always a date, never before the shortest interval, and within a day and a bit', () => {
    const anyMs = fc.option(fc.oneof(fc.nat(), fc.constant(Number.POSITIVE_INFINITY)))
    fc.assert(
      fc.property(
        anyMs,
        anyMs,
        fc.nat(1000),
        fc.array(fc.nat(50), { maxLength: 12 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (leastMs, retryAfterMs, failures, recentYield, chance) => {
          const wait = waits({ leastMs, retryAfterMs, failures, recentYield, random: () => chance })
          expect(wait).toBeGreaterThanOrEqual(settings.polling.shortest)
          expect(wait).toBeLessThanOrEqual(day * 1.1)
        },
      ),
    )
  })
})
