import { expect, test } from 'vitest'
import { fileNumberOf, reportItem } from '../../src/feeds/report-item.ts'
import type { Report } from '../../src/ratings/report.ts'
import { buildReport } from '../helpers/build.ts'

const file = {
  number: '50309857',
  url: 'https://files.ofsted.gov.uk/v1/file/50309857',
  title: "Children's services inspection",
  provider: 'Trafford Council',
}
const report = buildReport({
  grades: { leaders: 'inadequate', 'in-care': 'good' },
  summary: 'Services have declined.\n\nLeaders know it.',
})
const published = '2026-08-03'
const itemOf = (read: Report | null, overrides = {}) =>
  reportItem({ feedId: 'ofsted-reports', outlet: 'Ofsted', file, published, report: read, ...overrides })

test('a report is an item with what was read of it as its text', () => {
  expect(itemOf(report)).toMatchObject({
    url: file.url,
    title: "Trafford: Children's services inspection",
    published: '2026-08-03T00:00:00.000Z',
    outlet: 'Ofsted',
    content:
      "Ofsted published a report on the children's services of Trafford on 3 August 2026: Children's services inspection. Inspectors visited from 8 June 2026 to 19 June 2026. Leaders: inadequate. Children in care: good.\n\nServices have declined.\n\nLeaders know it.",
  })
})

test('its id is made of its number alone, on whatever host it is', () => {
  const elsewhere = { ...file, url: 'https://files.api.ofsted.gov.uk/v1/file/50309857', title: 'Inspection' }
  expect(itemOf(report, { file: elsewhere }).id).toBe(itemOf(null).id)
  expect(itemOf(report, { file: { ...file, number: '50309858' } }).id).not.toBe(itemOf(report).id)
})

test.each(['', '/', '#page=2', '?download=1'])('its number is known from an address that ends in "%s"', (end) =>
  expect(fileNumberOf(itemOf(report, { file: { ...file, url: `${file.url}${end}` } }))).toBe(file.number),
)

test('a report that could not be read is an item with its title', () => {
  expect(itemOf(null, { published: null })).toMatchObject({
    title: "Trafford Council: Children's services inspection",
    content:
      "Ofsted published a report on the children's services of Trafford Council: Children's services inspection.",
    published: null,
  })
})

test('a letter says which visit it was', () => {
  const letter = { ...report, kind: 'monitoring-visit' as const, grades: {}, number: 4 }
  expect(itemOf({ ...letter, inspected: { from: '2026-06-08', to: '2026-06-08' } }).summary).toContain(
    'Inspectors visited on 8 June 2026. It was monitoring visit 4 since the judgement.',
  )
})
