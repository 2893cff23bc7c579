import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Env } from '../config/env.ts'
import type { Config } from '../config/load.ts'
import type { Settings } from '../config/settings.ts'
import type { Queues } from '../jobs/queues.ts'
import type { Sender } from '../mail/sender.ts'
import type { Audit } from '../store/create-audit.ts'
import type { Store } from '../store/store.ts'
import type { Io } from './io.ts'
import { createScreen, type Screen } from './terminal.ts'

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
  /** A file line by line, whatever its size. */
  linesOfFile: (file: string) => AsyncIterable<string>
  /** A whole file; rejects where it has more bytes than that. */
  bytesOfFile: (file: string, mostBytes: number) => Promise<Uint8Array>
  /** The folder of configuration, as it was typed: relative to `io.cwd`. */
  configDir: () => string
  /** False, and says so, where the folder of configuration is not there. */
  hasConfig: () => boolean
  /** Runs a command that opens nothing, and may be ended by a signal at any time. */
  plain: (run: () => Promise<number>) => Promise<void>
  /** Reads the environment and the configuration first; faults of both are named together and the command does not run. */
  configured: (
    run: (deps: Configured) => Promise<number>,
    log?: 'chosen' | 'faults',
    /** The status of a command that cannot run. */
    unready?: number,
  ) => Promise<void>
  /** Also opens the records, for as long as the command runs; what it changes goes through `audit`. */
  recorded: (run: (deps: Configured & Records & { audit: Audit }) => Promise<number>, unready?: number) => Promise<void>
  /** The status of the command that ran. */
  status: () => number
}

/** What only app.ts may open. */
type Opens = {
  openRecords: (options: { env: Env; log: Logger }) => Promise<Records>
  verifyMail: (smtpUrl: string, mail: Settings['mail']) => Promise<void>
  openSender: (env: Env, mail: Settings['mail']) => Promise<Sender>
}

type Options = Opens & { io: Io; configDir: () => string }

/** Makes what commands are given. What takes long to load is loaded by the command that needs it: `--help` needs nothing. */
export function createCli({ io, configDir, ...opens }: Options): Cli {
  const screen = createScreen(io)
  const at = (file: string) => path.resolve(io.cwd, file)
  const readFile = (file: string) => readFileSync(at(file), 'utf8')
  let status = 0

  const hasConfig = () => {
    if (existsSync(at(configDir()))) return true
    screen.complain(`There is no folder ${configDir()}; pass --config with the folder of the configuration.`)
    return false
  }
  const configured: Cli['configured'] = async (run, shown = 'faults', unready = 1) => {
    const { readConfigured } = await import('./read-configured.ts')
    const read = hasConfig() ? readConfigured({ io, dir: configDir(), readFile, screen, shown }) : null
    // What is opened from here on is closed in order, also when the process is asked to stop.
    status = read === null ? unready : await run({ ...read, stopping: io.catchSignals() })
  }
  return {
    io,
    screen,
    readFile,
    configDir,
    hasConfig,
    ...opens,
    async *linesOfFile(file) {
      const [{ createReadStream }, { linesOf }] = await Promise.all([import('node:fs'), import('./lines-of.ts')])
      yield* linesOf(createReadStream(at(file), 'utf8'))
    },
    async bytesOfFile(file, mostBytes) {
      const { createReadStream } = await import('node:fs')
      const pieces: Buffer[] = []
      let size = 0
      const stream: AsyncIterable<Buffer> = createReadStream(at(file))
      for await (const piece of stream) {
        size += piece.length
        if (size > mostBytes) throw new Error(`it has more than ${mostBytes / 1_000_000} MB`)
        pieces.push(piece)
      }
      return Buffer.concat(pieces)
    },
    async plain(run) {
      status = await run()
    },
    configured,
    recorded: (run, unready = 1) =>
      configured(
        async (deps) => {
          const [{ whyUnreachable }, { createAudit }] = await Promise.all([
            import('./why-unreachable.ts'),
            import('../store/create-audit.ts'),
          ])
          await using records = await opens.openRecords(deps)
          const reason = await whyUnreachable(records.redis)
          const clock = () => new Date()
          const audit = createAudit({ ...records, who: io.user, by: 'command line', clock, newId: randomUUID })
          if (reason === null) return await run({ ...deps, ...records, audit })
          screen.complain(`${reason}.`)
          return unready
        },
        'faults',
        unready,
      ),
    status: () => status,
  }
}
