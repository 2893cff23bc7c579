import { describe, expect, test } from 'vitest'
import type { Judgement } from '../../src/ratings/judgement.ts'
import { buildJudgements } from './build-judgements.ts'
import { buildOds } from './build-ods.ts'
import { importOf } from './naming.ts'

const header =
  'urn,local_authority,inspection_link,pdf_filename,publication_date,inspection_framework,inspector_name,inspection_start_date,inspection_end_date,overall_effectiveness_grade,impact_of_leaders_grade,help_and_protection_grade,in_care_grade,care_leavers_grade,parser_version'
const history = (...rows: string[]) => importOf([header, ...rows].join('\r\n'))
const gradesOf = (judgements: Judgement[]) => Object.fromEntries(judgements.map(({ area, grade }) => [area, grade]))

describe('the public history', () => {
  test('gives the judgements of an inspection with its days and its file', () => {
    const { judgements, faults, format } = history(
      '80573,trafford,https://files.ofsted.gov.uk/v1/file/50308811,"children\'s services inspection,  pdf - 03 august 2026.pdf",03/08/26,standard,Ann Example,08/06/2026,19/06/2026,not_reported_post_reform,inadequate,inadequate,good,requires improvement,1',
    )
    expect({ faults, format }).toEqual({ faults: [], format: 'history' })
    expect(gradesOf(judgements)).toEqual({
      leaders: 'inadequate',
      'help-and-protection': 'inadequate',
      'in-care': 'good',
      'care-leavers': 'requires-improvement',
    })
    expect(judgements[0]).toEqual({
      authority: 'Trafford',
      area: 'leaders',
      grade: 'inadequate',
      framework: 'ILACS',
      inspected: { from: '2026-06-08', to: '2026-06-19' },
      published: '2026-08-03',
      source: { kind: 'import', id: 'table.csv', url: 'https://files.ofsted.gov.uk/v1/file/50308811' },
    })
  })

  test('has one judgement on children in care and care leavers before 2023, under the name of the first', () => {
    const { judgements } = history(
      '80431,blackpool,,x.pdf,01/02/23,standard,A,05/12/2022,16/12/2022,requires improvement,good,good,outstanding,inspection_pre_dates_judgement,1',
      '80438,brighton and hove,,x.pdf,16/05/24,,A,,,outstanding,outstanding,good,outstanding,data_unreadable,1',
    )
    expect(gradesOf(judgements.filter(({ authority }) => authority === 'Blackpool'))).toHaveProperty(
      'in-care-and-care-leavers',
      'outstanding',
    )
    expect(gradesOf(judgements.filter(({ authority }) => authority === 'Brighton and Hove'))).toHaveProperty(
      'in-care',
      'outstanding',
    )
  })

  test('says nothing of a report that it could not read, which is no fault', () => {
    const { judgements, faults, empty } = history(
      '80418,norfolk,,x.pdf,19/01/18,,,,,,data_unreadable,data_unreadable,data_unreadable,data_unreadable,1',
    )
    expect({ judgements, faults, empty }).toEqual({ judgements: [], faults: [], empty: 1 })
  })

  test('names each fault with its line and what was expected, and takes all the rest', () => {
    const { judgements, faults } = history(
      '1,sandwel,,x.pdf,03/08/26,standard,A,08/06/2026,19/06/2026,good,good,good,good,good,1',
      '2,sandwell,,x.pdf,03/08/26,standard,A,08/06/2026,19/06/2026,goodish,good,good,good,good,1',
      '3,kent,,x.pdf,03/08/26,standard,A,31/06/2026,19/06/2026,good,good,good,good,good,1',
      '4,leeds,,x.pdf,soon,standard,A,,,good,good,good,good,good,1',
      '5,wirral,,x.pdf,03/05/26,standard,A,08/06/2026,19/06/2026,good,,,,,1',
      '6,bury,,x.pdf,03/08/26,standard,A,19/06/2026,08/06/2026,good,,,,,1',
      '7,bolton,,x.pdf,03/08/26,standard,A,08/06/2026,19/06/2026,,good,,,,1',
      '7,bolton,,x.pdf,03/08/26,standard,A,08/06/2026,19/06/2026,,inadequate,,,,1',
    )
    expect(faults).toEqual([
      { line: 2, message: 'expected the name of one authority in authorities.csv, found "sandwel"' },
      { line: 3, message: expect.stringContaining('overall: expected outstanding, good') },
      { line: 4, message: expect.stringMatching(/^inspection date: expected a day .* found "31\/06\/2026"$/) },
      { line: 5, message: expect.stringMatching(/^publication date: expected a day .* found "soon"$/) },
      { line: 5, message: 'expected a day of inspection or publication; found none that can be read' },
      { line: 6, message: expect.stringContaining('expected publication after the inspection, found 2026-05-03') },
      { line: 7, message: expect.stringContaining('expected an inspection that begins before it ends') },
      { line: 9, message: expect.stringContaining('found inadequate after good in a line above, which is kept') },
    ])
    const taken = new Map<string, number>()
    for (const { authority } of judgements) taken.set(authority, (taken.get(authority) ?? 0) + 1)
    expect(Object.fromEntries(taken)).toEqual({ Sandwell: 4, Kent: 5, Wirral: 1, Bury: 1, Bolton: 1 })
    expect(judgements.find(({ authority }) => authority === 'Wirral')).toMatchObject({
      inspected: null,
      published: '2026-05-03',
    })
  })
})

