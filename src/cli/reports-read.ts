import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { whyUnreadable } from '../config/why-unreadable.ts'
import { textLimits, type ReportTexts } from '../feeds/report-text.ts'
import { whyNoSize } from '../feeds/why-no-pdf.ts'
import { readReport } from '../ratings/read-report.ts'
import type { NameAuthorities } from '../ratings/report-authority.ts'
import type { Report } from '../ratings/report.ts'
import { jsonLine, type Screen } from './terminal.ts'

type Deps = {
  /** As they were typed. */
  files: readonly string[]
  cwd: string
  texts: ReportTexts
  nameAuthorities: NameAuthorities
  screen: Pick<Screen, 'print' | 'progress'>
}

/** Writes one line for each file, in order: what stands in the report, or the reason why it could not be read. The status is 1 where one could not. */
export async function run({ files, cwd, texts, nameAuthorities, screen }: Deps): Promise<number> {
  let status = 0
  for (const [index, file] of files.entries()) {
    screen.progress(`${index + 1} of ${files.length}: ${file}`)
    const read = await readFileAt(path.resolve(cwd, file), texts, nameAuthorities)
    if (!read.ok) status = 1
    screen.print(jsonLine(read.ok ? { file, ...inOrder(read.report) } : { file, error: read.reason }))
  }
  screen.progress(null)
  return status
}

type Read = { ok: true; report: Report } | { ok: false; reason: string }

async function readFileAt(file: string, texts: ReportTexts, nameAuthorities: NameAuthorities): Promise<Read> {
  const bytes = await bytesOf(file)
  if (typeof bytes === 'string') return { ok: false, reason: bytes }
  const text = await texts.read(bytes)
  return text.ok ? readReport({ pages: text.pages, missing: text.missing, nameAuthorities }) : text
}

/** The bytes of a file, or why there are none. */
async function bytesOf(file: string): Promise<Uint8Array | string> {
  try {
    const found = await stat(file)
    if (found.isDirectory()) return 'expected a file, found a folder'
    if (!found.isFile()) return 'expected a file, found a device or a pipe'
    // What is too large is not even read.
    return whyNoSize(found.size, textLimits.mostBytes) ?? (await readFile(file))
  } catch (error) {
    return `expected a file that can be read; ${whyUnreadable(error)}`
  }
}

/** What people look for first stands first. */
function inOrder({ authority, published, inspected, framework, grades, summary, ...rest }: Report): Report {
  return { authority, published, inspected, framework, grades, summary, ...rest }
}
