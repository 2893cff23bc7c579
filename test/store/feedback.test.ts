import { describe, expect, it } from 'vitest'
import { toldOf, type Feedback } from '../../src/events/feedback.ts'
import { buildEvent } from '../helpers/build.ts'
import { useRecords } from '../helpers/records.ts'

const records = useRecords()
const said = (at: string, words = ''): Feedback => ({
  at: `${at}T08:00:00.000Z`,
  reason: 'other',
  words,
  told: toldOf(buildEvent(), 1, () => 'Sandwell: rated inadequate'),
})
const all = async () => (await records.store.feedback.list(new Date(0), 100)).map(({ words }) => words)

describe('feedback', () => {
  it('is kept once under all the names it may have, so that a new secret makes no second voice', async () => {
    const { feedback } = records.store
    await feedback.put(['old'], said('2026-03-01', 'first'))
    await feedback.put(['new', 'old'], said('2026-03-02', 'second'))
    expect(await all()).toEqual(['second'])
    expect(await feedback.loadMany(['new', 'old'])).toHaveLength(1)
    expect(await feedback.remove(['newest', 'new', 'old'])).toBe(1)
    expect(await all()).toEqual([])
    expect(await records.redis.keys('*')).toEqual([])
  })

  it('is listed with the latest first, and of a time', async () => {
    const { feedback } = records.store
    for (const day of ['2026-03-02', '2026-03-01', '2026-03-03']) await feedback.put([day], said(day, day))
    expect(await all()).toEqual(['2026-03-03', '2026-03-02', '2026-03-01'])
    expect(await feedback.list(new Date('2026-03-02T08:00:00Z'), 100)).toHaveLength(2)
    expect(await feedback.list(new Date(0), 1)).toMatchObject([{ words: '2026-03-03' }])
  })

  it('is forgotten when it has been kept long enough, so many at a time', async () => {
    const { feedback } = records.store
    for (let n = 1; n <= 5; n += 1) await feedback.put([`n${n}`], said(`2026-03-0${n}`, `${n}`))
    expect(await feedback.prune(new Date('2026-03-04T08:00:00Z'), 2)).toBe(2)
    expect(await all()).toEqual(['5', '4', '3'])
    expect(await feedback.prune(new Date('2026-03-04T08:00:00Z'), 2)).toBe(1)
    expect(await all()).toEqual(['5', '4'])
  })

  it('of more events than fit one command is found and removed whole', async () => {
    const names = Array.from({ length: 1200 }, (_, index) => `n${index}`)
    for (const name of names) await records.store.feedback.put([name], said('2026-03-01'))
    expect(await records.store.feedback.loadMany(names)).toHaveLength(1200)
    expect(await records.store.feedback.remove(names)).toBe(1200)
    expect(await records.redis.keys('*')).toEqual([])
  })
})

describe('leavings', () => {
  it('count for ever, and keep words for their time', async () => {
    const { leavings } = records.store
    for (const month of ['2026-01', '2026-03', '2026-03'])
      await leavings.note({ id: `${month}-${Math.random()}`, month, reason: 'too-many', words: `in ${month}` })
    await leavings.note({ id: 'x', month: '2026-03', reason: 'other', words: '' })
    expect(await leavings.counts()).toEqual([
      { month: '2026-03', reason: 'too-many', count: 2 },
      { month: '2026-03', reason: 'other', count: 1 },
      { month: '2026-01', reason: 'too-many', count: 1 },
    ])
    expect((await leavings.words(10)).map(({ words }) => words)).toEqual(['in 2026-03', 'in 2026-03', 'in 2026-01'])
    await leavings.prune(new Date('2026-02-15T00:00:00Z'))
    expect((await leavings.words(10)).map(({ month }) => month)).toEqual(['2026-03', '2026-03'])
    expect(await leavings.counts()).toHaveLength(3)
  })
})
