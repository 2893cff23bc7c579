import { Worker } from 'node:worker_threads'
import type { PageLimits } from './pdf-pages.ts'
import { whyNoPdf } from './why-no-pdf.ts'
import type { ThreadAnswer } from './report-text-thread.ts'

/** What a file, and the reading of it, may cost. */
export type TextLimits = PageLimits & { mostBytes: number; mostMs: number }

/** What Ofsted publishes stays far below each; what is above is no report, or one made to do harm. */
export const textLimits: TextLimits = {
  // The largest reports are 1 MB; joint ones with pictures 5 MB.
  mostBytes: 20_000_000,
  // The longest reports have 70 pages.
  mostPages: 500,
  // The name of the lead inspector stands on the last pages of reports under SIF, and these have up to 60.
  mostPagesRead: 80,
  // 80 full pages of 4,000.
  mostCharacters: 400_000,
  // A report takes 17 MB, the file itself included.
  mostMemoryBytes: 160_000_000,
  // A report takes a tenth of a second. A machine that has much else to do may take fifty times that.
  mostMs: 15_000,
}

/** The text of a report's pages, from the first on, and how many there are in all. `missing` says what could not be read of them. */
export type ReportText =
  | { ok: true; pages: string[]; count: number; missing: string | null }
  | { ok: false; reason: string }

export type ReportTexts = AsyncDisposable & {
  /** Reads one file; several are read one after another. Rejects only after it was closed. */
  read: (bytes: Uint8Array) => Promise<ReportText>
}

/** An idle thread gives its 50 MB back. */
const idleMs = 10_000
/** What is not WebAssembly's: the text, and the code of the library. */
const heapMb = 96

/**
 * Reads the text of PDFs in a thread of its own, which is ended when a file takes too long, and replaced after any fault: a file costs no more than itself,
 * and the process goes on meanwhile. The thread starts with the first file and sees neither the environment nor standard output.
 */
export function createReportTexts(limits: TextLimits = textLimits): ReportTexts {
  let thread: Promise<Thread> | null = null
  let last: Promise<unknown> = Promise.resolve()
  let idle: NodeJS.Timeout | undefined
  let isClosed = false

  async function end(): Promise<void> {
    clearTimeout(idle)
    const ending = thread
    thread = null
    await ending?.then((started) => started.end())
  }

  async function readNow(bytes: Uint8Array): Promise<ReportText> {
    if (isClosed) throw new Error('expected to read before it was closed')
    const refusal = whyNoPdf(bytes, limits.mostBytes)
    if (refusal !== null) return { ok: false, reason: refusal }
    clearTimeout(idle)
    thread ??= startThread(limits)
    const answer = await (await thread).ask(bytes, limits.mostMs)
    if (answer.kind === 'lost' || answer.kind === 'late') await end()
    else idle = setTimeout(() => void end(), idleMs).unref()
    return textOf(answer, limits)
  }

  return {
    read(bytes) {
      const reading = last.then(() => readNow(bytes))
      last = reading.catch(() => undefined)
      return reading
    },
    async [Symbol.asyncDispose]() {
      isClosed = true
      await end()
      await last
    },
  }
}

type Answer = ThreadAnswer | { kind: 'late' }
type Thread = { ask: (bytes: Uint8Array, mostMs: number) => Promise<Answer>; end: () => Promise<void> }

async function startThread(limits: TextLimits): Promise<Thread> {
  const worker = new Worker(
    `import(${JSON.stringify(threadFile())}).then((file) => file.serveReportTexts(${JSON.stringify(limits)}))`,
    {
      eval: true,
      env: {},
      argv: [],
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 16 },
    },
  )
  worker.unref()
  // PDFium tells of its faults there.
  worker.stdout.resume()
  worker.stderr.resume()
  let settle: (answer: Answer) => void = () => undefined
  worker.on('message', (answer: ThreadAnswer) => settle(answer))
  worker.on('error', (error: unknown) =>
    settle({ kind: 'lost', why: error instanceof Error ? error.message : String(error) }),
  )
  worker.on('exit', () => settle({ kind: 'lost', why: 'its thread ended' }))
  const answered = (mostMs: number) =>
    new Promise<Answer>((resolve) => {
      const timer = setTimeout(() => resolve({ kind: 'late' }), mostMs)
      settle = (answer) => {
        clearTimeout(timer)
        resolve(answer)
      }
    })
  const started = await answered(startMs)
  return {
    async ask(bytes, mostMs) {
      if (started.kind !== 'ready')
        return { kind: 'lost', why: started.kind === 'lost' ? started.why : 'it did not start' }
      const answer = answered(mostMs)
      worker.postMessage({ bytes })
      return await answer
    },
    async end() {
      await worker.terminate()
    },
  }
}

/** Starting takes a twentieth of a second; on a machine with much else to do it takes longer, and is no file's fault. */
const startMs = 60_000

/** Node.js 20 cannot load TypeScript into a thread: where this file is run as it is, as in tests, the thread runs the compiled one. */
function threadFile(): string {
  const isCompiled = import.meta.url.endsWith('.js')
  return new URL(isCompiled ? './report-text-thread.js' : '../../dist/feeds/report-text-thread.js', import.meta.url)
    .href
}

function textOf(answer: Answer, limits: TextLimits): ReportText {
  const refused = (reason: string): ReportText => ({ ok: false, reason })
  switch (answer.kind) {
    case 'pages':
      return withPages(answer, limits)
    case 'encrypted':
      return refused('expected a PDF that anybody may read, found an encrypted one')
    case 'refused':
      return refused(`expected a whole PDF, found one that is broken or cut off (${answer.why})`)
    case 'too-many-pages':
      return refused(`expected at most ${limits.mostPages} pages, found ${answer.count}`)
    case 'late':
      return refused(`expected to be read within ${limits.mostMs / 1000} s, was not`)
    case 'lost':
    case 'ready':
      return refused(
        `expected a PDF that can be read with ${Math.round(limits.mostMemoryBytes / 1_000_000)} MB of memory; ${answer.kind === 'lost' ? answer.why : 'no answer'}`,
      )
  }
}

function withPages({ pages, count, broken }: Extract<ThreadAnswer, { kind: 'pages' }>, limits: TextLimits): ReportText {
  if (count === 0) return { ok: false, reason: 'expected a PDF with pages, found none' }
  if (broken.length === pages.length)
    return { ok: false, reason: 'expected a whole PDF, found one whose pages are all broken' }
  if (pages.every((page) => page.trim() === ''))
    return { ok: false, reason: 'expected pages with text, found none: they may be pictures of pages' }
  const missing = [
    ...(broken.length > 0 ? [`pages that are broken: ${broken.join(', ')}`] : []),
    ...(pages.length < count && pages.length < limits.mostPagesRead
      ? [`text beyond ${limits.mostCharacters} characters`]
      : []),
  ]
  return { ok: true, pages, count, missing: missing.length > 0 ? missing.join('; ') : null }
}