const names = [
  'Local authority name',
  'Ofsted region',
  'Inspection date',
  'Publication date',
  'Web link',
  'Overall effectiveness',
  'The impact of leaders on social work practice with children and families',
  'The experiences and progress of children who need help and protection',
  'The experiences and progress of children in care',
  'The experiences and progress of care leavers',
]
const ri = 'Requires improvement to be good'
const outcomes = [
  ['Local authority inspection outcomes as at 31 March 2025'],
  ['This worksheet contains one table.'],
  names,
  [
    'Bristol',
    'South West',
    '16/01/2023',
    '10/03/2023',
    'https://reports.ofsted.gov.uk/provider/44/80441',
    ri,
    ri,
    ri,
    'Good',
    'Good',
  ],
  [
    'Kingston Upon Hull',
    'North East, Yorkshire and the Humber',
    '07/11/2022',
    '13/01/2023',
    '',
    'Good',
    'Good',
    'Good',
    'Good',
    '[z]',
  ],
  [
    'Bournemouth, Christchurch & Poole',
    'South West',
    '02/12/2024',
    '29/01/2025',
    '',
    'Good',
    'Good',
    'Good',
    'Good',
    ri,
  ],
  ['Westmorland & Furness', 'North West', 'Not yet inspected', '', '', '', '', '', '', ''],
  ['Source: Ofsted'],
]
const csvOf = (rows: string[][]) => rows.map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\n')

describe('the annual sheet of outcomes', () => {
  test.each([
    ['CSV', importOf(csvOf(outcomes))],
    ['ODS', importOf(buildOds([[['Contents']], outcomes]))],
  ])('as %s gives the same', (_, { judgements, faults, format, empty }) => {
    expect({ faults, format, empty }).toEqual({ faults: [], format: 'outcomes', empty: 2 })
    const of = (name: string) => judgements.filter(({ authority }) => authority === name)
    expect(of('Bristol')[0]).toMatchObject({
      inspected: { from: '2023-01-16', to: '2023-01-16' },
      published: '2023-03-10',
      source: { url: 'https://reports.ofsted.gov.uk/provider/44/80441' },
    })
    expect(gradesOf(of('Kingston upon Hull'))).toEqual({
      overall: 'good',
      leaders: 'good',
      'help-and-protection': 'good',
      'in-care-and-care-leavers': 'good',
    })
    expect(gradesOf(of('Bournemouth, Christchurch and Poole'))).toMatchObject({
      'care-leavers': 'requires-improvement',
    })
    expect(judgements).toHaveLength(14)
  })

  test('has days, links, comments and cells that repeat in the way of spreadsheets', () => {
    const { judgements, faults } = importOf(
      buildOds([
        [
          names,
          [],
          [
            { text: 'Bristol', comment: 'Formerly Avon' },
            'South West',
            { text: '16 Jan', date: '2023-01-16' },
            { text: '10 March', date: '2023-03-10T00:00:00' },
            { text: 'Bristol’s page', href: 'https://reports.ofsted.gov.uk/provider/44/80441' },
            { text: 'Good', repeated: 5 },
            { text: '', repeated: 16_000 },
          ],
        ],
      ]),
    )
    expect(faults).toEqual([])
    expect(judgements).toHaveLength(5)
    expect(judgements[0]).toMatchObject({
      inspected: { from: '2023-01-16' },
      published: '2023-03-10',
      source: { url: 'https://reports.ofsted.gov.uk/provider/44/80441' },
    })
  })

  test('names the row of a spreadsheet that is at fault', () => {
    const { faults } = importOf(
      buildOds([[['Title'], [], names, ['Narnia', '', '16/01/2023', '10/03/2023', '', 'Good']]]),
    )
    expect(faults).toEqual([{ line: 4, message: expect.stringContaining('"Narnia"') }])
  })

  test('judges under the names of the single framework what was inspected under it', () => {
    const { judgements } = importOf(
      csvOf([names, ['Bristol', '', '15/09/2014', '05/12/2014', '', ri, 'Good', ri, 'Good', ri]]),
    )
    expect(judgements[0]?.framework).toBe('SIF')
    expect(gradesOf(judgements)).toEqual({
      overall: 'requires-improvement',
      leadership: 'good',
      'help-and-protection': 'requires-improvement',
      'looked-after': 'good',
      'care-leavers': 'requires-improvement',
    })
  })
})

describe('our own export', () => {
  const judgements = buildJudgements({ leaders: 'i', 'in-care': 'g' })
  const lines = judgements.map((one) => JSON.stringify(one))

  test('comes back as it was', () => {
    expect(importOf(lines.join('\n'))).toEqual({ judgements, faults: [], empty: 0, format: 'export' })
  })

  test('with lines at fault gives the others', () => {
    const read = importOf(
      [lines[0], '{"authority":"Trafford"}', '{', lines[1]!.replace('Trafford', 'Traford')].join('\n'),
    )
    expect(read.judgements).toEqual(judgements.slice(0, 1))
    expect(read.faults).toEqual([
      { line: 2, message: expect.stringContaining('area: ') },
      { line: 3, message: expect.stringContaining('found no JSON object') },
      { line: 4, message: expect.stringContaining('found "Traford"') },
    ])
  })

  test('of which nothing can be read ends soon', () => {
    expect(importOf(`{\n`.repeat(100_000)).faults).toHaveLength(51)
  })
})
