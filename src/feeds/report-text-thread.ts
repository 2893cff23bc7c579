import { parentPort } from 'node:worker_threads'
import { z } from 'zod'
import { PageLimits, pdfReader, type PdfPages } from './pdf-pages.ts'

/** What a thread is asked: the bytes of one file. */
const Asked = z.object({ bytes: z.instanceof(Uint8Array) })

/** What it answers: first that it is ready, then once for each file. `lost` is a fault after which it must be replaced. */
export type ThreadAnswer = { kind: 'ready' } | PdfPages | { kind: 'lost'; why: string }

/** Serves a thread, started by `createReportTexts`: reads each file it is sent, one at a time. */
export async function serveReportTexts(given: unknown): Promise<void> {
  const port = parentPort
  if (port === null) throw new Error('expected to run in a worker thread')
  const answer = (value: ThreadAnswer) => port.postMessage(value)
  const read = await pdfReader(PageLimits.parse(given))
  port.on('message', (message: unknown) => {
    const { bytes } = Asked.parse(message)
    try {
      answer(read(bytes))
    } catch (error) {
      answer({ kind: 'lost', why: error instanceof Error ? error.message : String(error) })
    }
  })
  answer({ kind: 'ready' })
}
