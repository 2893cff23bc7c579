import { describe, expect, test } from 'vitest'
import { readAuthorities } from '../../src/rules/authorities.ts'
import { formatFault } from '../../src/rules/fault.ts'
import { readDocument } from '../../src/rules/reading.ts'
import { rulesOf, shippedAuthorities } from './shipped.ts'

const rules = rulesOf()
const named = (text: string, published?: string) =>
  readDocument(rules, { title: '', text, published }).mentions.flatMap(({ authorities }) => authorities)

describe('the authorities that ship', () => {
  const authorities = shippedAuthorities()

  test('are the 153 of today and ten of before, in nine regions', () => {
    expect(authorities.list.filter(({ former }) => !former)).toHaveLength(153)
    expect(authorities.list.filter(({ former, until }) => former && until !== null)).toHaveLength(10)
    expect(authorities.regions).toHaveLength(9)
    expect(authorities.regionOf('Sandwell')).toBe('West Midlands')
    expect(authorities.regionOf('Atlantis')).toBeNull()
  })
})

describe('a broken table', () => {
  const header = 'name,gss_code,type,region,aliases,former,successor\n'
  const faultsOf = (text: string) => {
    const read = readAuthorities('a.csv', text)
    return read.ok ? [] : read.faults.map(formatFault)
  }

  test('has every fault told with its line', () => {
    expect(
      faultsOf(`${header}Leeds,E08000035,London borough,London,,no,\nLeeds,X1,London borough,London,,maybe,Nowhere\n`),
    ).toEqual([
      'a.csv:3:1  gss_code: expected a GSS code such as E08000028, or nothing, found "X1"',
      'a.csv:3:1  former: expected yes or no, found "maybe"',
    ])
    expect(faultsOf(`${header}Leeds,,London borough,London,,no,\nLeeds,,London borough,London,,yes,Nowhere\n`)).toEqual(
      [
        'a.csv:3:1  expected each authority once; Leeds stands in a line before',
        'a.csv:3:1  successor: expected an authority of this file, found "Nowhere"',
      ],
    )
  })

  test('knows the nine regions and the types, and names the one that was meant', () => {
    const [type, region] = faultsOf(`${header}Leeds,,Londn borough,Londn,,no,\n`)
    expect(type).toMatch(
      /^a\.csv:2:1 {2}type: expected one of .*, found "Londn borough"; did you mean London borough\?$/,
    )
    expect(region).toMatch(/^a\.csv:2:1 {2}region: expected one of .*, found "Londn"; did you mean London\?$/)
  })

  test('does not call a successor unknown whose own line is at fault', () => {
    expect(faultsOf(`${header}Leeds,,London borough,London,,yes,Bradford\nBradford,,x,London,,no,\n`)).toEqual([
      expect.stringMatching(/^a\.csv:3:1 .*type: /),
    ])
  })

  test('without a column or without rows is a fault', () => {
    expect(faultsOf('name,region\nLeeds,Yorkshire\n')).toEqual([
      expect.stringContaining('missing: gss_code, type, aliases, former, successor'),
    ])
    expect(faultsOf(header)).toEqual([expect.stringContaining('expected at least one authority')])
    expect(faultsOf(`${header}"Leeds,E08`)).toEqual([expect.stringContaining('expected comma-separated values')])
  })
})

describe('names in a text', () => {
  test.each([
    ['Cheshire East and North East Lincolnshire', ['Cheshire East', 'North East Lincolnshire']],
    ['Derbyshire County Council', ['Derbyshire']],
    ['Bucks County Council', ['Buckinghamshire']],
    ['Achieving for Children runs it', ['Kingston upon Thames', 'Richmond upon Thames', 'Windsor and Maidenhead']],
    ["Hull City Council's services", ['Kingston upon Hull']],
    ['Inspectors went to Bournemouth, Christchurch and Poole', ['Bournemouth, Christchurch and Poole']],
    ['They were in Huddersfield', ['Kirklees']],
    ['They were in Huddersfield for Kirklees Council', ['Kirklees']],
  ])('%s', (text, expected) => {
    expect(named(text)).toEqual(expected)
  })

  test.each([
    'Reading scores rose',
    'They want to bury it',
    'Ms Kent said so',
    'It was Karen Bradford who spoke',
    'Kent Police said',
    'the MP for Bolton',
    'Devon and Cornwall Police said',
    'the force in Kent and Medway NHS',
    'the county borders Herefordshire and Shropshire',
    'the University of York said',
    'Sandwell and West Birmingham NHS Trust',
    'Bradford City fans cheered',
    'Debates at Westminster go on',
  ])('%s: no authority', (text) => {
    expect(named(text)).toEqual([])
  })

  test('a former authority is itself in its time, and its successors afterwards', () => {
    expect(named('Northamptonshire County Council', '2018-05-01')).toEqual(['Northamptonshire'])
    expect(named('Northamptonshire children', '2024-05-01')).toEqual([
      'North Northamptonshire',
      'West Northamptonshire',
    ])
  })
})
