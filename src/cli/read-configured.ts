import { loadConfig } from '../config/load.ts'
import { readEnv } from '../config/read-env.ts'
import { formatFault } from '../rules/fault.ts'
import type { Configured } from './context.ts'
import type { Io } from './io.ts'
import { createLog } from './log.ts'
import type { Screen } from './terminal.ts'

type Asked = {
  io: Pick<Io, 'env' | 'stderr'>
  dir: string
  readFile: (file: string) => string
  screen: Screen
  /** Whether the log shows what LOG_LEVEL says, or faults alone. */
  shown: 'chosen' | 'faults'
}

/** The environment, the configuration and a log. Null, with every fault of both named, where they cannot be used. */
export function readConfigured({ io, dir, readFile, screen, shown }: Asked): Omit<Configured, 'stopping'> | null {
  const read = readEnv(io.env, readFile)
  const loaded = loadConfig({ dir, readFile })
  if (!read.ok) for (const problem of read.problems) screen.complain(problem)
  if (!loaded.ok) for (const fault of loaded.faults) screen.complain(formatFault(fault))
  if (!read.ok || !loaded.ok) return null
  // Commands that print results keep the log to faults, unless somebody looks for one; it goes to stderr, so that results can be piped.
  const { LOG_LEVEL } = read.env
  const level = shown === 'chosen' || LOG_LEVEL === 'debug' || LOG_LEVEL === 'trace' ? LOG_LEVEL : 'error'
  return { env: read.env, config: loaded.config, log: createLog(level, (line) => io.stderr.write(line)) }
}
