import { expect, test } from 'vitest'
import { timelineOf } from '../../src/ratings/timeline.ts'
import { buildJudgements } from './build-judgements.ts'

const report = (id: string) => ({ kind: 'report' as const, id, url: `https://files.ofsted.gov.uk/v1/file/${id}` })
const county = buildJudgements(
  { leaders: 'i' },
  {
    authority: 'Northamptonshire',
    inspected: { from: '2019-06-24', to: '2019-07-05' },
    published: '2019-08-16',
    source: report('1'),
  },
)
const first = buildJudgements(
  { leaders: 'ri' },
  {
    authority: 'North Northamptonshire',
    inspected: { from: '2022-10-03', to: '2022-10-14' },
    published: '2022-11-25',
    source: report('2'),
  },
)
const second = buildJudgements({ leaders: 'o' }, { authority: 'North Northamptonshire' })
const predecessors = [{ name: 'Northamptonshire', until: '2021-04-01' }]

test('a successor is followed from its own first inspection on, with its predecessor apart', () => {
  const timeline = timelineOf('North Northamptonshire', [...second, ...first, ...county], { same: [], predecessors })
  expect(timeline.steps.map(({ direction }) => direction)).toEqual(['new', 'improved'])
  expect(timeline.steps[0]?.moves[0]?.predecessors).toMatchObject([
    { authority: 'Northamptonshire', grade: 'inadequate' },
  ])
  expect(timeline.predecessors).toMatchObject([
    { until: '2021-04-01', timeline: { authority: 'Northamptonshire', steps: [{ direction: 'new' }] } },
  ])
})

test('a successor that was not inspected yet has no grades, and its predecessor’s are told as such', () => {
  const timeline = timelineOf('North Northamptonshire', county, { same: [], predecessors })
  expect(timeline.steps).toEqual([])
  expect(timeline.predecessors[0]?.timeline.steps).toHaveLength(1)
})

test('a body that only changed its name goes on', () => {
  const before = buildJudgements(
    { leaders: 'g' },
    {
      authority: 'Somerset (county council to 2023)',
      inspected: { from: '2022-07-18', to: '2022-07-29' },
      published: '2022-09-21',
    },
  )
  const after = buildJudgements({ leaders: 'ri' }, { authority: 'Somerset' })
  const { steps } = timelineOf('Somerset', [...after, ...before], {
    same: ['Somerset (county council to 2023)'],
    predecessors: [],
  })
  expect(steps.map(({ inspection, direction }) => [inspection.authority, direction])).toEqual([
    ['Somerset', 'new'],
    ['Somerset', 'declined'],
  ])
})
