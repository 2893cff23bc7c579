import type { Logger } from 'pino'
import type { Config } from '../config/load.ts'
import type { OfstedSite } from '../feeds/ofsted-site.ts'
import { readItem, type readReport } from '../jobs/jobs.ts'
import type { Enqueue } from '../jobs/queues.ts'
import type { Report } from '../ratings/report.ts'
import type { FileRecord, OfstedFile } from '../store/files.ts'
import type { Store } from '../store/store.ts'
import { mostMisreadings, mostReadings } from './attempts.ts'
import { tellOfFiles } from './file-alarms.ts'
import { recordReportNews } from './report-news.ts'
import type { Handler } from './work.ts'

/** Reads a PDF, with what the page that led to it said of it. Never throws for what a file may hold. */
export type ReadPdf = (
  pdf: Buffer,
  file: OfstedFile,
  signal: AbortSignal,
) => Promise<{ ok: true; report: Report } | { ok: false; reason: string }>

/** Records a report and its judgements in one step. May be done twice. */
export type RecordReport = (report: Report, file: OfstedFile) => Promise<void>

type Deps = {
  store: Pick<Store, 'feeds' | 'files' | 'items' | 'alarms'>
  config: () => Config
  ofsted: OfstedSite
  readPdf: ReadPdf
  recordReport: RecordReport
  enqueue: Enqueue
  clock: () => Date
  log: Logger
}

const firstWaitMs = 120_000
const longestWaitMs = 86_400_000

/**
 * Has a file of Ofsted's, reads it, and records its report and judgements; one that is news becomes an item too. All of this may be done twice and is
 * the same then, since the file counts as read last of all. What cannot be had or read is asked for again for a while; then it is given
 * up, and is news all the same.
 */
export const readReportHandler =
  (deps: Deps): Handler<typeof readReport.payload> =>
  async ({ fileNumber }, signal) => {
    const { store, ofsted, readPdf, recordReport, clock, log } = deps
    if (!(await store.files.begin(fileNumber, clock()))) return
    const record = await store.files.load(fileNumber)
    if (record === null) return
    const { file, attempts } = record
    if (attempts > mostReadings) return await giveUp(deps, record, 'failed', `reading it failed ${mostReadings} times`)

    const answer = await ofsted.file(file.url, signal)
    if (answer.kind === 'failed') {
      if (attempts >= mostReadings) return await giveUp(deps, record, 'failed', answer.reason)
      return await putOff(deps, record, answer.reason, answer.retryAfterMs)
    }
    const read = await readPdf(answer.body, file, signal)
    if (!read.ok) {
      if (attempts >= mostMisreadings) return await giveUp(deps, record, 'not-a-report', read.reason)
      return await putOff(deps, record, read.reason, null)
    }
    const { report } = read
    // Its title did not say so.
    if (file.kind === null && report.kind === 'other')
      return void (await store.files.giveUp(fileNumber, 'other', 'it is on something else', clock()))
    await recordReport(report, file)
    const items = await recordReportNews(deps, record, report)
    await store.files.read(fileNumber, clock())
    const { authority, kind, grades, unread } = report
    log[unread.length > 0 ? 'warn' : 'info']({ fileNumber, authority, kind, grades, unread, items }, 'report read')
    await tellOfFiles(deps, file, null)
    for (const itemId of items) await deps.enqueue(readItem, { itemId })
  }

async function putOff(deps: Deps, record: FileRecord, reason: string, retryAfterMs: number | null): Promise<void> {
  const { store, clock, log } = deps
  const { file, attempts } = record
  const waitMs = Math.max(firstWaitMs * 2 ** (attempts - 1), retryAfterMs ?? 0)
  const until = new Date(clock().getTime() + Math.min(waitMs, longestWaitMs))
  await store.files.putOff(file.number, reason, until)
  log.warn({ fileNumber: file.number, attempts, reason, until }, 'report not read, it is asked for again')
  if (attempts >= mostMisreadings) await tellOfFiles(deps, file, reason)
}

async function giveUp(deps: Deps, record: FileRecord, state: 'failed' | 'not-a-report', reason: string): Promise<void> {
  const { store, clock, log } = deps
  const { number } = record.file
  const items = await recordReportNews(deps, record, null)
  await store.files.giveUp(number, state, reason, clock())
  log.error({ fileNumber: number, state, reason, items }, 'report given up')
  await tellOfFiles(deps, record.file, reason)
  for (const itemId of items) await deps.enqueue(readItem, { itemId })
}
