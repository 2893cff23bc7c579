import path from 'node:path'
import { readSettings } from '../config/read-settings.ts'
import { whyUnreadable } from '../config/why-unreadable.ts'
import { readAuthorities } from '../rules/authorities.ts'
import { formatFault } from '../rules/fault.ts'
import { loadRules, type RuleSet } from '../rules/load.ts'
import type { Cli } from './context.ts'

/** What a text is judged by: the rules, and how much of it is read. */
export type Judging = { rules: RuleSet; mostCharacters: number }

/**
 * The rules of `file`, or of the configuration, with its authorities: all that classifying needs, no Redis and no mail. Settings may be
 * missing. Null, with every fault named, where they cannot be used.
 */
export function loadRuleSet(
  file: string | undefined,
  { configDir, readFile, screen, hasConfig }: Pick<Cli, 'configDir' | 'readFile' | 'screen' | 'hasConfig'>,
): Judging | null {
  if (!hasConfig()) return null
  const names = {
    authorities: path.join(configDir(), 'authorities.csv'),
    rules: file ?? path.join(configDir(), 'rules.yaml'),
    settings: path.join(configDir(), 'settings.yaml'),
  }
  const read = (name: string, missing: string | null = null): string | null => {
    try {
      return readFile(name)
    } catch (error) {
      if (missing !== null && error instanceof Error && 'code' in error && error.code === 'ENOENT') return missing
      screen.complain(`${name}: expected a file that can be read; ${whyUnreadable(error)}`)
      return null
    }
  }
  const texts = { authorities: read(names.authorities), rules: read(names.rules), settings: read(names.settings, '') }
  if (texts.authorities === null || texts.rules === null || texts.settings === null) return null
  const authorities = readAuthorities(names.authorities, texts.authorities)
  const rules = authorities.ok ? loadRules(names.rules, texts.rules, authorities.value) : authorities
  const settings = readSettings(names.settings, texts.settings)
  if (rules.ok && settings.ok) return { rules: rules.value, mostCharacters: settings.value.reading.most_characters }
  for (const read of [settings, rules])
    if (!read.ok) for (const fault of read.faults) screen.complain(formatFault(fault))
  return null
}
