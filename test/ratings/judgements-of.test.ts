import { expect, test } from 'vitest'
import { judgementsOf } from '../../src/ratings/judgements-of.ts'
import { buildReport } from '../helpers/build.ts'
import { buildJudgements } from './build-judgements.ts'

const source = { kind: 'report', id: '50308800', url: 'https://files.ofsted.gov.uk/v1/file/50308800' } as const
const report = buildReport({ grades: { 'in-care': 'good', leaders: 'inadequate' } })

test('a report gives a judgement per area, in the order in which reports print them', () => {
  expect(judgementsOf(report, source)).toEqual(buildJudgements({ leaders: 'i', 'in-care': 'g' }))
})

test('a report on nobody that is known gives no judgements', () => {
  expect(judgementsOf({ ...report, authority: null }, source)).toEqual([])
})

test('a letter gives no grades', () => {
  expect(judgementsOf({ ...report, kind: 'monitoring-visit' }, source)).toEqual([])
})
