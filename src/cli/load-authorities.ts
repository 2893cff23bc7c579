import path from 'node:path'
import { whyUnreadable } from '../config/why-unreadable.ts'
import { readAuthorities, type Authorities } from '../rules/authorities.ts'
import { formatFault } from '../rules/fault.ts'
import type { Cli } from './context.ts'

/** The authorities of the configuration, for commands that need no more of it. Null, with every fault named, where they cannot be used. */
export function loadAuthorities({
  configDir,
  readFile,
  screen,
  hasConfig,
}: Pick<Cli, 'configDir' | 'readFile' | 'screen' | 'hasConfig'>): Authorities | null {
  if (!hasConfig()) return null
  const name = path.join(configDir(), 'authorities.csv')
  try {
    const read = readAuthorities(name, readFile(name))
    if (read.ok) return read.value
    for (const fault of read.faults) screen.complain(formatFault(fault))
  } catch (error) {
    screen.complain(`${name}: expected a file that can be read; ${whyUnreadable(error)}`)
  }
  return null
}
