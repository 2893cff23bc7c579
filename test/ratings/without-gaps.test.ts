import { describe, expect, test } from 'vitest'
import { timelineOf } from '../../src/ratings/timeline.ts'
import { withoutGaps } from '../../src/ratings/without-gaps.ts'
import { buildJudgements } from './build-judgements.ts'

const of = (id: string) => ({ kind: 'report' as const, id, url: `https://files.ofsted.gov.uk/v1/file/${id}` })
const old = buildJudgements(
  { leaders: 'ri' },
  { inspected: { from: '2018-05-14', to: '2018-05-25' }, published: '2018-07-09', source: of('1') },
)
const now = buildJudgements({ leaders: 'g' }, { source: of('3') })
const told = (published: string, id = '2') => {
  const timeline = timelineOf('Trafford', [...old, ...now], { same: [], predecessors: [] })
  return withoutGaps(timeline, [{ published, source: of(id) }]).steps.at(-1)
}

describe('a report that could not be read', () => {
  test('between two inspections leaves open where the later one came from', () => {
    expect(told('2022-03-01')).toMatchObject({
      direction: 'unknown',
      moves: [{ area: 'leaders', kind: 'unknown', from: null, to: 'good' }],
    })
  })

  test.each([
    ['before both', '2014-03-01', '2'],
    ['after both', '2027-03-01', '2'],
    ['of an inspection that another source tells of', '2018-07-10', '2'],
    ['whose file is one of theirs', '2018-07-09', '1'],
  ])('%s leaves nothing open', (_, published, id) =>
    expect(told(published, id)).toMatchObject({ direction: 'improved', moves: [{ from: 'requires-improvement' }] }),
  )
})
