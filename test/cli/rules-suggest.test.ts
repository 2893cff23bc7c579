import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildItem } from '../helpers/build.ts'
import { operatorsDesk } from './command-line.ts'

const day = 86_400_000
const bowed = (id: string, what: string) => ({
  id,
  title: '',
  text: `Children's services in Leeds were talked of by the council.\n\nThe council leader bowed deeply to ${what}.`,
})
const lines = [bowed('a', 'parents'), bowed('b', 'carers')].map((one) => JSON.stringify(one)).join('\n')

let desk: Awaited<ReturnType<typeof operatorsDesk>>
beforeAll(async () => {
  desk = await operatorsDesk()
  desk.write('news.jsonl', lines)
})
afterAll(async () => await desk?.[Symbol.asyncDispose]())

describe('rules suggest', () => {
  test('lists each phrasing with its count, a sentence and the document that it stands in', async () => {
    const { status, out, err } = await desk.run('rules', 'suggest', 'news.jsonl')
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toMatch(/^2 documents, of which 2 may tell of something that was missed; 2 sentences in them hold none/)
    expect(out).toContain('\n   2  {leader} bowed deeply\n      The council leader bowed deeply to parents.\n      a\n')
  })

  test('as JSON there is one line for each', async () => {
    const { out } = await desk.run('rules', 'suggest', 'news.jsonl', '--json')
    expect(
      out
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toEqual([
      { count: 2, pattern: '{leader} bowed deeply', sentence: 'The council leader bowed deeply to parents.', id: 'a' },
    ])
  })

  test('looks near another vocabulary where asked to, and names one that is not known', async () => {
    const { out } = await desk.run('rules', 'suggest', 'news.jsonl', '--near', 'commissioner')
    expect(out).toContain('No phrasing stands in two of them.')
    expect(await desk.run('rules', 'suggest', 'news.jsonl', '--near', 'leadr')).toEqual({
      status: 1,
      out: '',
      err: 'There is no vocabulary “leadr”. Did you mean “leader”?\n',
    })
  })

  test('searches what the worker has stored', async () => {
    const at = new Date(Date.now() - day)
    const { items, events } = desk.store
    for (const document of [bowed('x', 'parents'), bowed('y', 'carers')]) {
      const { id } = document
      await items.record('feed', [{ item: buildItem({ id, published: at.toISOString() }), state: 'recorded' }], at)
      await items.read(id, 1, document, day, at)
      const work = { itemId: id, revision: 1, findings: [], places: [], events: [], told: [], keepMs: day, now: at }
      await events.commit(work)
    }
    const { status, out } = await desk.run('rules', 'suggest', '--since', '7d')
    expect(status).toBe(0)
    expect(out).toContain('   2  {leader} bowed deeply\n')
    expect(await desk.run('rules', 'suggest', '--since', '1h')).toMatchObject({
      status: 1,
      err: expect.stringContaining('Nothing is stored that was published since 1h'),
    })
  })

  test.each([[[]], [['news.jsonl', '--since', '7d']], [['news.jsonl', '--most', 'all']], [['--since', 'soon']]])(
    '%j is wrong usage',
    async (args) => expect(await desk.run('rules', 'suggest', ...args)).toMatchObject({ status: 2, out: '' }),
  )

  test('a broken line is named, the rest are searched, and the status is 1', async () => {
    desk.write('broken.jsonl', `${lines}\n{"id":1}\n`)
    const { status, out, err } = await desk.run('rules', 'suggest', 'broken.jsonl')
    expect(status).toBe(1)
    expect(err).toMatch(/^line 3: expected a document/)
    expect(out).toContain('{leader} bowed deeply')
    expect(await desk.run('rules', 'suggest', 'none.jsonl')).toMatchObject({
      status: 1,
      err: expect.stringMatching(/^none\.jsonl: expected a file that can be read/),
    })
  })
})
