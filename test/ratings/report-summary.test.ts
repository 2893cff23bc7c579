import { expect, test } from 'vitest'
import { summaryOf } from '../../src/ratings/report-summary.ts'

const summary = (lines: string[], isLetter = false) =>
  summaryOf(
    lines.map((text) => ({ text, page: 1 })),
    null,
    isLetter,
  ).value

const long = 'Social workers know the children they work with very well, and visit them often enough to be'
const end = 'trusted by them.'

test('paragraphs are told by their short last lines, and boilerplate is left out', () => {
  expect(
    summary([
      'Executive summary',
      long,
      end,
      'It is Ofsted’s expectation that, as a minimum, all children receive good help.',
      long,
      'heard.',
      'Recommendations',
      long,
    ]),
  ).toBe(`${long} ${end}\n\n${long} heard.`)
})

test('numbers and bullets of paragraphs go', () => {
  expect(summary(['Summary of key findings', `1. ${long}`, end, `\uf06e ${long}`, end])).toBe(
    `${long} ${end}\n\n${long} ${end}`,
  )
})

test('where a heading has its grade below it, findings begin there', () => {
  expect(
    summary([
      'Adequate (Grade 3) A service that only meets minimum',
      'Overall effectiveness of services',
      'Grade 3 (Adequate)',
      `11. ${long}`,
      end,
    ]),
  ).toBe(`${long} ${end}`)
})

test('a list of contents is no summary', () => {
  expect(summary(['Summary of findings', 'What does the local authority need to improve? 4'])).toBeNull()
})

test('it is cut at a sentence', () => {
  const text = summary(['Executive summary', ...Array.from({ length: 40 }, () => `${long} trusted. They`)])
  expect(text?.length).toBeLessThanOrEqual(1200)
  expect(text).toMatch(/trusted\.$/)
})
