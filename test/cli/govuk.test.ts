import { afterAll, beforeAll, expect, test } from 'vitest'
import { startGovuk, type TestGovuk } from '../helpers/govuk.ts'
import { operatorsDesk } from './command-line.ts'

let govuk: TestGovuk
let desk: Awaited<ReturnType<typeof operatorsDesk>>
beforeAll(async () => {
  govuk = await startGovuk()
  govuk.publish({
    title: 'Direction issued to Tameside Metropolitan Borough Council',
    description: "A statutory direction on its children's social care services.",
    at: new Date(Date.now() - 86_400_000).toISOString(),
  })
  desk = await operatorsDesk({
    feeds: [
      { id: 'rss', name: 'Finder', url: govuk.finderFeed },
      { id: 'search', kind: 'govuk-search', name: 'DfE', url: govuk.searchApi, search: { q: 'direction' } },
      { id: 'wrong', kind: 'govuk-search', name: 'DfE', url: govuk.searchApi, search: { filter_people: 'x' } },
    ],
    settings: { govuk: { content_api: govuk.contentApi } },
  })
})
afterAll(async () => {
  await desk[Symbol.asyncDispose]()
  await govuk[Symbol.asyncDispose]()
})

const link = 'https://www.gov.uk/government/publications/direction-issued-to-tameside-metropolitan-borough-council'

test('feeds list names the kind of a search, and feeds test shows what it would yield', async () => {
  expect((await desk.run('feeds', 'list')).out).toMatch(/^search +govuk-search +yes/m)
  const { status, out } = await desk.run('feeds', 'test', 'search')
  expect(status).toBe(0)
  expect(out).toContain(`Direction issued to Tameside Metropolitan Borough Council  ${link}`)
  expect(out).toContain('1 entry would be taken.')
})

test('feeds test says what the API refuses', async () => {
  const { status, err } = await desk.run('feeds', 'test', 'wrong')
  expect(status).toBe(1)
  expect(err).toContain('HTTP 422')
  expect(err).toContain('correct "search" in feeds.yaml')
})

test('feeds export leaves searches out, and says so', async () => {
  const { status, out, err } = await desk.run('feeds', 'export')
  expect(status).toBe(0)
  expect(out.match(/xmlUrl/g)).toHaveLength(1)
  expect(err).toBe('2 left out, which no feed reader can read: searches of GOV.UK\n')
})

test('explain reads a page of GOV.UK from the content API', async () => {
  const { status, out } = await desk.run('explain', link, '--json')
  expect(status).toBe(0)
  expect(out).toContain('"rule":"ministerial-direction","authority":"Tameside"')
})
