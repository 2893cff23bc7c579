import { describe, expect, test } from 'vitest'
import { FeedNames, feedFaults } from '../../src/config/cross-checks.ts'
import { Feed, FeedsFile } from '../../src/config/feeds.ts'
import { formatFault } from '../../src/rules/fault.ts'
import { readYaml } from '../../src/rules/yaml-file.ts'

/** A feeds.yaml with one search, whose parameters begin in line 6. */
const withSearch = (...parameters: string[]) =>
  [
    'feeds:',
    '  - id: govuk-decisions',
    '    kind: govuk-search',
    '    name: Department for Education',
    '    search:',
    ...parameters.map((parameter) => `      ${parameter}`),
    '',
  ].join('\n')

function faultsOf(text: string): string[] {
  const read = readYaml('feeds.yaml', text, FeedsFile)
  return read.ok ? [] : read.faults.map(formatFault)
}

const search = { id: 'a', kind: 'govuk-search', name: 'A' }

describe('a feed', () => {
  test('without a kind is one of RSS', () => {
    expect(Feed.parse({ id: 'a', name: 'A', url: 'https://a.example/feed' })).toMatchObject({
      kind: 'rss',
      full_text: false,
    })
  })

  test('of kind govuk-search is known by its whole address, at GOV.UK unless it says otherwise', () => {
    const given = { filter_organisations: 'department-for-education', filter_format: ['decision', 'notice'], count: 50 }
    expect(Feed.parse({ ...search, search: given })).toMatchObject({
      kind: 'govuk-search',
      url: 'https://www.gov.uk/api/search.json?filter_organisations=department-for-education&filter_format=decision&filter_format=notice&count=50',
      search: {
        filter_organisations: ['department-for-education'],
        filter_format: ['decision', 'notice'],
        count: ['50'],
      },
    })
    expect(Feed.parse({ ...search, url: 'http://127.0.0.1:8000/search', search: { q: 'a b' } }).url).toBe(
      'http://127.0.0.1:8000/search?q=a+b',
    )
  })

  test('of another kind is a fault that names the kinds there are', () => {
    expect(faultsOf('feeds:\n  - { id: a, name: A, url: "https://a.example", kind: rsss }\n')).toEqual([
      expect.stringMatching(/^feeds\.yaml:2:\d+ {2}expected a kind of feed: rss, govuk-search or ofsted-reports/),
    ])
  })

  test('of RSS has no search, and a search no full text', () => {
    expect(faultsOf('feeds:\n  - { id: a, name: A, url: "https://a.example", search: { q: x } }\n')).toEqual([
      expect.stringMatching(/^feeds\.yaml:2:\d+ {2}unknown key search in a block of this kind$/),
    ])
    expect(faultsOf(withSearch('q: x').replace('    search:', '    full_text: true\n    search:'))).toEqual([
      expect.stringMatching(/^feeds\.yaml:5:5 {2}unknown key full_text in a block of this kind$/),
    ])
  })
})

describe('a parameter of a search', () => {
  test.each([
    [['q: \'"improvement notice"\'']],
    [['filter_organisations: department-for-education', 'reject_content_store_document_type: [guidance, form]']],
    [['filter_any_part_of_taxonomy_tree: a', 'filter_all_people: [a, b]', 'filter_has_official_document: true']],
    [['q: x', 'count: 1500']],
  ])('that the API knows is right: %s', (parameters) => {
    expect(faultsOf(withSearch(...parameters))).toEqual([])
  })

  test.each([
    [
      'filter_organisation: ofsted',
      /unknown field organisation of a search; expected one of .*; did you mean filter_organisations\?.*HTTP 422/,
    ],
    [
      'organisations: ofsted',
      /unknown search parameter organisations; .*did you mean filter_organisations\?.*HTTP 422/,
    ],
    ['facet: 1', /unknown search parameter facet; expected q, count, or filter_ or reject_ with a field/],
    ['order: title', /expected no order here: each poll sets it/],
    ['filter_public_timestamp: "from:2026-01-01"', /expected no filter_public_timestamp here/],
    ['count: 2000', /expected a whole number from 10 to 1500/],
    ['count: 9', /expected a whole number from 10 to 1500/],
    ['q: [a, b]', /expected one text of at most 512 characters/],
    [`q: ${'x'.repeat(513)}`, /expected one text of at most 512 characters/],
    ['filter_format: []', /expected at least one value/],
    ['filter_format: { a: b }', /expected/],
  ])('%s is a fault, in its line', (parameter, message) => {
    const faults = faultsOf(withSearch('filter_slug: a', parameter))
    expect(faults).toEqual([expect.stringMatching(message)])
    expect(faults[0]).toMatch(/^feeds\.yaml:7:/)
  })

  test('is wanted: without one the search is all of GOV.UK', () => {
    expect(faultsOf(withSearch('count: 10'))).toEqual([
      expect.stringMatching(/^feeds\.yaml:6:.*expected q or a filter_/),
    ])
  })

  test('of two searches makes them two feeds, though they are asked at one address', () => {
    const one = withSearch('q: a')
    const other = withSearch('q: b').replace('feeds:\n', '').replace('id: govuk-decisions', 'id: other')
    const faults = (text: string) => {
      const read = readYaml('feeds.yaml', text, FeedNames)
      return read.ok ? feedFaults({ file: 'feeds.yaml', text, value: read.value }, null).map(formatFault) : ['unread']
    }
    expect(faults(one + other)).toEqual([])
    expect(faults(one + other.replace('q: b', 'q: a'))).toEqual([
      expect.stringMatching(/^feeds\.yaml:7:.*expected an address of its own.*line 2$/),
    ])
  })
})
