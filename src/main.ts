#!/usr/bin/env node
import os from 'node:os'
import { runCli } from './cli.ts'
import { linesOf } from './cli/lines-of.ts'

const stopping = new AbortController()
let mustClose = false
function catchSignals(): AbortSignal {
  mustClose = true
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    // The first asks, the second insists: its status is what a shell gives a program that a signal ended.
    process.on(signal, () =>
      stopping.signal.aborted ? process.exit(signal === 'SIGINT' ? 130 : 143) : stopping.abort(),
    )
  }
  return stopping.signal
}
// A reader that has seen enough (`| head`) closes the pipe: no fault of ours, and nobody reads the rest.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  if (!mustClose) process.exit(0)
})

const writer = (stream: NodeJS.WriteStream) => ({
  write: (text: string) => void stream.write(text),
  isTTY: stream.isTTY ?? false,
  columns: stream.columns || 80,
})

/** In a container the user may have a number and no name. */
function userName(): string {
  try {
    return os.userInfo().username
  } catch {
    return `user ${process.getuid?.() ?? 'without a name'}`
  }
}

process.exitCode = await runCli(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  user: userName(),
  stdin: () => linesOf(process.stdin.setEncoding('utf8')),
  stdout: writer(process.stdout),
  stderr: writer(process.stderr),
  catchSignals,
  signals: process,
  force: (code) => process.exit(code),
})
