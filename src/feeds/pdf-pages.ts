import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PDFiumModule } from '@hyzyla/pdfium'
import { z } from 'zod'
import { boundedWasm } from './bounded-wasm.ts'

/** `mostPages`: of the whole file; more are refused. `mostPagesRead`: the first ones, whose text is taken. */
export const PageLimits = z.object({
  mostPages: z.number(),
  mostPagesRead: z.number(),
  mostCharacters: z.number(),
  mostMemoryBytes: z.number(),
})
export type PageLimits = z.output<typeof PageLimits>

/** What is in a PDF: the text of its first pages, or why there is none. `broken` pages are those whose text is missing. */
export type PdfPages =
  | { kind: 'pages'; pages: string[]; count: number; broken: number[] }
  | { kind: 'encrypted' }
  | { kind: 'refused'; why: string }
  | { kind: 'too-many-pages'; count: number }

/** https://pdfium.googlesource.com/pdfium/+/main/public/fpdfview.h, FPDF_ERR_… */
const password = 4
const security = 5

/**
 * Makes a reader of PDFs, PDFium as WebAssembly. It stands still while it reads, for as long as a hostile file wants, and throws where memory runs out;
 * after that it may no longer be used. So it belongs into a thread that can be ended.
 */
export async function pdfReader(limits: PageLimits): Promise<(bytes: Uint8Array) => PdfPages> {
  const file = createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm')
  // Where its module lies is asked for, and not used.
  const locateFile = () => ''
  const { buffer: wasmBinary } = boundedWasm(readFileSync(file), limits.mostMemoryBytes)
  const pdfium = await PDFiumModule({ wasmBinary, locateFile })
  pdfium._FPDF_InitLibraryWithConfig({})
  const { malloc, free } = pdfium.wasmExports

  /** Memory of the module's own, which is given back. */
  function withMemory<T>(size: number, use: (address: number) => T): T {
    const address = malloc(size)
    if (address === 0) throw new RangeError(`expected ${size} bytes more of memory, got none`)
    const result = use(address)
    free(address)
    return result
  }

  /** Null for a page that cannot be read. What the library's own classes leave open is closed here: they keep every page for ever. */
  function textOf(document: number, number: number): string | null {
    const page = pdfium._FPDF_LoadPage(document, number)
    if (page === 0) return null
    const text = pdfium._FPDFText_LoadPage(page)
    const count = text === 0 ? -1 : Math.min(pdfium._FPDFText_CountChars(text), limits.mostCharacters)
    const read =
      count <= 0
        ? ''
        : withMemory((count + 1) * 2, (address) => {
            // Counted in UTF-16, with a zero at the end.
            const length = Math.max(0, pdfium._FPDFText_GetText(text, 0, count, address) - 1)
            return Buffer.from(pdfium.HEAPU8.slice(address, address + length * 2)).toString('utf16le')
          })
    if (text !== 0) pdfium._FPDFText_ClosePage(text)
    pdfium._FPDF_ClosePage(page)
    return count < 0 ? null : read
  }

  function pagesOf(document: number): PdfPages {
    const count = pdfium._FPDF_GetPageCount(document)
    if (count > limits.mostPages) return { kind: 'too-many-pages', count }
    const pages: string[] = []
    const broken: number[] = []
    let characters = 0
    for (let number = 0; number < Math.min(count, limits.mostPagesRead); number += 1) {
      const text = textOf(document, number)
      if (text === null) broken.push(number + 1)
      pages.push((text ?? '').slice(0, limits.mostCharacters - characters))
      characters += text?.length ?? 0
      if (characters >= limits.mostCharacters) break
    }
    return { kind: 'pages', pages, count, broken }
  }

  return (bytes) =>
    withMemory(bytes.length, (address) => {
      pdfium.HEAPU8.set(bytes, address)
      const document = pdfium._FPDF_LoadMemDocument(address, bytes.length, 0)
      if (document === 0) {
        const fault = pdfium._FPDF_GetLastError()
        if (fault === password || fault === security) return { kind: 'encrypted' }
        return { kind: 'refused', why: `PDFium gives it up with error ${fault}` }
      }
      const read = pagesOf(document)
      pdfium._FPDF_CloseDocument(document)
      return read
    })
}
