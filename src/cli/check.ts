import { configFiles, loadConfig } from '../config/load.ts'
import { checkExamples } from '../rules/check-examples.ts'
import { doubtfulRules } from '../rules/doubtful-rules.ts'
import { formatFault } from '../rules/fault.ts'
import type { Screen } from './terminal.ts'

type Deps = { dir: string; readFile: (file: string) => string; screen: Screen }

/**
 * Validates every file of the configuration and runs the examples inside the rules. Resolves to 1, all faults named, if there is one. What is only
 * doubtful is told as a warning, and is no fault.
 */
export async function run({ dir, readFile, screen }: Deps): Promise<number> {
  const loaded = loadConfig({ dir, readFile })
  const runnable = loaded.ok ? loaded.config.rules : (loaded.rules ?? null)
  const faults = [...(loaded.ok ? [] : loaded.faults), ...(runnable === null ? [] : checkExamples(runnable))]
  const doubts = runnable === null ? [] : doubtfulRules(runnable)
  for (const fault of faults) screen.complain(formatFault(fault))
  for (const doubt of doubts) screen.complain(formatFault({ ...doubt, message: `warning: ${doubt.message}` }))
  if (!loaded.ok || faults.length > 0) return 1
  const {
    feeds,
    authorities,
    rules: { facts },
  } = loaded.config
  const counts = [
    `${configFiles.length} files`,
    `${feeds.length} feeds`,
    `${facts.size} rules`,
    `${authorities.names.length} authorities`,
  ]
  const warnings = doubts.length === 0 ? '' : `, ${doubts.length} ${doubts.length === 1 ? 'warning' : 'warnings'}`
  screen.print(`${counts.join(', ')}: no faults${warnings}`)
  return 0
}
