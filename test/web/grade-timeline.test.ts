import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { timelineOf } from '../../src/ratings/timeline.ts'
import { gradeTimeline, hasOtherAreas } from '../../src/web/grade-timeline.ts'
import { buildJudgements } from '../ratings/build-judgements.ts'

type Grades = Parameters<typeof buildJudgements>[0]

const timeline = (...inspections: [from: string, grades: Grades][]) =>
  timelineOf(
    'Trafford',
    inspections.flatMap(([from, grades]) =>
      buildJudgements(grades, {
        inspected: { from, to: from },
        published: null,
        source: { kind: 'report', id: from.replaceAll('-', ''), url: null },
      }),
    ),
    { same: [], predecessors: [] },
  )

async function drawn(...asked: Parameters<typeof gradeTimeline>) {
  const { document } = parseHTML(`<body>${String(await gradeTimeline(...asked))}</body>`)
  const bars = [...document.querySelectorAll('svg svg')].map((bar) => ({
    x: Number.parseFloat(bar.getAttribute('x')!),
    end: Number.parseFloat(bar.getAttribute('x')!) + Number.parseFloat(bar.getAttribute('width')!),
    y: Number(bar.getAttribute('y')),
    grade: bar.querySelector('rect')!.getAttribute('class'),
    letters: bar.querySelector('text')!.textContent,
  }))
  const text = (selector: string) => [...document.querySelectorAll(selector)].map((one) => one.textContent)
  return {
    bars,
    areas: text('.area'),
    years: text('.years > text:not(.area)'),
    says: text('desc').join(),
    title: text('title').join(),
  }
}

test('each grade is a bar from its inspection to the next, the last one to the day of the drawing', async () => {
  const { bars, areas, title } = await drawn(
    timeline(['2020-01-01', { leaders: 'i' }], ['2022-01-01', { leaders: 'ri' }], ['2023-01-01', { leaders: 'g' }]),
    '2024-01-01',
  )
  expect(areas).toEqual(['Leaders'])
  expect(bars.map(({ grade, letters }) => [grade, letters])).toEqual([
    ['i', 'I'],
    ['r', 'RI'],
    ['g', 'G'],
  ])
  expect(bars.map(({ x, end }) => [Math.round(x), Math.round(end)])).toEqual([
    [0, 50],
    [50, 75],
    [75, 100],
  ])
  expect(new Set(bars.map(({ y }) => y)).size).toBe(1)
  expect(title).toBe('The grades of Trafford, 2020 to 2024')
})

test('areas of earlier frameworks are drawn with a star under those of today, and a judgement on two areas under both', async () => {
  const found = timeline(
    ['2015-03-01', { leadership: 'g', 'looked-after': 'g', adoption: 'g', overall: 'g' }],
    ['2019-03-01', { leaders: 'g', 'in-care-and-care-leavers': 'o', overall: 'g' }],
    ['2026-05-01', { leaders: 'g', 'in-care': 'o', 'care-leavers': 'g' }],
  )
  const { bars, areas } = await drawn(found, '2026-11-26')
  expect(areas).toEqual(['Leaders', 'Children in care', 'Care leavers', 'Overall'])
  const rows = [...new Set(bars.map(({ y }) => y))].map((y) =>
    bars.filter((bar) => bar.y === y).map(({ letters }) => letters),
  )
  expect(rows).toEqual([
    ['G*', 'G', 'G'],
    ['G*', 'O*', 'O'],
    ['O*', 'G'],
    ['G', 'G'],
  ])
  expect(hasOtherAreas(found)).toBe(true)
  // The overall judgement ended, and its bar with it.
  expect(bars.at(-1)!.end).toBeLessThan(98)
})

test('it says in words what it shows', async () => {
  const { says } = await drawn(
    timeline(
      ['2015-03-01', { leaders: 'i', overall: 'i' }],
      ['2018-06-01', { leaders: 'i', overall: 'ri' }],
      ['2021-07-01', { leaders: 'g' }],
      ['2024-02-01', { leaders: 'g', overall: 'g' }],
    ),
    '2026-01-01',
  )
  expect(says).toBe(
    'Leaders: inadequate from Mar 2015, good from Jul 2021. Overall: inadequate from Mar 2015, requires improvement from Jun 2018, no judgement from Jul 2021, good from Feb 2024.',
  )
})

test('years below it are few, and none is cut off', async () => {
  const inspections = Array.from({ length: 13 }, (_, index): [string, Grades] => [
    `${2014 + index}-02-01`,
    { leaders: 'g' },
  ])
  const { years, bars } = await drawn(timeline(...inspections), '2026-11-26')
  expect(bars).toHaveLength(13)
  expect(years).toEqual(['2014', '2017', '2020', '2023'])
})

test('nothing is drawn where nothing is known, and nothing beyond the last day', async () => {
  expect(gradeTimeline({ authority: 'Trafford', steps: [] }, '2026-01-01')).toBeNull()
  expect(gradeTimeline(timeline(['2019-01-01', { adoption: 'g' }]), '2026-01-01')).toBeNull()
  const { bars } = await drawn(
    timeline(['2019-01-01', { leaders: 'g' }], ['2024-06-01', { leaders: 'i' }]),
    '2023-04-01',
  )
  expect(bars.map(({ grade, end }) => [grade, end])).toEqual([['g', 100]])
})

test('a name from outside stays text', async () => {
  const drawing = String(
    await gradeTimeline({ ...timeline(['2019-01-01', { leaders: 'g' }]), authority: '<script>&' }, '2026-01-01'),
  )
  expect(drawing).toContain('&lt;script&gt;&amp;')
  expect(drawing).not.toContain('<script')
})
