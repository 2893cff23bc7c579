import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { unguardCell } from './csv-cell.ts'
import { subscriberColumns, type SubscriberColumn, type SubscriberRow } from './subscriber-columns.ts'

/** A row, or why a line is none. */
export type ReadRow = SubscriberRow | { line: number; fault: string }

/** Longer than any row. */
const longestLine = 20_000

/**
 * Cells without quotation marks, or in them from end to end (RFC 4180, 2.5 to 2.7). A parser that is handed anything else reads on for where a mark is
 * closed, through all the rows below; and no cell of a list of people has a line break in it.
 */
const wellQuoted = /^(?:[^",]*|"(?:[^"]|"")*")(?:,(?:[^",]*|"(?:[^"]|"")*"))*$/

const expectedQuotes =
  'expected a row on one line, with commas between its cells; a cell with a quotation mark in it stands in quotation marks, each of its own doubled'
const expectedColumns = `expected a first line with the names of columns, of ${subscriberColumns.join(', ')}, with commas between`

/** The rows of a list, one after the other, however long it is. Where its first line is no line of names, that is all there is. */
export async function* subscriberRows(lines: AsyncIterable<string>): AsyncIterable<ReadRow> {
  // The parser reads ahead: those of lines below wait for their turn.
  const faults: { line: number; fault: string }[] = []
  const before = (line: number) => faults.splice(0, faults.filter((one) => one.line < line).length)
  const source = Readable.from(readable(lines, faults))
  const parser = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true })
  source.on('error', (error) => parser.destroy(error))
  const records: AsyncIterable<{ info: { lines: number }; record: string[] }> = source.pipe(parser)
  let names: SubscriberColumn[] | null = null
  try {
    for await (const { info, record } of records) {
      const passed = before(info.lines)
      yield* passed
      if (names === null) {
        // A first line that cannot be read would make names of the first row.
        if (passed.length > 0) return
        const read = columnsOf(record)
        if (typeof read === 'string') return yield { line: info.lines, fault: read }
        names = read
      } else yield rowOf(info.lines, names, record)
    }
    yield* faults
    if (names === null && faults.length === 0) yield { line: 1, fault: `${expectedColumns}; the file is empty` }
  } finally {
    source.destroy()
  }
}

/** Every line, for the parser; in the place of one that it could not read, an empty one, so that the others keep their numbers. */
async function* readable(lines: AsyncIterable<string>, faults: { line: number; fault: string }[]) {
  let line = 0
  for await (const text of lines) {
    line += 1
    const fault =
      text.length > longestLine
        ? `expected a row of at most ${longestLine} characters, found ${text.length}`
        : text.includes('\uFFFD')
          ? 'expected text in UTF-8'
          : text.includes('"') && !wellQuoted.test(text.replace(/^\uFEFF/, ''))
            ? expectedQuotes
            : null
    if (fault !== null) faults.push({ line, fault })
    yield fault === null ? `${text}\n` : '\n'
  }
}

function columnsOf(record: string[]): SubscriberColumn[] | string {
  const names = record.map((name) => name.trim().toLowerCase())
  const known = names.flatMap((name) => subscriberColumns.find((column) => column === name) ?? [])
  const unknown = names.filter((name) => !known.some((column) => column === name))
  // A column that is not understood may be the one that says who left: nothing of the file is taken.
  if (unknown.length > 0)
    return `${expectedColumns}; found “${unknown.join('”, “').slice(0, 200)}”: rename or remove it`
  if (!known.includes('address')) return `${expectedColumns}; “address” is missing`
  if (new Set(known).size < known.length) return `${expectedColumns}; one stands there twice`
  return known
}

function rowOf(line: number, names: readonly SubscriberColumn[], record: string[]): ReadRow {
  if (record.length !== names.length)
    return { line, fault: `expected ${names.length} cells, as in the first line, found ${record.length}` }
  const cells = Object.fromEntries(subscriberColumns.map((name) => [name, ''])) as SubscriberRow['cells'] // each is named
  for (const [index, name] of names.entries()) cells[name] = unguardCell(record[index] ?? '').trim()
  return { line, cells }
}
