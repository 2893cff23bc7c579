import { Parser } from 'htmlparser2'
import { ImportError, mostCells, mostCharacters, mostRows, type TableRow } from './table-row.ts'
import { unzip } from './unzip.ts'

/** Ofsted's sheet has 153 rows: less than a megabyte, unpacked. */
const mostBytes = 20_000_000

/** The sheets of an OpenDocument spreadsheet, each with its rows that hold something. Throws an ImportError where it is none, is broken, or unpacks to too much. */
export function odsSheets(file: Uint8Array): TableRow[][] {
  const sheets: TableRow[][] = []
  const reader = sheetReader(sheets)
  const parser = new Parser(reader, { xmlMode: true, decodeEntities: true })
  const decoder = new TextDecoder()
  unzip(file, 'content.xml', mostBytes, (piece) => parser.write(decoder.decode(piece, { stream: true })))
  parser.end()
  return sheets
}

/** Sheets are ten deep; each further level would cost the parser more than the last. */
const mostDepth = 200

type Attributes = Record<string, string>

/** OpenDocument 1.3, part 3, 9.1: what repeats is written once, with a number; a comment stands inside the cell that it is about. */
function sheetReader(sheets: TableRow[][]) {
  let line = 1
  let kept = 0
  let rowRepeated = 1
  let row: TableRow | null = null
  let cell: { text: string; repeated: number; link: string | null; date: string | null } | null = null
  let paragraphs = 0
  let comments = 0
  let depth = 0

  const endCell = () => {
    if (row === null || cell === null) return
    // A day is shown in a form of the author's choice; beside it stands what it is.
    const text = (cell.date ?? cell.text).trim().slice(0, mostCharacters)
    const room = mostCells - row.cells.length
    if (cell.link !== null && room > 0) row = { ...row, links: new Map([...row.links, [row.cells.length, cell.link]]) }
    row.cells.push(...Array.from({ length: Math.min(cell.repeated, room) }, () => text))
    cell = null
  }
  const endRow = () => {
    if (row === null) return
    const { cells, links } = row
    if (cells.some((text) => text !== '')) {
      kept += rowRepeated
      if (kept > mostRows) throw new ImportError(`expected a table of at most ${mostRows} rows, got more`)
      for (let index = 0; index < rowRepeated; index++) sheets.at(-1)?.push({ line: line + index, cells, links })
    }
    line += rowRepeated
    row = null
  }

  return {
    onopentag(name: string, attributes: Attributes) {
      depth += 1
      if (depth > mostDepth) throw new ImportError('expected a spreadsheet, found one that is nested too deep')
      if (name === 'table:table') {
        sheets.push([])
        line = 1
      } else if (name === 'table:table-row') {
        row = { line, cells: [], links: new Map() }
        rowRepeated = countOf(attributes['table:number-rows-repeated'])
      } else if (name === 'table:table-cell' || name === 'table:covered-table-cell') {
        const repeated = countOf(attributes['table:number-columns-repeated'])
        cell = { text: '', repeated, link: null, date: attributes['office:date-value'] ?? null }
        paragraphs = 0
      } else if (name === 'office:annotation') comments += 1
      else if (cell === null || comments > 0) return
      else if (name === 'text:p' && paragraphs++ > 0) cell.text += ' '
      else if (name === 'text:s' || name === 'text:tab' || name === 'text:line-break') cell.text += ' '
      else if (name === 'text:a') cell.link = attributes['xlink:href'] ?? null
    },
    ontext(text: string) {
      if (cell !== null && paragraphs > 0 && comments === 0 && cell.text.length < mostCharacters) cell.text += text
    },
    onclosetag(name: string) {
      depth -= 1
      if (name === 'table:table-cell' || name === 'table:covered-table-cell') endCell()
      else if (name === 'table:table-row') endRow()
      else if (name === 'office:annotation') comments -= 1
    },
  }
}

function countOf(text: string | undefined): number {
  const count = Number(text ?? '1')
  return Number.isSafeInteger(count) && count > 0 ? count : 1
}
