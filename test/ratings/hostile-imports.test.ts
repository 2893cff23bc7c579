import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { ImportError } from '../../src/ratings/table-row.ts'
import { unzip } from '../../src/ratings/unzip.ts'
import { buildOds } from './build-ods.ts'
import { importOf } from './naming.ts'

const faultOf = (file: string | Uint8Array): string => {
  try {
    importOf(file)
  } catch (error) {
    if (error instanceof ImportError) return error.message
    throw error
  }
  return 'none'
}
const header = 'local_authority,publication_date,inspection_start_date,overall_effectiveness_grade'
const manyRows = Array.from({ length: 500 }, (_, index) => [String(index * index * 7919)])
const rubbish = (length: number) => {
  let state = 7
  return Uint8Array.from({ length }, () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) >> 16)
}

describe('a file that is no table', () => {
  test.each<[string, string | Uint8Array, RegExp]>([
    ['nothing', '', /names of columns/],
    ['text', 'Dear all,\nplease find attached', /names of columns/],
    ['binary rubbish', rubbish(200_000), /no text/],
    ['a PDF', strToU8('%PDF-1.7\n\0\0'), /no text/],
    ['a table of something else', 'name,price\ntea,2', /names of columns/],
    ['one line without an end', 'a'.repeat(5_000_000), /comma-separated/],
    ['a line of separators', ','.repeat(5_000_000), /comma-separated/],
    ['too many rows', `${header}\n${'kent,01/02/2024,01/01/2024,good\n'.repeat(25_000)}`, /at most 20000 rows/],
    ['another archive', zipSync({ 'a.txt': strToU8('hello') }), /without content.xml/],
    ['rubbish that begins like an archive', Uint8Array.from([0x50, 0x4b, 3, 4, ...rubbish(50_000)]), /spreadsheet/],
    ['half a spreadsheet', buildOds([[...manyRows]]).slice(0, 900), /whole spreadsheet|without content/],
    ['an empty archive', Uint8Array.from([0x50, 0x4b, 3, 4]), /spreadsheet/],
  ])('%s is refused in words', (_, file, message) => expect(faultOf(file)).toMatch(message))
})

describe('a zip bomb', () => {
  const bomb = buildOds([[['x']]], (content) => content + ' '.repeat(25_000_000))

  test('is unpacked to the limit and no further', () => {
    let size = 0
    expect(() => unzip(bomb, 'content.xml', 1_000_000, (piece) => (size += piece.length))).toThrow(ImportError)
    expect(size).toBeLessThanOrEqual(1_000_000)
    expect(faultOf(bomb)).toBe('expected at most 20000000 bytes in content.xml of the spreadsheet, got more')
  })

  test('that says it is small is not believed', () => {
    const lying = bomb.slice()
    // In the header before each file stands what it unpacks to, 22 bytes after its beginning.
    for (let at = 0; at < lying.length - 4; at++)
      if (lying[at] === 0x50 && lying[at + 1] === 0x4b && lying[at + 2] === 3) lying.set([100, 0, 0, 0], at + 22)
    expect(faultOf(lying)).toContain('at most 20000000 bytes')
  })

  test('of rows that repeat is not written out', () => {
    const repeating = (content: string) =>
      content.replace('<table:table-row>', '<table:table-row table:number-rows-repeated="1048576">')
    expect(faultOf(buildOds([[['x']]], repeating))).toMatch(/at most 20000 rows/)
  })

  test('of elements in each other is not followed', () => {
    const deep = buildOds([[['x']]], (content) =>
      content.replace('<table:table ', `${'<a>'.repeat(1_000_000)}<table:table `),
    )
    expect(faultOf(deep)).toMatch(/nested too deep/)
  })

  test('of cells that repeat costs nothing', () => {
    expect(faultOf(buildOds([[[{ text: 'x', repeated: 2_000_000_000 }]]]))).toMatch(/names of columns/)
  })

  test('of entities is not expanded', () => {
    const doctype = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    expect(faultOf(buildOds([[['&b;']]], (content) => content.replace('?>', `?>${doctype}`)))).toMatch(
      /names of columns/,
    )
  })
})

test('a quotation mark that is never closed costs what comes after it, and says so', () => {
  const rows = [
    'kent,01/02/2024,01/01/2024,good',
    '"leeds,01/02/2024,01/01/2024,good',
    'bury,01/02/2024,01/01/2024,good',
  ]
  const { judgements, faults } = importOf([header, ...rows].join('\n'))
  expect(judgements.map(({ authority }) => authority)).toEqual(['Kent'])
  expect(faults).toEqual([{ line: 3, message: expect.stringContaining('the rest is not read') }])
})

test('text of a Windows program is read as such', () => {
  const row = `${header}\nSouthend_on_Sea,01/02/2024,01/01/2024,good`
  const bytes = Uint8Array.from(strToU8(row), (byte, index) => (index > header.length && byte === 0x5f ? 0x96 : byte))
  expect(importOf(bytes)).toMatchObject({ faults: [], judgements: [{ authority: 'Southend-on-Sea', grade: 'good' }] })
})

describe('a table that was damaged anywhere', () => {
  const rows = [header.split(','), ...Array.from({ length: 20 }, () => ['kent', '01/02/2024', '01/01/2024', 'good'])]
  const csv = strToU8(rows.map((cells) => cells.join(',')).join('\n'))
  test.each([
    ['spreadsheet', buildOds([rows])],
    ['CSV file', csv],
  ])('is read as far as it goes, or refused in words: a %s', (_, file) => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 30 }),
        fc.nat(file.length),
        (changes, length) => {
          const damaged = file.slice()
          for (const [at, byte] of changes) damaged[at] = byte
          for (const one of [damaged, damaged.slice(0, length)]) expect(faultOf(one)).toEqual(expect.any(String))
        },
      ),
      { numRuns: 500 },
    )
  })
})
