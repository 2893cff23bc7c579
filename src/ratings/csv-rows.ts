import { parse } from 'csv-parse/sync'
import { ImportError, mostCells, mostCharacters, mostRows, type TableRow } from './table-row.ts'

/** No line of a table is as long: where a row is, a quotation mark was opened and never closed. */
const longestLine = 100_000

/** The rows of a CSV text, and where and why it could not be read on. Throws an ImportError where not even its first row can be made out. */
export function csvRows(text: string): { rows: TableRow[]; stopped: { line: number; message: string } | null } {
  expectLines(text)
  const rows: TableRow[] = []
  try {
    parse(text, {
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: longestLine,
      to: mostRows + 1,
      on_record: (record: string[], { lines }) => {
        const cells = record.slice(0, mostCells).map((cell) => cell.slice(0, mostCharacters).trim())
        rows.push({ line: lines, cells, links: new Map() })
        return null
      },
    })
  } catch (error) {
    const message = `expected comma-separated values; ${error instanceof Error ? error.message : String(error)}`
    const line = (rows.at(-1)?.line ?? 0) + 1
    if (line === 1) throw new ImportError(message)
    return { rows, stopped: { line, message: `${message}; the rest is not read` } }
  }
  if (rows.length > mostRows) throw new ImportError(`expected a table of at most ${mostRows} rows, got more`)
  return { rows, stopped: null }
}

/** The parser bounds rows by their characters, and does not count separators: a line of nothing else would make millions of cells. */
function expectLines(text: string): void {
  let length = 0
  for (let index = 0; index < text.length; index++) {
    const isEnd = text[index] === '\n' || text[index] === '\r'
    length = isEnd ? 0 : length + 1
    if (length > longestLine)
      throw new ImportError(`expected comma-separated values; a line has more than ${longestLine} characters`)
  }
}
