import { describe, expect, test } from 'vitest'
import { classify } from '../../src/rules/classify.ts'
import { newsOf, toldUntil } from '../../src/feeds/govuk-news.ts'
import type { GovukPage } from '../../src/feeds/govuk-page.ts'
import { testConfig } from '../helpers/config.ts'

const published = new Date('2024-03-12T09:30:00Z')
const before = new Date('2024-03-12T09:00:00Z')
const revised = new Date('2026-11-20T10:00:00Z')

const page = (overrides: Partial<GovukPage> = {}): GovukPage => ({
  title: 'Improvement notice issued to Halton Borough Council: March 2024',
  description: "An improvement notice issued to Halton Borough Council about its children's services.",
  body: 'The notice says what the council must do.',
  attachments: ['Improvement notice: Halton'],
  firstPublished: published,
  updated: published,
  notes: [],
  withdrawn: null,
  ...overrides,
})
const changed = (...notes: string[]): Partial<GovukPage> => ({
  updated: revised,
  notes: notes.map((note) => ({ note, at: revised })),
})

/** What the shipped rules find in it, as rule, authority and kind. */
function found(overrides: Partial<GovukPage>, since: Date | null = published) {
  const news = newsOf(page(overrides), since)
  const findings = classify(testConfig().rules, { id: 'a', ...news, published: revised.toISOString() })
  return findings.map(({ rule, authority, fields }) => `${rule}, ${authority}, ${String(fields['kind'])}`)
}

describe('of a new page', () => {
  test('all of it is news', () => {
    expect(newsOf(page(), before)).toEqual({
      title: 'Improvement notice issued to Halton Borough Council: March 2024',
      text: [
        "An improvement notice issued to Halton Borough Council about its children's services.",
        'The notice says what the council must do.',
        'Attached: Improvement notice: Halton.',
      ].join('\n\n'),
    })
  })

  test('all of it is news also if it was changed since', () => {
    const { title, text } = newsOf(page(changed('Corrected a typo.')), before)
    expect(title).toMatch(/^Improvement notice issued to Halton/)
    expect(text).not.toContain('typo')
  })

  test('of which nobody knows when it was published, all of it is news', () => {
    expect(newsOf(page({ firstPublished: null }), before).title).toMatch(/^Improvement notice/)
    expect(newsOf(page({ firstPublished: null, updated: null }), null).title).toMatch(/^Improvement notice/)
  })
})

describe('of a page that is known', () => {
  test('only its changes are news, each in plain words', () => {
    expect(newsOf(page(changed('Notice closed.')), published)).toEqual({
      title: 'The improvement notice issued to Halton Borough Council has been lifted',
      text: [
        'The government has lifted the improvement notice issued to Halton Borough Council.',
        'GOV.UK on 20 November 2026: Notice closed.',
      ].join('\n\n'),
    })
  })

  test('changes that were told before are no news', () => {
    const notes = [
      { note: 'Revised direction issued.', at: new Date('2025-02-01T10:00:00Z') },
      { note: 'Notice closed.', at: revised },
    ]
    const { text } = newsOf(page({ notes, updated: revised }), new Date('2025-02-01T10:00:00Z'))
    expect(text).toContain('has lifted')
    expect(text).not.toContain('Revised direction')
  })

  test('all changes since then are news, not the last alone', () => {
    const notes = ['Plymouth City Council: May 2023', 'Sefton Council: June 2022'].map((who, at) => ({
      note: `Moved 'Improvement notice issued to ${who}' to 'Closed notices'`,
      at: new Date(revised.getTime() + at),
    }))
    const { text } = newsOf(page({ title: 'Improvement notices and directions', notes, updated: revised }), published)
    expect(text).toContain('lifted the improvement notice issued to Plymouth City Council.')
    expect(text).toContain('lifted the improvement notice issued to Sefton Council.')
  })

  test('that was withdrawn says why', () => {
    const withdrawn = { explanation: 'This notice was closed after an inspection found improvement.', at: revised }
    expect(newsOf(page({ withdrawn }), published)).toMatchObject({
      title: 'The improvement notice issued to Halton Borough Council has been lifted',
      text: expect.stringContaining('This notice was closed after an inspection'),
    })
  })

  test('and was published again without a word is no news', () => {
    expect(newsOf(page({ updated: revised }), published)).toEqual({
      title: 'A page of GOV.UK was published again',
      text: 'Nothing was said of a change.',
    })
  })
})

describe('the shipped rules read', () => {
  test.each([
    ['Notice closed.', 'ministerial-direction, Halton, revoked'],
    ['Added letter from the minister closing the improvement notice.', 'ministerial-direction, Halton, revoked'],
    ['This notice has been revoked.', 'ministerial-direction, Halton, revoked'],
    [
      'Notice closed: a statutory direction was issued in its place.',
      'ministerial-direction, Halton, statutory-direction',
    ],
    ['Revised direction issued on 20 November 2026.', 'ministerial-direction, Halton, statutory-direction'],
  ])('%s as news of it', (note, finding) => {
    expect(found(changed(note))).toEqual([finding])
  })

  test('a new page as a notice', () => {
    expect(found({}, before)).toEqual(['ministerial-direction, Halton, improvement-notice'])
  })

  test.each([
    'Added accessible version of the notice.',
    'Corrected a typo.',
    'Updated contact details.',
    'Added a letter.',
    'Fixed a link to the latest Ofsted report.',
  ])('nothing in: %s', (note) => {
    expect(found(changed(note))).toEqual([])
  })

  test('nothing in a press release of long ago that gets a picture', () => {
    const title = "Improvement notice for Halton Borough Council's children's services"
    expect(found({ title, ...changed('Added quotes and a picture of the minister.') })).toEqual([])
  })
})

describe('a page on special educational needs', () => {
  const send = {
    title: 'Improvement notice issued to Oxfordshire County Council: SEND services',
    description: 'An improvement notice issued to Oxfordshire County Council on its SEND services.',
    body: '',
    attachments: [],
  }
  test('says first that it is, and is out of scope', () => {
    expect(newsOf(page(send), before).text).toMatch(
      /^On special educational needs \(area SEND\), not on children's social care\.\n\n/,
    )
    expect(found(send, before)).toEqual([])
    expect(found({ ...send, ...changed('SEND notice closed.') })).toEqual([])
  })

  test('and on social care is not marked', () => {
    const both = { ...send, body: 'It is about children’s social care and SEND.' }
    expect(newsOf(page(both), before).text).toMatch(/^An improvement notice/)
  })

  test('is not one that says "send"', () => {
    expect(newsOf(page({ body: 'Ministers send a commissioner.', description: 'A notice.' }), before).text).toMatch(
      /^A notice\./,
    )
  })
})

test('toldUntil is the latest that the page tells of', () => {
  expect(toldUntil(page())).toEqual(published)
  expect(toldUntil(page(changed('Closed.')))).toEqual(revised)
  expect(toldUntil(page({ withdrawn: { explanation: '', at: revised } }))).toEqual(revised)
  expect(toldUntil(page({ firstPublished: null, updated: null }))).toBeNull()
})
