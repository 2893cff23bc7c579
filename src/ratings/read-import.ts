import { csvRows } from './csv-rows.ts'
import { exportJudgements } from './export-lines.ts'
import type { ImportFormat } from './import-formats.ts'
import { odsSheets } from './ods-rows.ts'
import { columnsOf, expectedColumns, type TableFormat } from './table-columns.ts'
import { tableJudgements, type Imported, type Naming } from './table-judgements.ts'
import { ImportError, type TableRow } from './table-row.ts'

type Asked = Naming & {
  /** Which it has to be; found out by itself where that is not said. */
  format?: ImportFormat | undefined
}

/**
 * Reads judgements from a file in one of three layouts: the public history of inspections (CSV), Ofsted's annual sheet of outcomes (CSV or ODS), and
 * our own export (JSON Lines). Lines at fault are told, and the rest is taken. Throws an ImportError where the file is none of these.
 */
export function readImport(file: Uint8Array, asked: Asked): Imported & { format: ImportFormat } {
  if (isZip(file)) return readTable(odsSheets(file), asked)
  const text = textOf(file)
  const isExport = asked.format === undefined ? text.trimStart().startsWith('{') : asked.format === 'export'
  if (isExport) return { ...exportJudgements(text, asked), format: 'export' }
  const { rows, stopped } = csvRows(text)
  const read = readTable([rows], asked)
  return { ...read, faults: [...read.faults, ...(stopped === null ? [] : [stopped])] }
}

function readTable(sheets: TableRow[][], asked: Asked): Imported & { format: TableFormat } {
  for (const rows of sheets) {
    const found = columnsOf(rows)
    if (found === null) continue
    const { format } = found.columns
    if (asked.format !== undefined && asked.format !== format)
      throw new ImportError(
        `expected the layout ${asked.format}, found ${format}: leave out --format, or give another file`,
      )
    return { ...tableJudgements(found.columns, found.below, asked), format }
  }
  throw new ImportError(expectedColumns)
}

const isZip = (file: Uint8Array) => file[0] === 0x50 && file[1] === 0x4b && file[2] === 0x03 && file[3] === 0x04

/** UTF-8, or what Excel on Windows writes; of its signs beyond Latin-1, quotation marks and dashes, names and grades have none that count. */
function textOf(file: Uint8Array): string {
  if (file.subarray(0, 65_536).includes(0))
    throw new ImportError('expected a table (CSV or ODS) or an export (JSON Lines), found a file that is no text')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file)
  } catch {
    return new TextDecoder('latin1').decode(file)
  }
}
