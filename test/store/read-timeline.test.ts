import { expect, test } from 'vitest'
import { readTimeline, readTimelines } from '../../src/store/read-timeline.ts'
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

test('many are read at once as each alone, in the order that was asked for', async () => {
  const { ratings } = records.store
  const names = Array.from({ length: 70 }, (_, index) => `Place ${index}`)
  for (const name of names.slice(1)) await ratings.add([...given(name, '2019-05-01'), ...given(name, '2024-05-01')])
  await ratings.add(given('Old Place', '2016-05-01'))
  await ratings.add(given('Part', '2015-05-01'))
  const bodies = [...names.map((name) => body(name)), body('Old Place', 'Place 2'), body('Part', 'Place 3', 'Place 4')]
  const together = await readTimelines(ratings, names, bodies)
  expect(together.map(({ authority }) => authority)).toEqual(names)
  expect(together[0]?.steps).toEqual([])
  expect(together[2]?.steps).toHaveLength(3)
  expect(together[4]?.predecessors).toHaveLength(1)
  for (const [index, name] of names.entries())
    expect(together[index]).toEqual(await readTimeline(ratings, name, bodies))
  expect(await readTimelines(ratings, [], bodies)).toEqual([])
})
