import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runCli } from '../../src/cli.ts'
import { buildJudgements } from '../ratings/build-judgements.ts'
import { operatorsDesk } from './command-line.ts'
import { memoryIo } from './memory-io.ts'

let desk: Awaited<ReturnType<typeof operatorsDesk>>
beforeAll(async () => {
  desk = await operatorsDesk()
})
afterAll(() => desk?.[Symbol.asyncDispose]())
beforeEach(() => desk.redis.flushall())

const before = { inspected: { from: '2022-11-21', to: '2022-12-02' }, published: '2023-01-31' }
const report = { kind: 'report', id: '50200000', url: null } as const
const trafford = [
  ...buildJudgements(
    { leaders: 'ri', 'help-and-protection': 'ri', 'in-care-and-care-leavers': 'ri', overall: 'ri' },
    { ...before, source: report },
  ),
  ...buildJudgements({ leaders: 'i', 'help-and-protection': 'i', 'in-care': 'g', 'care-leavers': 'ri' }),
]
const headed = (...rows: string[]) =>
  ['local_authority,publication_date,inspection_start_date,overall_effectiveness_grade', ...rows].join('\n')

describe('ratings show', () => {
  test('tells inspections newest first: grades, moves in words, sources', async () => {
    await desk.store.ratings.add(trafford)
    const { status, out } = await desk.run('ratings', 'show', 'trafford')
    expect(status).toBe(0)
    expect(out).toBe(`Trafford

Inspected 8 to 19 June 2026, published 3 August 2026: mixed
Area                 Grade                 Move        Before
Leaders              Inadequate            ↓ declined  Requires improvement
Help and protection  Inadequate            ↓ declined  Requires improvement
Children in care *   Good                  ↑ improved  Requires improvement
Care leavers         Requires improvement  + new       -
* before: children in care and care leavers
Sources: report 50308800

Inspected 21 November to 2 December 2022, published 31 January 2023: first known
Area                               Grade                 Move   Before
Leaders                            Requires improvement  + new  -
Help and protection                Requires improvement  + new  -
Children in care and care leavers  Requires improvement  + new  -
Overall                            Requires improvement  + new  -
Sources: report 50200000
`)
  })

  test('has no line of more than 80 characters, and no colour where none is wanted', async () => {
    const sif = {
      framework: 'SIF',
      inspected: { from: '2015-02-24', to: '2015-03-18' },
      published: '2015-05-12',
    } as const
    await desk.store.ratings.add([
      ...trafford,
      ...buildJudgements(
        { 'looked-after': 'ri', adoption: 'ri', leadership: 'i', overall: 'i' },
        { ...sif, source: report },
      ),
      ...buildJudgements(
        { leaders: 'ri' },
        { source: { kind: 'import', id: `${'a-long-name-'.repeat(12)}.csv`, url: null } },
      ),
    ])
    const { io, out } = memoryIo({ cwd: desk.cwd, env: { ...desk.env, NO_COLOR: '1' }, isTTY: true, columns: 80 })
    await runCli(['ratings', 'show', 'Trafford'], io)
    for (const line of out().split('\n')) expect(line.length).toBeLessThanOrEqual(80)
    expect(out()).not.toContain('\x1b')
    expect(out().replaceAll(/\s+/g, ' ')).toContain('published 12 May 2015 (single framework)')
    expect(out()).toMatch(
      /^Children in care and +Requires improvement +\S \w+ +Requires improvement\n {2}care leavers \*$/m,
    )
  })

  test('tells a successor’s predecessor apart, and what it had beside the first inspection', async () => {
    const county = {
      authority: 'Northamptonshire',
      inspected: { from: '2019-06-24', to: '2019-07-05' },
      published: '2019-08-16',
    }
    await desk.store.ratings.add([
      ...buildJudgements({ leaders: 'i' }, { ...county, source: report }),
      ...buildJudgements({ leaders: 'ri' }, { authority: 'North Northamptonshire' }),
    ])
    const { out } = await desk.run('ratings', 'show', 'north northants')
    expect(out).toContain('Northamptonshire had inadequate for leaders.')
    expect(out).toContain('Northamptonshire, predecessor until 1 April 2021: not grades of this authority')
    const west = await desk.run('ratings', 'show', 'West Northamptonshire')
    expect(west.out).toContain('No grades of its own are known.')
    expect(west.out).toContain('published 16 August 2019')
    expect((await desk.run('ratings', 'show', 'Northamptonshire')).out.replaceAll(/\s+/g, ' ')).toContain(
      'Its duties passed to North Northamptonshire and West Northamptonshire on 1 April 2021.',
    )
  })

  test('of a name that nobody has asks whether another was meant', async () => {
    expect(await desk.run('ratings', 'show', 'Traford')).toEqual({
      status: 1,
      out: '',
      err: 'There is no authority “Traford”. Did you mean “Trafford”?\n',
    })
    expect((await desk.run('ratings', 'show', 'achieving for children')).err).toContain(
      'Kingston upon Thames, Richmond upon Thames',
    )
  })

  test('--json gives the whole timeline', async () => {
    await desk.store.ratings.add(trafford)
    const { out } = await desk.run('ratings', 'show', 'Trafford', '--json')
    expect(JSON.parse(out)).toMatchObject({
      authority: 'Trafford',
      steps: [{ direction: 'new' }, { direction: 'mixed' }],
      predecessors: [],
    })
  })

  test('steers no terminal by what a source is called', async () => {
    await desk.store.ratings.add(
      buildJudgements({ leaders: 'g' }, { source: { kind: 'import', id: 'a\x1b[2J.csv', url: null } }),
    )
    expect((await desk.run('ratings', 'show', 'Trafford')).out).not.toContain('\x1b')
    expect((await desk.run('ratings', 'export')).out).not.toContain('\x1b')
  })
})

