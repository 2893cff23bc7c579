import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createReportTexts } from '../src/feeds/report-text.ts'
import { readReport } from '../src/ratings/read-report.ts'
import { pdfOf } from '../test/helpers/pdf.ts'
import { nameAuthorities } from '../test/ratings/reading-of.ts'
import { findings, ilacsPages } from '../test/ratings/report-pages.ts'

/** What reading reports costs: pages a second, the slowest file, and the memory of the whole process. REPORTS names a folder of PDFs to take instead. */
test('reports', async () => {
  const files = filesOf(process.env['REPORTS'])
  await using texts = createReportTexts()
  let pages = 0
  let refused = 0
  let characters = 0
  let readingMs = 0
  let peak = 0
  const took: number[] = []
  const watching = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 10)
  const started = performance.now()
  for (const bytes of files) {
    const begun = performance.now()
    const text = await texts.read(bytes)
    if (text.ok) {
      const hadText = performance.now()
      pages += text.pages.length
      characters += text.pages.join('').length
      readReport({ pages: text.pages, nameAuthorities })
      readingMs += performance.now() - hadText
    } else refused += 1
    took.push(performance.now() - begun)
  }
  const seconds = (performance.now() - started) / 1000
  clearInterval(watching)
  took.sort((a, b) => a - b)
  const ms = (share: number) => `${Math.round(took[Math.floor((took.length - 1) * share)] ?? 0)} ms`
  expect(refused).toBeLessThan(files.length)
  console.log(
    `${files.length} files (${refused} refused), ${pages} pages, ${characters} characters in ${seconds.toFixed(1)} s`,
  )
  console.log(`${Math.round(pages / seconds)} pages and ${(files.length / seconds).toFixed(1)} files a second`)
  console.log(`a file: half within ${ms(0.5)}, nineteen of twenty within ${ms(0.95)}, the slowest ${ms(1)}`)
  console.log(`of which the text to report: ${(readingMs / files.length).toFixed(1)} ms a file`)
  console.log(`the whole process at its peak: ${Math.round(peak / 1_000_000)} MB`)
})

/** Generated reports of twelve full pages, each with a number of its own. */
const generated = 200
const fullPage = Array.from({ length: 9 }, () => findings.join('\n')).join('\n')

function filesOf(folder: string | undefined): Buffer[] {
  if (folder !== undefined)
    return readdirSync(folder)
      .filter((name) => name.endsWith('.pdf'))
      .map((name) => readFileSync(path.join(folder, name)))
  return Array.from({ length: generated }, (_, at) => {
    const pages = ilacsPages({
      authority: 'Wirral',
      dates: `${1 + (at % 9)} to 19 June 2026`,
      inspector: 'Jane Doe',
      grades: { leaders: 'good', 'help-and-protection': 'good', 'in-care': 'good', 'care-leavers': 'outstanding' },
    })
    return pdfOf([...pages, ...Array.from({ length: 9 }, () => fullPage)], { compress: true })
  })
}
