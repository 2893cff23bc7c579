import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Area } from '../../src/ratings/area.ts'
import { Grade } from '../../src/ratings/grade.ts'
import { historyOf } from '../../src/ratings/history.ts'
import type { Judgement } from '../../src/ratings/judgement.ts'
import { timelineOf } from '../../src/ratings/timeline.ts'

const day = fc
  .integer({ min: 0, max: 900 })
  .map((days) => new Date(Date.UTC(2022, 0, 1 + days)).toISOString().slice(0, 10))
const days = fc
  .tuple(day, day)
  .map(([one, other]) => (one < other ? { from: one, to: other } : { from: other, to: one }))
const judgement: fc.Arbitrary<Judgement> = fc.record({
  authority: fc.constantFrom('Kent', 'Leeds'),
  area: fc.constantFrom(...Area.options),
  grade: fc.constantFrom(...Grade.options),
  framework: fc.constantFrom('ILACS', 'SIF', null),
  inspected: fc.option(days),
  published: fc.option(day),
  source: fc.record({
    kind: fc.constantFrom('report', 'import'),
    id: fc.constantFrom('1', '2'),
    url: fc.constantFrom(null, 'https://files.ofsted.gov.uk/v1/file/7'),
  }),
})

test('a history is the same in whatever order its judgements come', () => {
  fc.assert(
    fc.property(fc.array(judgement, { maxLength: 25 }), fc.infiniteStream(fc.nat()), (judgements, numbers) => {
      const drawn = judgements.map((one) => ({ one, at: numbers.next().value }))
      const shuffled = drawn.toSorted((a, b) => a.at - b.at).map(({ one }) => one)
      for (const authority of ['Kent', 'Leeds']) {
        const plainOf = (all: Judgement[]) =>
          historyOf(all)
            .get(authority)
            ?.inspections.map((one) => JSON.stringify(one))
            .toSorted()
        expect(plainOf(shuffled)).toEqual(plainOf(judgements))
      }
    }),
  )
})

test('nothing that a source told is lost: it is the grade that is gone by, or stands among what disagrees', () => {
  fc.assert(
    fc.property(fc.array(judgement, { maxLength: 25 }), (judgements) => {
      const histories = historyOf(judgements)
      for (const { authority, area, grade, source } of judgements) {
        const { inspections, undated } = histories.get(authority)!
        const isUsed = inspections.some(
          ({ grades, sources }) => grades[area] === grade && sources.some((one) => one.id === source.id),
        )
        const isToldOtherwise = inspections.some(({ disagreements }) =>
          disagreements.some((one) => one.about === area && one.told.some(({ value }) => value === grade)),
        )
        const isUndated = undated.some((one) => one.area === area && one.grade === grade)
        expect(isUsed || isToldOtherwise || isUndated).toBe(true)
      }
    }),
  )
})

test('no move has an overall grade that the inspection did not give', () => {
  fc.assert(
    fc.property(fc.array(judgement, { maxLength: 25 }), (judgements) => {
      const { steps } = timelineOf('Kent', judgements, { same: [], predecessors: [{ name: 'Leeds', until: null }] })
      for (const { inspection, moves } of steps)
        expect(Object.fromEntries(moves.map(({ area, to }) => [area, to]))).toEqual(inspection.grades)
    }),
  )
})
