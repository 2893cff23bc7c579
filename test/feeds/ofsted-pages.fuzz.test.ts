import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseListing } from '../../src/feeds/ofsted-listing.ts'
import { parseProviderPage } from '../../src/feeds/ofsted-provider.ts'
import { mutatedText, textMutations, type TextMutation } from '../helpers/mutated-text.ts'

const now = new Date('2026-11-21T12:00:00Z')
const site = 'https://reports.ofsted.gov.uk'

const listing = `<!doctype html><html lang="en"><body><h2>153 results</h2><ul class="results-list">${Array.from(
  { length: 40 },
  (_, at) => `<li class="search-result"><h3><a href="/provider/44/${80_400 + at}">Authority ${at}</a></h3>
<ul><li>Latest report: <time>0${1 + (at % 9)} August 2026</time></li><li>URN: <strong>${80_400 + at}</strong></li></ul></li>`,
).join(
  '\n',
)}</ul><div class="pagination"><a class="pagination__next" href="/search?start=100">Next</a></div></body></html>`

const provider = `<!doctype html><html lang="en"><body><h1>Trafford</h1><ol class="timeline">${Array.from(
  { length: 40 },
  (_, at) =>
    `<li><a class="publication-link" href="https://files.ofsted.gov.uk/v1/file/${50_000_000 + at}">Inspection<span class="nonvisual">Children's services inspection, pdf - 0${1 + (at % 9)} August 2024</span></a></li>`,
).join('\n')}</ol></body></html>`

/** What pages that went wrong are full of. */
const rubbish = [
  '<',
  '>',
  '"',
  '&',
  '<!--',
  '<a href="/provider/44/1">',
  '</li>',
  '<li>',
  '<script>',
  '\0',
  '&#x110000;',
  '🜁',
]

const mutations = textMutations(rubbish, 2000)

/** No page is longer than what the network lets through. */
const longest = 500_000

const mutated = (page: string, steps: TextMutation[]) => mutatedText(page, steps, longest)

/** Seconds that the slowest of a thousand pages may take on a machine that is busy with other things; the usual is a few hundredths. */
const mostSeconds = 10

function slowestOf(work: () => void): number {
  const began = performance.now()
  work()
  return (performance.now() - began) / 1000
}

test('a thousand damaged pages are read or refused, each in its time, and never tell of what no page could say', () => {
  let slowest = 0
  fc.assert(
    fc.property(fc.constantFrom('listing', 'provider'), mutations, (kind, steps) => {
      const page = mutated(kind === 'listing' ? listing : provider, steps)
      slowest = Math.max(
        slowest,
        slowestOf(() => {
          for (const { urn, url, latest } of parseListing(page, `${site}/search`, now)?.providers ?? []) {
            expect(urn).toMatch(/^\d+$/)
            expect(new URL(url).pathname).toMatch(/^\/provider\//)
            expect(latest ?? '2026-01-01').toMatch(/^\d{4}-\d{2}-\d{2}$/)
          }
          for (const file of parseProviderPage(page, `${site}/provider/44/1`, now)?.files ?? []) {
            expect(file.number).toMatch(/^\d{1,12}$/)
            expect(new URL(file.url).hostname).toMatch(/(^|\.)ofsted\.gov\.uk$/)
            expect(file.title.length).toBeLessThanOrEqual(200)
          }
        }),
      )
    }),
    { numRuns: 1000 },
  )
  expect(slowest).toBeLessThan(mostSeconds)
}, 300_000)
