import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newsOf } from '../../src/feeds/govuk-news.ts'
import { createGovukReader, govukPath } from '../../src/feeds/govuk-page.ts'
import { startGovuk, type TestGovuk } from '../helpers/govuk.ts'
import type { Page } from '../helpers/site.ts'
import { openClient } from './client.ts'
import { settings } from './read-fixture.ts'

let govuk: TestGovuk
beforeEach(async () => {
  govuk = await startGovuk()
})
afterEach(() => govuk[Symbol.asyncDispose]())

async function read(path: string) {
  await using http = openClient()
  const configured = { ...settings, govuk: { ...settings.govuk, content_api: `${govuk.contentApi}/` } }
  return await createGovukReader({ http, settings: () => configured }).read(path, new AbortController().signal)
}
const answers = (content: object): void => govuk.disturb(() => ({ body: JSON.stringify(content) }))

test.each([
  ['https://www.gov.uk/government/publications/a', '/government/publications/a'],
  ['http://gov.uk/government/publications/a/?utm_source=x#history', '/government/publications/a'],
  ['https://www.gov.uk/', null],
  ['https://www.gov.uk/api/content/a', null],
  ['https://www.gov.uk/search/all?keywords=a', null],
  ['https://assets.publishing.service.gov.uk/a.pdf', null],
  ['https://reports.ofsted.gov.uk/provider/44/80429', null],
  ['https://www.gov.uk.example/a', null],
  ['no address', null],
])('%s stands in the content API at %s', (url, path) => {
  expect(govukPath(url)).toBe(path)
})

describe('a page', () => {
  test('has its text, its attachments, its dates and what was changed since it was first published', async () => {
    const { path } = govuk.publish({
      title: 'Direction issued to Tameside',
      description: 'A direction &amp; a letter.',
      body: '<div class="govspeak"><p>First.</p><p>Second <a href="/x">paragraph</a>.</p></div>',
      attachments: ['Direction', 'Letter to the leader'],
      at: '2026-03-02T09:00:00Z',
    })
    govuk.revise(path, { at: '2026-03-09T10:00:00Z', note: 'Direction revoked.' })
    expect(await read(path)).toEqual({
      kind: 'page',
      page: {
        title: 'Direction issued to Tameside',
        description: 'A direction & a letter.',
        body: 'First.\n\nSecond paragraph.',
        attachments: ['Direction', 'Letter to the leader'],
        firstPublished: new Date('2026-03-02T09:00:00Z'),
        updated: new Date('2026-03-09T10:00:00Z'),
        notes: [{ note: 'Direction revoked.', at: new Date('2026-03-09T10:00:00Z') }],
        withdrawn: null,
      },
    })
  })

  test('that was withdrawn says when and why', async () => {
    const { path } = govuk.publish({
      title: 'Notice',
      at: '2026-03-02T09:00:00Z',
      withdrawn: { explanation: 'It was closed.', at: '2026-03-09T10:00:00Z' },
    })
    expect(await read(path)).toMatchObject({
      page: { withdrawn: { explanation: 'It was closed.', at: new Date('2026-03-09T10:00:00Z') } },
    })
  })

  test('of an older form is read too: a body in several languages of markup, attachments as HTML', async () => {
    answers({
      title: 'Old',
      details: {
        body: [
          { content_type: 'text/govspeak', content: '# Head' },
          { content_type: 'text/html', content: '<h1>Head</h1>' },
        ],
        documents: ['<section><h2>The letter</h2><p>PDF, 120 kB</p></section>'],
      },
    })
    expect(await read('/old')).toMatchObject({ page: { body: 'Head', attachments: ['The letter'], notes: [] } })
  })

  test('of which a part is missing or odd loses that part alone', async () => {
    answers({
      title: 'Odd',
      description: 7,
      first_published_at: 'soon',
      withdrawn_notice: {},
      details: {
        body: 5,
        change_history: [7, { note: 'Closed.', public_timestamp: '2026-03-09T10:00:00Z' }],
        attachments: [7, { title: 'Letter' }],
      },
    })
    expect(await read('/odd')).toMatchObject({
      kind: 'page',
      page: {
        title: 'Odd',
        description: '',
        body: '',
        firstPublished: null,
        notes: [{ note: 'Closed.', at: new Date('2026-03-09T10:00:00Z') }],
        withdrawn: null,
        attachments: ['Letter'],
      },
    })
  })

  test('with ten thousand notes, and one of a megabyte, is read in part', async () => {
    const at = '2026-03-09T10:00:00Z'
    const note = { note: 'moved '.repeat(200_000), public_timestamp: at }
    answers({
      title: 'A '.repeat(100_000),
      details: { change_history: [...Array(10_000).fill({ note: 'x', public_timestamp: at }), note] },
    })
    const answer = await read('/hostile')
    if (answer.kind === 'none') throw new Error(answer.reason)
    expect(answer.page.title.length).toBeLessThanOrEqual(1000)
    expect(answer.page.notes).toHaveLength(200)
    expect(answer.page.notes.at(-1)?.note.length).toBeLessThanOrEqual(2000)
    expect(newsOf(answer.page, null).title.length).toBeLessThan(4000)
  })

  test.each<[string, Page, boolean]>([
    ['HTTP 404', { status: 404 }, false],
    ['HTTP 410', { status: 410 }, false],
    ['HTTP 500', { status: 500 }, true],
    ['HTTP 429', { status: 429 }, true],
    ['a cut connection', { fault: 'reset' }, true],
    ['a web page', { body: '<!doctype html>', headers: { 'content-type': 'text/html' } }, true],
    ['half of an answer', { body: '{"title":"Dire' }, true],
    ['no page', { body: '{"error":"x"}' }, false],
    ['null', { body: 'null' }, false],
  ])('that answers %s is none; it may be there later: %#', async (_, answer, again) => {
    govuk.disturb(() => answer)
    expect(await read('/a')).toMatchObject({ kind: 'none', again, reason: expect.stringMatching(/^expected/) })
  })
})
