import path from 'node:path'
import { readAuthorities } from '../rules/authorities.ts'
import { formatFault } from '../rules/fault.ts'
import { loadRules, type RuleSet } from '../rules/load.ts'
import type { Cli } from './context.ts'
import { describeError } from './describe-error.ts'

/**
 * The rules of `file`, or of the configuration, with its authorities: all that classifying needs, no Redis and no settings.
 * Null, with every fault named, where they cannot be used.
 */
export function loadRuleSet(
  file: string | undefined,
  { configDir, readFile, screen }: Pick<Cli, 'configDir' | 'readFile' | 'screen'>,
): RuleSet | null {
  const names = {
    authorities: path.join(configDir(), 'authorities.csv'),
    rules: file ?? path.join(configDir(), 'rules.yaml'),
  }
  const read = (name: string): string | null => {
    try {
      return readFile(name)
    } catch (error) {
      screen.complain(`${name}: expected a file that can be read; ${describeError(error)}`)
      return null
    }
  }
  const texts = { authorities: read(names.authorities), rules: read(names.rules) }
  if (texts.authorities === null || texts.rules === null) return null
  const authorities = readAuthorities(names.authorities, texts.authorities)
  const rules = authorities.ok ? loadRules(names.rules, texts.rules, authorities.value) : authorities
  if (rules.ok) return rules.value
  for (const fault of rules.faults) screen.complain(formatFault(fault))
  return null
}
