import path from 'node:path'
import type { Logger } from 'pino'
import { loadConfig, type Config } from '../config/load.ts'
import { watchConfig } from '../config/watch.ts'
import { formatFault } from '../rules/fault.ts'
import type { Cli } from './context.ts'

export type FollowedConfig = Disposable & {
  /** The last configuration without fault. */
  config: () => Config
  /** What is wrong with the files as they are now; null when they are the ones in use. */
  configFault: () => string | null
}

/** Follows the files of the configuration while the worker runs: a change without fault holds at once, one with faults is logged and waits. */
export function followConfig({
  first,
  cli,
  log,
}: {
  first: Config
  cli: Pick<Cli, 'io' | 'configDir' | 'readFile'>
  log: Logger
}): FollowedConfig {
  let config = first
  let faults: string[] = []
  const dir = path.resolve(cli.io.cwd, cli.configDir())
  const watching = watchConfig({
    dir,
    load: () => loadConfig({ dir, readFile: cli.readFile }),
    onChange(changed) {
      config = changed
      log.info('configuration read again')
    },
    onFaults(found) {
      faults = found.map(formatFault)
      if (faults.length === 0) log.info('the faults of the configuration are mended')
      else log.error({ faults }, 'configuration has faults: the last good one stays in use')
    },
    signals: cli.io.signals,
  })
  return {
    config: () => config,
    configFault: () => (faults.length === 0 ? null : faults.join('\n')),
    [Symbol.dispose]: () => watching[Symbol.dispose](),
  }
}
