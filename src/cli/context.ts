import path from 'node:path'
import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Env } from '../config/env.ts'
import { loadConfig, type Config } from '../config/load.ts'
import type { Settings } from '../config/settings.ts'
import { readEnv } from '../config/read-env.ts'
import type { Queues } from '../jobs/queues.ts'
import type { Sender } from '../mail/sender.ts'
import { formatFault } from '../rules/fault.ts'
import type { Store } from '../store/store.ts'
import type { Io } from './io.ts'
import { createLog } from './log.ts'
import { createScreen, type Screen } from './terminal.ts'
import { whyUnreachable } from './why-unreachable.ts'

/** What app.ts hands to commands that look at the records or change them. */
export type Records = AsyncDisposable & { redis: Redis; store: Store; queues: Queues }

export type Configured = {
  env: Env
  config: Config
  log: Logger
  /** Aborts when the process is asked to stop. */
  stopping: AbortSignal
}

/** What a command is given: each asks for no more than it needs. A run resolves to the exit status. */
export type Cli = Opens & {
  io: Io
  screen: Screen
  readFile: (file: string) => string
  /** The folder of configuration, as it was typed: relative to `io.cwd`. */
  configDir: () => string
  /** Runs a command that opens nothing, and may be ended by a signal at any time. */
  plain: (run: () => Promise<number>) => Promise<void>
  /** Reads the environment and the configuration first; faults of both are named together and the command does not run. */
  configured: (run: (deps: Configured) => Promise<number>, log?: 'chosen' | 'faults') => Promise<void>
  /** Also opens the records, for as long as the command runs. */
  recorded: (run: (deps: Configured & Records) => Promise<number>) => Promise<void>
  /** The status of the command that ran. */
  status: () => number
}

/** What only app.ts may open. */
type Opens = {
  openRecords: (options: { env: Env; log: Logger }) => Promise<Records>
  verifyMail: (smtpUrl: string, mail: Settings['mail']) => Promise<void>
  openSender: (env: Env, mail: Settings['mail']) => Sender
}

type Options = Opens & { io: Io; configDir: () => string }

export function createCli({ io, configDir, openRecords, verifyMail, openSender }: Options): Cli {
  const screen = createScreen(io)
  const readFile = (file: string) => readFileSync(path.resolve(io.cwd, file), 'utf8')
  let status = 0

  const configured: Cli['configured'] = async (run, shown = 'faults') => {
    const read = readEnv(io.env, readFile)
    const loaded = loadConfig({ dir: configDir(), readFile })
    if (!read.ok) for (const problem of read.problems) screen.complain(problem)
    if (!loaded.ok) for (const fault of loaded.faults) screen.complain(formatFault(fault))
    if (!read.ok || !loaded.ok) {
      status = 1
      return
    }
    // Commands that print results keep the log to faults, unless somebody looks for one; it goes to stderr, so that results can be piped.
    const { LOG_LEVEL } = read.env
    const level = shown === 'chosen' || LOG_LEVEL === 'debug' || LOG_LEVEL === 'trace' ? LOG_LEVEL : 'error'
    const log = createLog(level, (line) => io.stderr.write(line))
    // What is opened from here on is closed in order, also when the process is asked to stop.
    status = await run({ env: read.env, config: loaded.config, log, stopping: io.catchSignals() })
  }
  return {
    io,
    screen,
    readFile,
    configDir,
    openRecords,
    verifyMail,
    openSender,
    async plain(run) {
      status = await run()
    },
    configured,
    recorded: (run) =>
      configured(async (deps) => {
        await using records = await openRecords(deps)
        const reason = await whyUnreachable(records.redis)
        if (reason !== null) {
          screen.complain(`Redis does not answer: ${reason}. Check REDIS_URL, and that the server runs.`)
          return 1
        }
        return await run({ ...deps, ...records })
      }),
    status: () => status,
  }
}
