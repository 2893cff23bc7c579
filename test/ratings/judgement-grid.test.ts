import { expect, test } from 'vitest'
import { readGrid } from '../../src/ratings/judgement-grid.ts'

const gridOf = (...lines: string[]) => readGrid(lines.map((text) => ({ text, page: 1 })))
const leaders = 'The impact of leaders on social work practice with children and families'
const help = 'The experiences and progress of children who need help and protection'
const inCare = 'The experiences and progress of children in care'
const leavers = 'The experiences and progress of care leavers'

test('a table ends where the findings begin, however few lines are between', () => {
  const grid = gridOf(
    'Judgement Grade',
    leaders,
    'Good',
    help,
    'Good',
    inCare,
    'Good',
    leavers,
    'Good',
    'Good work was seen. Services are',
    'outstanding',
  )
  expect(grid).toMatchObject({ scheme: 'ILACS', from: 0, to: 9 })
  expect([...(grid?.verdicts ?? [])]).toEqual([
    ['leaders', 'good'],
    ['help-and-protection', 'good'],
    ['in-care', 'good'],
    ['care-leavers', 'good'],
  ])
})

test('where a row lacks its grade, the others are still told, and that one is not guessed', () => {
  const grid = gridOf(leaders, 'Good', help, inCare, 'Inadequate', leavers, 'Outstanding')
  expect([...(grid?.verdicts ?? [])]).toEqual([
    ['leaders', 'good'],
    ['in-care', 'inadequate'],
    ['care-leavers', 'outstanding'],
  ])
  expect(grid?.unread.get('help-and-protection')).toContain('the table has 4 judgements and 3 grades')
})

test('where a grade is lacking and the others may stand before or after their names, nothing is told', () => {
  const grid = gridOf(leaders, 'Good', help, 'Inadequate', inCare)
  expect(grid?.verdicts.size).toBe(0)
  expect(grid?.unread.size).toBe(3)
})

test('in columns of unequal length nothing is told', () => {
  const grid = gridOf(leaders, help, inCare, leavers, 'Good', 'Inadequate', 'Outstanding')
  expect(grid?.verdicts.size).toBe(0)
  expect(grid?.unread.size).toBe(4)
})

test('a row that stands twice is not told', () => {
  const grid = gridOf(leaders, 'Good', help, 'Good', inCare, 'Good', inCare, 'Inadequate')
  expect(grid?.verdicts.has('in-care')).toBe(false)
  expect(grid?.unread.get('in-care')).toBe('its row stands twice in the table')
})

test('a table may come after a cover and have other lines in it', () => {
  const rows = [leaders, 'Good', help, 'www.gov.uk/ofsted', 'Good', inCare, 'Outstanding']
  const grid = readGrid([{ text: 'Ofsted', page: 1 }, ...rows.map((text) => ({ text, page: 2 }))])
  expect(grid?.verdicts.get('leaders')).toBe('good')
})

test('headings in a list of contents, and sentences, are no table', () => {
  expect(gridOf(leaders, help, inCare, leavers, 'What needs to improve?')).toBeNull()
  expect(gridOf(`${inCare} are good, and those of care leavers too.`)).toBeNull()
})

test('a line of findings that is nothing but a name of a judgement is no row', () => {
  const grid = gridOf(
    leaders,
    'Good',
    help,
    'Good',
    'The experiences and progress of children in care and care leavers',
    'Good',
    'Overall effectiveness Good',
    'There are failures in Bury.',
    'Children who need help and protection',
    'wait too long.',
  )
  expect(grid).toMatchObject({ scheme: 'ILACS', to: 7 })
  expect(grid?.verdicts.size).toBe(4)
})

test('findings that begin like a name of a judgement are no row', () => {
  const grid = gridOf(
    leaders,
    'Good',
    help,
    'Good',
    inCare,
    'Inadequate',
    'The impact of',
    'improvements for children is seen.',
  )
  expect([...(grid?.verdicts.values() ?? [])]).toEqual(['good', 'good', 'inadequate'])
})

test('under SIF, a sentence above the table is no row of it', () => {
  const grid = gridOf(
    'young people receive',
    'good help, care and protection.',
    'The judgements on areas of the service that contribute to',
    'overall effectiveness are:',
    '1. Children who need help and protection Inadequate',
    '2. Children looked after and achieving permanence',
    'Good',
    '2.1 Adoption performance Good',
    '2.2 Experiences and progress of care leavers Outstanding',
    '3. Leadership, management and governance Good',
    'The effectiveness of the LSCB is',
    'inadequate',
  )
  expect(grid?.unread.size).toBe(0)
  expect([...(grid?.verdicts.values() ?? [])]).toEqual(['inadequate', 'good', 'good', 'outstanding', 'good'])
})
