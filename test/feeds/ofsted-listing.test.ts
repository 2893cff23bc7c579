import { expect, it } from 'vitest'
import { parseListing } from '../../src/feeds/ofsted-listing.ts'

const at = 'https://reports.ofsted.gov.uk/search?q=&level_1_types=3&start=0&rows=100'
const now = new Date('2026-11-21T12:00:00Z')

const card = (urn: string, name: string, latest: string) => `<li class="search-result">
  <h3 class="search-result__title"><a href="/provider/44/${urn}"> ${name}
  </a></h3><ul class="search-result__provider-info"><li>Category: <strong>Local authority</strong></li>
  <li>Latest report: <time>${latest}</time></li><li>URN: <strong>${urn}</strong></li></ul></li>`

const page = (...cards: string[]) =>
  `<html><body><nav><a href="/search">Search</a></nav><ul class="results-list">${cards.join('')}</ul></body></html>`

const read = (html: string) => parseListing(html, at, now)?.providers

it('names each provider with its number, page and the day of its latest report', () => {
  const name = 'King&rsquo;s   Lynn &amp; West'
  expect(read(page(card('80429', 'Birmingham', '21 July 2023'), card('80430', name, '01 August 2024')))).toMatchObject([
    { urn: '80429', name: 'Birmingham', url: 'https://reports.ofsted.gov.uk/provider/44/80429', latest: '2023-07-21' },
    { urn: '80430', name: "King's Lynn & West", latest: '2024-08-01' },
  ])
})

it('has another hash for a card of which any word changed, and the same for other white space', () => {
  const hash = (html: string) => read(html)?.[0]?.cardHash
  const before = hash(page(card('1', 'Kent', '21 July 2023')))
  expect(hash(page(card('1', 'Kent', '22 July 2023')))).not.toBe(before)
  expect(hash(page(card('1', 'Kent', ' 21  July 2023 ')))).toBe(before)
})

it('has no day for a card without one', () => {
  expect(read(page('<li><a href="/provider/44/1">Kent</a></li>'))).toMatchObject([{ urn: '1', latest: null }])
})

it.each([
  ['a provider that stands twice', page(card('1', 'Kent', '21 July 2023'), card('1', 'Kent', '21 July 2023')), 1],
  [
    'links that lead elsewhere',
    page('<li><a href="/provider/44/">Kent</a><a href="/provider/44/1/x">Kent</a></li>'),
    0,
  ],
  ['a link without words', page('<li><a href="/provider/44/1"><img src="x"></a></li>'), 0],
  ['a page of another kind', '<p>Sorry, there is a problem with the service</p>', 0],
])('makes of %s what is right', (_, html, count) => expect(read(html)).toHaveLength(count))

it('knows whether there is another page', () => {
  const hasNext = (html: string) => parseListing(html, at, now)?.hasNext
  expect(hasNext(page())).toBe(false)
  expect(hasNext(`${page()}<a class="pagination__next" href="?start=100">Next</a>`)).toBe(true)
})

it('does not read a page that no browser would be given', () => {
  expect(read('<div>'.repeat(50_000))).toBeUndefined()
})
