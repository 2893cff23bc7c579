import { strToU8, zipSync } from 'fflate'

/** A cell: words, or a link, a date as it is shown, or one that repeats. */
export type OdsCell = string | { text: string; href?: string; date?: string; repeated?: number; comment?: string }

/** An OpenDocument spreadsheet with these sheets, as LibreOffice writes them (what matters of it). */
export function buildOds(sheets: OdsCell[][][], wrap: (content: string) => string = (content) => content): Uint8Array {
  const tables = sheets.map(
    (rows, index) => `<table:table table:name="Sheet_${index}">${rows.map(rowOf).join('')}</table:table>`,
  )
  const content = `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:xlink="l"><office:body><office:spreadsheet>${tables.join('')}</office:spreadsheet></office:body></office:document-content>`
  return zipSync({
    mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
    'styles.xml': strToU8('<office:document-styles/>'),
    'content.xml': strToU8(wrap(content)),
  })
}

const rowOf = (cells: OdsCell[]) =>
  cells.length === 0
    ? '<table:table-row table:number-rows-repeated="1"/>'
    : `<table:table-row>${cells.map(cellOf).join('')}</table:table-row>`

function cellOf(cell: OdsCell): string {
  const { text, href, date, repeated, comment } = typeof cell === 'string' ? { text: cell } : cell
  if (text === '' && repeated === undefined) return '<table:table-cell/>'
  const attributes = [
    ...(date === undefined ? [] : [`office:value-type="date" office:date-value="${date}"`]),
    ...(repeated === undefined ? [] : [`table:number-columns-repeated="${repeated}"`]),
  ]
  const words = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const note = comment === undefined ? '' : `<office:annotation><text:p>${comment}</text:p></office:annotation>`
  const inner = href === undefined ? words : `<text:a xlink:href="${href}">${words}</text:a>`
  return `<table:table-cell ${attributes.join(' ')}>${note}<text:p>${inner}</text:p>${note}</table:table-cell>`
}
