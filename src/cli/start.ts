import type { Config } from '../config/load.ts'
import type { Role } from '../jobs/roles.ts'
import { aborted } from './aborted.ts'
import type { Io } from './io.ts'
import type { Screen } from './terminal.ts'

type Deps = {
  roles: readonly Role[]
  config: () => Config
  startWorker: () => Promise<{ httpPort: number | null; lost: Promise<string>; stop: () => Promise<void> }>
  stopping: AbortSignal
  force: Io['force']
  screen: Screen
}

/** Past the time to drain, for closing connections; then the process is ended by force. */
const graceMs = 10_000

/** Runs the worker until the process is asked to stop, then lets running jobs end within settings.worker.drain. */
export async function run({ roles, config, startWorker, stopping, force: end, screen }: Deps): Promise<number> {
  const worker = await startWorker()
  const { feeds, rules } = config()
  const polled = feeds.filter(({ enabled }) => enabled).length
  const pages = worker.httpPort === null ? '' : `, pages on port ${worker.httpPort}`
  screen.print(
    `ofsted-alerts is up: ${roles.join(', ')}; ${count(polled, 'feed')}, ${count(rules.facts.size, 'rule')}${pages}`,
  )

  const lost = await Promise.race([aborted(stopping).then(() => null), worker.lost])
  if (lost !== null) screen.complain(`The records cannot be reached any more, so the worker ends: ${lost}`)
  const drainMs = config().settings.worker.drain
  screen.print(`Stopping: jobs that run get ${Math.round(drainMs / 1000)} s to end.`)
  const force = setTimeout(() => {
    screen.complain(
      'Not everything could be closed in time: ended by force. The records have the work done again at the next start.',
    )
    end(1)
  }, drainMs + graceMs)
  try {
    await worker.stop()
  } finally {
    clearTimeout(force)
  }
  return lost === null ? 0 : 1
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`
