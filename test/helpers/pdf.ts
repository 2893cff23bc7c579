import { deflateSync } from 'node:zlib'

/** What a PDF is made of: the bodies of its objects, the first of which has number 1. Number 1 must be the catalogue. */
type PdfParts = { objects: (string | Buffer)[]; trailer?: string }

/** A PDF of pages of text, one line below the other, in Helvetica. Letters are those of Windows-1252. */
export function pdfOf(pages: readonly string[], { compress = false } = {}): Buffer {
  const first = 4
  const kids = pages.map((_, at) => `${first + at * 2} 0 R`).join(' ')
  return pdfWith({
    objects: [
      '<< /Type /Catalog /Pages 2 0 R >>',
      `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
      ...pages.flatMap((text, at) => [pageObject(first + at * 2 + 1), contentOf(text, compress)]),
    ],
  })
}

/** A PDF whose first page shows what the given stream draws. */
export function pdfDrawing(content: Buffer, filters: string, others: (string | Buffer)[] = []): Buffer {
  return pdfWith({
    objects: [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [4 0 R] /Count 1 >>',
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
      pageObject(5, '/XObject << /F 6 0 R >>'),
      stream(content, filters),
      ...others,
    ],
  })
}

/** A PDF that says to have so many pages, all of them the same one. */
export function pdfOfSamePage(count: number, content: Buffer = contentOf('One page', false)): Buffer {
  return pdfWith({
    objects: [
      '<< /Type /Catalog /Pages 2 0 R >>',
      `<< /Type /Pages /Kids [${'4 0 R '.repeat(count)}] /Count ${count} >>`,
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      pageObject(5),
      content,
    ],
  })
}

/** A PDF that opens only with a password that nobody has. */
export function encryptedPdf(): Buffer {
  const key = (letter: string) => `<${letter.repeat(64)}>`
  return pdfWith({
    objects: [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [] /Count 0 >>',
      `<< /Filter /Standard /V 1 /R 2 /O ${key('a')} /U ${key('b')} /P -4 >>`,
    ],
    trailer: `/Encrypt 3 0 R /ID [${key('c')} ${key('c')}]`,
  })
}

/** A stream object. */
export function stream(content: Buffer, dictionary = ''): Buffer {
  return Buffer.concat([
    Buffer.from(`<< /Length ${content.length} ${dictionary} >>\nstream\n`),
    content,
    Buffer.from('\nendstream'),
  ])
}

function pdfWith({ objects, trailer = '' }: PdfParts): Buffer {
  const parts = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  let at = parts[0]!.length
  const offsets = objects.map((body, index) => {
    const start = at
    const object = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n')])
    at += object.length
    parts.push(object)
    return start
  })
  const table = ['0000000000 65535 f ', ...offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n `)]
  parts.push(
    Buffer.from(
      `xref\n0 ${table.length}\n${table.join('\n')}\ntrailer\n<< /Size ${table.length} /Root 1 0 R ${trailer} >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(parts)
}

const pageObject = (content: number, resources = '') =>
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /H 3 0 R >> ${resources} >> /Contents ${content} 0 R >>`

function contentOf(text: string, compress: boolean): Buffer {
  const lines = text.split('\n').map((line) => `(${line.replaceAll(/[\\()]/g, '\\$&')}) Tj T*`)
  const content = inWindows1252(`BT /H 9 Tf 11 TL 40 800 Td\n${lines.join('\n')}\nET`)
  return compress ? stream(deflateSync(content), '/Filter /FlateDecode') : stream(content)
}

const beyondLatin1 = new Map(
  [...'‘’“”•–—…◼'].map((letter, at) => [letter, [0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x85, 0x95][at]!]),
)

const inWindows1252 = (text: string) =>
  Buffer.from([...text].map((letter) => beyondLatin1.get(letter) ?? letter.codePointAt(0)!))
