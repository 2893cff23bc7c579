import { expect, test } from 'vitest'
import { changesBetween, compareFindings } from '../../src/events/compare-findings.ts'
import { buildFinding } from '../helpers/build.ts'

const visit = (authority: string, number: number | null) =>
  buildFinding({ rule: 'visit', authority, fields: { number } })
const compare = (before: ReturnType<typeof visit>[], now: ReturnType<typeof visit>[]) =>
  compareFindings(before, now, () => ({ same: ['number'], alike: {} }))

test('what is found now and was not is gained, and what was found and is not now is lost', () => {
  expect(compare([visit('Leeds', 1)], [visit('Kent', 1)])).toEqual({
    gained: [visit('Kent', 1)],
    lost: [visit('Leeds', 1)],
    changed: [],
  })
})

test('a finding that is the same but for its score and evidence is no difference', () => {
  const again = { ...visit('Leeds', 1), score: 9, evidence: [] }
  expect(compare([visit('Leeds', 1)], [again])).toEqual({ gained: [], lost: [], changed: [] })
})

test('a field that was not known and is now is a change of one finding', () => {
  expect(compare([visit('Leeds', null)], [visit('Leeds', 2)])).toEqual({
    gained: [],
    lost: [],
    changed: [{ finding: visit('Leeds', 2), before: { number: null } }],
  })
})

test('two that cannot be one happening are one lost and one gained', () => {
  expect(compare([visit('Leeds', 1)], [visit('Leeds', 2)])).toMatchObject({
    gained: [visit('Leeds', 2)],
    lost: [visit('Leeds', 1)],
  })
})

test('of several the one that agrees most is taken for the same', () => {
  expect(compare([visit('Leeds', null), visit('Leeds', 2)], [visit('Leeds', 2)])).toEqual({
    gained: [],
    lost: [visit('Leeds', null)],
    changed: [],
  })
})

test('changes name each field that differs; one that is not there is as good as null', () => {
  expect(changesBetween({ number: 1, grade: null, kind: 'a' }, { number: 2, kind: 'a' })).toEqual([
    { field: 'number', from: 1, to: 2 },
  ])
})
