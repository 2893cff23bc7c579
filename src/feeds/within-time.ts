import { createContext, Script } from 'node:vm'

/** Work that took longer than it may. */
export class TooLongError extends Error {
  override name = 'TooLongError'
}

const script = new Script('work()')

/**
 * Does work that cannot be interrupted from within, and ends it when it takes longer than `mostMs`: V8 stops what a script calls, wherever that
 * was written. The process stands still meanwhile, but not for ever.
 */
export function withinTime<T>(mostMs: number, work: () => T): T {
  const results: T[] = []
  try {
    script.runInContext(createContext({ work: () => void results.push(work()) }), { timeout: mostMs })
  } catch (error) {
    if (!isTimeout(error)) throw error
  }
  for (const result of results) return result
  throw new TooLongError(`expected to be done within ${mostMs} ms, was not`)
}

/** An error of the script's own world, where `Error` is another. */
const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
