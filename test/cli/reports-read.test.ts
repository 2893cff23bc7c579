import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../../src/cli/reports-read.ts'
import { createReportTexts } from '../../src/feeds/report-text.ts'
import { pdfOf } from '../helpers/pdf.ts'
import { makeTempDir } from '../helpers/temp-dir.ts'
import { nameAuthorities } from '../ratings/reading-of.ts'
import { ilacsPages } from '../ratings/report-pages.ts'

const trafford = ilacsPages({
  authority: 'Trafford',
  dates: '8 to 19 June 2026',
  inspector: 'Jane Doe',
  grades: {
    leaders: 'inadequate',
    'help-and-protection': 'inadequate',
    'in-care': 'good',
    'care-leavers': 'requires-improvement',
  },
})

async function readIn(cwd: string, files: string[]) {
  const out: string[] = []
  const progress: (string | null)[] = []
  await using texts = createReportTexts()
  const status = await run({
    files,
    cwd,
    texts,
    nameAuthorities,
    screen: { print: (text) => out.push(text), progress: (text) => progress.push(text) },
  })
  return { status, progress, out: out.map((line): unknown => JSON.parse(line)), lines: out }
}

test('each file is one line, in order; bad ones are told and the others read, and the status is 1', async () => {
  await using dir = await makeTempDir()
  writeFileSync(path.join(dir.path, 'kent-2018-01-19.pdf'), pdfOf(trafford, { compress: true }))
  writeFileSync(path.join(dir.path, 'page.pdf'), '<!doctype html><title>Report not found</title>')
  writeFileSync(path.join(dir.path, 'invoice.pdf'), pdfOf(['Invoice']))
  mkdirSync(path.join(dir.path, 'folder'))
  const { status, out, progress } = await readIn(dir.path, [
    'page.pdf',
    'kent-2018-01-19.pdf',
    'none.pdf',
    'folder',
    'invoice.pdf',
  ])
  expect(status).toBe(1)
  expect(out).toEqual([
    { file: 'page.pdf', error: 'expected a PDF, found a web page titled "Report not found"' },
    {
      file: 'kent-2018-01-19.pdf',
      authority: 'Trafford',
      published: null,
      inspected: { from: '2026-06-08', to: '2026-06-19' },
      framework: 'ILACS',
      grades: {
        leaders: 'inadequate',
        'help-and-protection': 'inadequate',
        'in-care': 'good',
        'care-leavers': 'requires-improvement',
      },
      summary: expect.stringContaining('leaders have improved services'),
      kind: 'inspection',
      leadInspector: 'Jane Doe',
      number: null,
      unread: [{ what: 'published', why: 'the report does not say when it was published' }],
    },
    { file: 'none.pdf', error: 'expected a file that can be read; there is none' },
    { file: 'folder', error: 'expected a file, found a folder' },
    { file: 'invoice.pdf', error: 'expected a report or a letter of Ofsted’s; its text is of something else' },
  ])
  expect(progress).toEqual([...[1, 2, 3, 4, 5].map((at) => expect.stringMatching(`^${at} of 5: `)), null])
})

test('where every file is a report the status is 0, and the keys stand in the documented order', async () => {
  await using dir = await makeTempDir()
  writeFileSync(path.join(dir.path, 'a.pdf'), pdfOf(trafford))
  const { status, lines } = await readIn(dir.path, ['a.pdf', path.join(dir.path, 'a.pdf')])
  expect(status).toBe(0)
  expect(lines).toHaveLength(2)
  expect(lines[0]).toMatch(
    /^\{"file":"a\.pdf","authority":"Trafford","published":null,"inspected":\{"from".*"framework":"ILACS","grades":\{"leaders".*"summary":/,
  )
})
