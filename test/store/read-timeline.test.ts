import { expect, test } from 'vitest'
import { readTimeline } from '../../src/store/read-timeline.ts'
import { useRecords } from '../helpers/records.ts'
import { buildJudgements } from '../ratings/build-judgements.ts'

const records = useRecords()
const body = (name: string, ...successor: string[]) => ({ name, successor, until: null })
const given = (authority: string, from: string) =>
  buildJudgements({ leaders: 'g' }, { authority, inspected: { from, to: from }, published: null })

test('what was recorded under the name of before is a part of the same timeline, and what is of a predecessor stands apart', async () => {
  const { ratings } = records.store
  await ratings.add([...given('Somerset', '2024-05-01'), ...given('Somerset County', '2018-05-01')])
  await ratings.add([...given('Cumberland', '2024-05-01'), ...given('Cumbria', '2018-05-01')])
  const bodies = [
    body('Somerset'),
    body('Somerset County', 'Somerset'),
    body('Cumberland'),
    body('Cumbria', 'Cumberland', 'Westmorland'),
  ]
  const daysOf = ({ steps }: Awaited<ReturnType<typeof readTimeline>>) =>
    steps.map(({ inspection }) => inspection.inspected?.from)
  const somerset = await readTimeline(ratings, 'Somerset', bodies)
  const cumberland = await readTimeline(ratings, 'Cumberland', bodies)
  expect(daysOf(somerset)).toEqual(['2018-05-01', '2024-05-01'])
  expect(daysOf(cumberland)).toEqual(['2024-05-01'])
  expect(cumberland.predecessors.map(({ timeline }) => [timeline.authority, daysOf(timeline)])).toEqual([
    ['Cumbria', ['2018-05-01']],
  ])
})
