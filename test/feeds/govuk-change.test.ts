import { describe, expect, test } from 'vitest'
import { changeOf, isOrder, recipientOf } from '../../src/feeds/govuk-change.ts'

const list = 'Improvement notices and directions'
const halton = 'Improvement notice issued to Halton Borough Council: March 2024'
const trafford = 'Statutory direction issued to Trafford Metropolitan Borough Council'
const notice = 'the improvement notice issued to Halton Borough Council'

describe('a note tells of an end', () => {
  test.each([
    [
      "Moved 'Improvement notice issued to Plymouth City Council: May 2023' to 'Closed notices'",
      ['the improvement notice issued to Plymouth City Council'],
    ],
    [
      'Moved ‘Direction issued to Hull City Council’ and ‘Direction issued to King’s Lynn: July 2021’ to ‘Closed directions’.',
      ['the direction issued to Hull City Council', 'the direction issued to King’s Lynn'],
    ],
    [
      'Moved the improvement notice issued to Sefton Council into the list of closed notices.',
      ['the improvement notice issued to Sefton Council'],
    ],
    [
      "Moved 'Revised direction issued to Halton Borough Council: February 2025' to Closed directions",
      ['the revised direction issued to Halton Borough Council'],
    ],
    ["Moved Plymouth's improvement notice to closed notices.", ["Plymouth's improvement notice"]],
    ['Moved Torbay Council from open directions to closed directions.', ['intervention in Torbay Council']],
  ])('on the page of the list: %s', (note, orders) => {
    expect(changeOf(note, list)).toEqual({ kind: 'closed', orders })
  })

  test.each([
    'Notice closed.',
    'Direction revoked',
    'This improvement notice has been lifted.',
    'The notice is no longer in force.',
    'Added a letter closing the improvement notice.',
    'Moved to closed notices.',
    'The intervention has come to an end.',
    'The notice has ended.',
    'End of the improvement notice.',
  ])('on its own page: %s', (note) => {
    expect(changeOf(note, halton)).toEqual({ kind: 'closed', orders: [notice] })
  })
})

describe('a note tells of no end', () => {
  test.each([
    ['Closed the consultation.', halton],
    ['The notice will end in June 2027.', halton],
    ['The direction has not been revoked.', halton],
    ["Added 'Direction issued to Slough Borough Council' to 'Open directions'.", list],
    ['Consultation closed.', 'Children’s social care: reform'],
    ["Extended the direction: the commissioner's appointment ends in March 2027.", trafford],
    ['The direction has been extended until the end of December 2027.', trafford],
    ["Updated to reflect the end of the commissioner's first review.", trafford],
    ['Added letter: the notice has ended its first year and continues.', halton],
    ['The notice remains in force and has not yet been lifted.', halton],
    ['Added a page on what happens when a notice is lifted.', halton],
    ['Direction withdrawn and replaced by a new statutory direction.', trafford],
    ['Revised direction issued to replace the direction of 2024, which is revoked.', trafford],
    ['This direction has been superseded. A new direction replaces it, and this one is closed.', trafford],
  ])('%s', (note, title) => {
    expect(changeOf(note, title)).toMatchObject({ kind: 'other' })
  })
})

test.each([
  ['Notice closed: a statutory direction was issued in its place.', halton, notice],
  ['This notice has been closed and replaced by a direction.', halton, notice],
  [
    "Moved 'Improvement notice issued to Sefton Council' to 'Closed notices' and added 'Direction issued to Sefton Council' to 'Open directions'",
    list,
    'the improvement notice issued to Sefton Council',
  ],
])('%s tells of no end, but of a direction in place of a notice', (note, title, order) => {
  expect(changeOf(note, title)).toEqual({ kind: 'raised', orders: [order] })
})

test('a direction that gives way to a notice ends', () => {
  const title = 'Direction issued to Hull City Council'
  expect(changeOf('Direction revoked and replaced with an improvement notice.', title).kind).toBe('closed')
})

test.each([
  'Added accessible version of the notice.',
  'Corrected a typo.',
  'Updated contact details',
  'Fixed a broken link.',
  'Added Welsh translation.',
  'Added an HTML version.',
])('%s says nothing new', (note) => {
  expect(changeOf(note, halton)).toEqual({ kind: 'housekeeping' })
})

test.each([
  'Revised direction issued on 20 November 2026.',
  'Added a revised direction (PDF and HTML).',
  'A commissioner has been appointed.',
])('%s may be an act of ministers', (note) => {
  expect(changeOf(note, list)).toEqual({ kind: 'other', isAct: true })
})

test.each([
  [halton, 'Halton Borough Council'],
  ['Revised direction issued to Kingston upon Hull City Council', 'Kingston upon Hull City Council'],
  ['Statutory direction to BCP Council in relation to SEND services', 'BCP Council'],
  ['Directions issued to Slough Borough Council (2021)', 'Slough Borough Council'],
  ['Direction issued to Tameside under section 497A', 'Tameside'],
  [list, null],
  ['Directions to local authorities', null],
])('%s is addressed to %s', (title, recipient) => {
  expect(recipientOf(title)).toBe(recipient)
  expect(isOrder(title)).toBe(recipient !== null)
})
