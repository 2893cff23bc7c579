import { deflateSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { createReportTexts, textLimits, type ReportTexts, type TextLimits } from '../../src/feeds/report-text.ts'
import { encryptedPdf, pdfDrawing, pdfOf, pdfOfSamePage, stream } from '../helpers/pdf.ts'

const opened: ReportTexts[] = []
afterEach(async () => {
  for (const texts of opened.splice(0)) await texts[Symbol.asyncDispose]()
})

function textsWith(limits: Partial<TextLimits> = {}): ReportTexts {
  const texts = createReportTexts({ ...textLimits, ...limits })
  opened.push(texts)
  return texts
}

const good = pdfOf(['Inspection of Kent\nlocal authority children’s services', 'Second page'])
const readGood = {
  ok: true,
  count: 2,
  missing: null,
  pages: ['Inspection of Kent\r\nlocal authority children’s services', 'Second page'],
}

test('the text of each page comes line by line', async () => {
  const texts = textsWith()
  expect(await texts.read(good)).toEqual(readGood)
  expect(await texts.read(pdfOf(['“Curly” – dash'], { compress: true }))).toMatchObject({ pages: ['“Curly” – dash'] })
})

test('files that are asked for together are read one after another', async () => {
  const texts = textsWith()
  const files = Array.from({ length: 20 }, (_, at) => texts.read(pdfOf([`File ${at}`])))
  expect((await Promise.all(files)).map((read) => (read.ok ? read.pages[0] : read.reason))).toEqual(
    files.map((_, at) => `File ${at}`),
  )
})

test('no more pages and characters are read than the limits say, and what is cut is told', async () => {
  const pages = Array.from({ length: 9 }, (_, at) => `Page ${at + 1} ${'x'.repeat(50)}`)
  expect(await textsWith({ mostPagesRead: 3 }).read(pdfOf(pages))).toMatchObject({
    count: 9,
    missing: null,
    pages: { length: 3 },
  })
  const cut = await textsWith({ mostCharacters: 100 }).read(pdfOf(pages))
  expect(cut).toMatchObject({ ok: true, missing: 'text beyond 100 characters' })
  expect(cut.ok && cut.pages.join('').length).toBeLessThanOrEqual(100)
})

const page = '<!DOCTYPE html><html><head><title>\n Report not found </title></head><body></body></html>'

test.each([
  ['nothing', Buffer.alloc(0), 'expected a PDF, found an empty file'],
  ['a web page', Buffer.from(page), 'expected a PDF, found a web page titled "Report not found"'],
  ['another file', Buffer.from('PK\x03\x04 a zip'), 'expected a PDF, found a file that begins with "PK'],
  ['a PDF that is only its mark', Buffer.from('%PDF-1.7\n'), 'found one that is broken or cut off'],
  ['a PDF that is cut off early', good.subarray(0, 60), 'found one that is broken or cut off'],
  ['an encrypted PDF', encryptedPdf(), 'expected a PDF that anybody may read, found an encrypted one'],
  ['a PDF without pages', pdfOf([]), 'expected a PDF with pages, found none'],
  ['a PDF without text', pdfOf(['', ' ']), 'expected pages with text, found none: they may be pictures of pages'],
  ['a PDF of thousands of pages', pdfOfSamePage(3000), 'expected at most 500 pages, found 3000'],
  ['a file that is too large', Buffer.alloc(20_000_001), 'expected at most 20 MB, found 20.0 MB'],
])('%s is refused with a reason, and the next file is read', async (_, bytes, reason) => {
  const texts = textsWith()
  const read = await texts.read(bytes)
  expect(read).toEqual({ ok: false, reason: expect.stringContaining(reason) })
  expect(await texts.read(good)).toEqual(readGood)
})

/** Pages of five million steps each that draw nothing, in a file of a few kilobytes. */
const slow = pdfOfSamePage(
  textLimits.mostPagesRead,
  stream(deflateSync(deflateSync(Buffer.alloc(20_000_000, 'q Q '))), '/Filter [/FlateDecode /FlateDecode]'),
)
/** Each form shows the next one ten times: 10^11 lines of text. */
const laughs = pdfDrawing(
  Buffer.from('/F Do'),
  '',
  Array.from({ length: 12 }, (_, at) =>
    at === 11
      ? stream(Buffer.from('BT /H 9 Tf (ha) Tj ET'), '/Type /XObject /Subtype /Form /BBox [0 0 9 9]')
      : stream(
          Buffer.from('/F Do '.repeat(10)),
          `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F ${7 + at} 0 R >> >>`,
        ),
  ),
)
/** Half a gigabyte of text, packed twice into a few kilobytes. */
const bomb = pdfDrawing(
  deflateSync(deflateSync(Buffer.alloc(400_000_000, '(bomb) Tj '))),
  '/Filter [/FlateDecode /FlateDecode]',
)

describe('a PDF that was made to do harm', () => {
  test('is ended where it takes too long, while the process goes on, and the next file is read', async () => {
    const texts = textsWith({ mostMs: 1500 })
    let ticks = 0
    const ticking = setInterval(() => (ticks += 1), 20)
    const started = performance.now()
    const read = await texts.read(slow)
    clearInterval(ticking)
    expect(read).toEqual({ ok: false, reason: 'expected to be read within 1.5 s, was not' })
    expect(performance.now() - started).toBeLessThan(60_000)
    expect(ticks).toBeGreaterThan(5)
    expect(await texts.read(good)).toEqual(readGood)
  })

  test.each([
    ['that unpacks to half a gigabyte', bomb],
    ['of forms in forms', laughs],
  ])('%s gets no more memory than it may, and the next file is read', async (_, bytes) => {
    const texts = textsWith()
    expect(bytes.length).toBeLessThan(100_000)
    const before = process.memoryUsage.rss()
    let most = 0
    const watching = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 10)
    const read = await texts.read(bytes)
    clearInterval(watching)
    expect(read).toEqual({ ok: false, reason: expect.stringContaining('with 160 MB of memory') })
    expect(most - before).toBeLessThan(textLimits.mostMemoryBytes + 120_000_000)
    expect(await texts.read(good)).toEqual(readGood)
  })
})

test('after it was closed nothing is read', async () => {
  const texts = createReportTexts()
  const reading = texts.read(good)
  await reading
  await texts[Symbol.asyncDispose]()
  await expect(texts.read(good)).rejects.toThrow('expected to read before it was closed')
})