describe('ratings import', () => {
  test('names the lines at fault, takes the others, and ends with 1', async () => {
    desk.write('mine.csv', headed('sandwel,01/02/2024,01/01/2024,good', 'kent,01/02/2024,01/01/2024,good'))
    expect(await desk.run('ratings', 'import', 'mine.csv')).toEqual({
      status: 1,
      out: 'History of inspections: 1 judgement of 1 authority; 1 new, 0 changed, 0 known already.\n',
      err: 'mine.csv:2:1  expected the name of one authority in authorities.csv, found "sandwel"; did you mean Sandwell?\n',
    })
    expect(await desk.store.ratings.authorities()).toEqual(['Kent'])
  })

  test('of a table full of faults shows some, and counts the rest', async () => {
    desk.write('mine.csv', headed(...Array.from({ length: 300 }, () => 'narnia,01/02/2024,01/01/2024,good')))
    const { status, err } = await desk.run('ratings', 'import', 'mine.csv')
    expect(status).toBe(1)
    expect(err.trim().split('\n')).toHaveLength(21)
    expect(err).toContain('mine.csv: 280 more faults')
  })

  test('takes a file that was fetched again as the same source', async () => {
    const table = headed('kent,01/02/2024,01/01/2024,good')
    desk.write('history.csv', table)
    desk.write('history (1).csv', table.replace(',good', ',inadequate'))
    await desk.run('ratings', 'import', 'history.csv')
    expect((await desk.run('ratings', 'import', 'history (1).csv')).out).toContain('0 new, 1 changed')
  })

  test('refuses another layout than was asked for', async () => {
    desk.write('history.csv', headed('kent,01/02/2024,01/01/2024,good'))
    const { status, err } = await desk.run('ratings', 'import', 'history.csv', '--format', 'outcomes')
    expect({ status, err }).toEqual({
      status: 1,
      err: expect.stringContaining('expected the layout outcomes, found history'),
    })
    expect((await desk.run('ratings', 'import', 'history.csv', '--format', 'xls')).status).toBe(2)
  })

  test.each<[string, (file: string) => void, RegExp]>([
    ['that is not there', () => undefined, /there is none/],
    ['that is a folder', (file) => mkdirSync(file), /it is a folder/],
    ['that is huge', (file) => (writeFileSync(file, ''), truncateSync(file, 5_000_000_000)), /it has more than 20 MB/],
    ['that is binary rubbish', (file) => writeFileSync(file, Buffer.alloc(1000, '\0\x01\xff')), /no text/],
  ])('of a file %s says so in words', async (name, make, message) => {
    const file = `${name.replaceAll(' ', '-')}.csv`
    make(path.join(desk.cwd, file))
    const { status, out, err } = await desk.run('ratings', 'import', file)
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toMatch(message)
    expect(err.trim().split('\n')).toHaveLength(1)
  })
})
