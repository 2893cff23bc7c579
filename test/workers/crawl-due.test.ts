import { describe, expect, test } from 'vitest'
import { faultOfListing } from '../../src/feeds/ofsted-listing.ts'
import type { Provider } from '../../src/store/crawl.ts'
import { afterAsking, asListed, faultOfPage, isProviderDue } from '../../src/workers/crawl-due.ts'

const day = 86_400_000
const now = new Date('2026-11-21T12:00:00Z')
const before = (ms: number) => new Date(now.getTime() - ms).toISOString()

const provider = (overrides: Partial<Provider> = {}): Provider => ({
  urn: '80429',
  name: 'Birmingham',
  url: 'https://reports.ofsted.gov.uk/provider/44/80429',
  latest: '2026-08-03',
  cardHash: 'a',
  cardSince: before(day),
  askedCard: 'a',
  validators: { etag: null, lastModified: null },
  lastAsked: before(day),
  files: 2,
  unreadable: 0,
  newest: '2026-08-03',
  fault: null,
  ...overrides,
})
const page = (published: string | null) => ({
  files: [{ number: '1', url: 'https://files.ofsted.gov.uk/v1/file/1', title: 'Inspection', published }],
  unreadable: 0,
  validators: { etag: '"1"', lastModified: null },
})

describe('a listing', () => {
  test.each([
    ['all that were known', 153, 153, 153],
    ['four fifths of those that were known', 123, 153, 153],
    ['as many as there are authorities, where authorities have gone', 100, 153, 120],
    ['fewer than there are authorities, as it always did', 130, 130, 153],
    ['four fifths of the authorities, at first', 123, null, 153],
  ])('with %s is believed', (_, found, known, authorities) =>
    expect(faultOfListing(found, known, authorities)).toBeNull(),
  )

  test.each([
    ['fewer than four fifths of those that were known', 122, 153, 153],
    ['none', 0, 0, 153],
    ['half of the authorities, at first', 77, null, 153],
  ])('with %s is not', (_, found, known, authorities) =>
    expect(faultOfListing(found, known, authorities)).toContain(`found ${found}`),
  )

  test('keeps what is known of a provider, and of one that it no longer names, of which nothing is amiss then', () => {
    const card = { urn: '80429', name: 'Birmingham', url: provider().url, cardHash: 'b', latest: '2026-11-20' }
    const gone = provider({ urn: '1', fault: 'HTTP 404' })
    const known = new Map([provider(), gone].map((one) => [one.urn, one]))
    expect(asListed([card], known, now)).toEqual([
      provider({ ...card, cardSince: now.toISOString() }),
      { ...gone, fault: null },
    ])
  })
})

describe('a provider', () => {
  test.each([
    ['was never asked', { lastAsked: null }],
    ['has another card', { cardHash: 'b' }],
    ['has a card without a day', { latest: null }],
    ['has a page that is amiss', { fault: 'HTTP 500' }],
    ['was not asked for a week', { lastAsked: before(7 * day) }],
    ['was asked by a clock that was ahead', { lastAsked: before(-day) }],
  ])('that %s is asked', (_, overrides) => expect(isProviderDue(provider(overrides), now)).toBe(true))

  test('of which nothing changed is not', () => expect(isProviderDue(provider(), now)).toBe(false))

  test('is asked again while its page does not show what its card tells of, but not for ever', () => {
    const changed = provider({ cardHash: 'b', latest: '2026-11-20' })
    expect(isProviderDue(afterAsking(changed, page('2026-08-03'), now), now)).toBe(true)
    expect(isProviderDue(afterAsking(changed, null, now), now)).toBe(true)
    expect(isProviderDue(afterAsking(changed, page('2026-11-20'), now), now)).toBe(false)
    const long = { ...changed, cardSince: before(3 * day) }
    expect(isProviderDue(afterAsking(long, page('2026-08-03'), now), now)).toBe(false)
  })

  test('whose page has not changed, it says, though its card tells of a new report, is asked for the whole page next', () => {
    const validators = { etag: '"1"', lastModified: null }
    const changed = provider({ cardHash: 'b', latest: '2026-11-20', validators })
    expect(afterAsking(changed, null, now).validators).toEqual({ etag: null, lastModified: null })
    expect(afterAsking(provider({ validators }), null, now).validators).toEqual(validators)
  })
})

test.each([
  ['held reports before', provider({ files: 3 }), 'expected the 3 reports of before'],
  ['belongs to a card with a report', provider({ files: 0 }), 'expected a report of 2026-08-03'],
])('a page without a link that %s is not believed', (_, of, words) =>
  expect(faultOfPage({ files: [], unreadable: 0 }, of)).toContain(words),
)

test('a page without a link is believed of a provider without reports', () =>
  expect(faultOfPage({ files: [], unreadable: 0 }, provider({ files: 0, latest: null }))).toBeNull())
