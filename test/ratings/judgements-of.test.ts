import { expect, test } from 'vitest'
import { judgementsOf } from '../../src/ratings/judgements-of.ts'
import type { Report } from '../../src/ratings/report.ts'
import { buildJudgements } from './build-judgements.ts'

const source = { kind: 'report', id: '50308800', url: 'https://files.ofsted.gov.uk/v1/file/50308800' } as const
const report: Report = {
  kind: 'inspection',
  authority: 'Trafford',
  framework: 'ILACS',
  inspected: { from: '2026-06-08', to: '2026-06-19' },
  published: '2026-08-03',
  leadInspector: null,
  grades: { 'in-care': 'good', leaders: 'inadequate' },
  number: null,
  summary: null,
  unread: [],
}

test('a report gives a judgement per area, in the order in which reports print them', () => {
  expect(judgementsOf(report, source)).toEqual(buildJudgements({ leaders: 'i', 'in-care': 'g' }))
})

test('a report on nobody that is known gives no judgements', () => {
  expect(judgementsOf({ ...report, authority: null }, source)).toEqual([])
})

test('a letter gives no grades', () => {
  expect(judgementsOf({ ...report, kind: 'monitoring-visit' }, source)).toEqual([])
})
