import type { Io } from '../../src/cli/io.ts'

/** A process made of memory: what a command reads is given, what it writes is kept. */
export function memoryIo({
  env = {},
  cwd = process.cwd(),
  stdin = '',
  isTTY = false,
  columns = 80,
}: { env?: Io['env']; cwd?: string; stdin?: string; isTTY?: boolean; columns?: number } = {}) {
  const out: string[] = []
  const err: string[] = []
  const stopping = new AbortController()
  const hangUps = new Set<() => void>()
  const forced: number[] = []
  const io: Io = {
    env,
    cwd,
    user: 'olga',
    async *stdin() {
      yield* stdin.replace(/\n$/, '').split('\n')
    },
    stdout: { write: (text) => void out.push(text), isTTY, columns },
    stderr: { write: (text) => void err.push(text), isTTY, columns },
    catchSignals: () => stopping.signal,
    signals: { on: (_, act) => hangUps.add(act), off: (_, act) => hangUps.delete(act) },
    force: (code) => void forced.push(code),
  }
  return {
    io,
    out: () => out.join(''),
    err: () => err.join(''),
    stop: () => stopping.abort(),
    hangUp: () => hangUps.forEach((act) => act()),
    forced,
  }
}
