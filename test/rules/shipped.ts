import { readFileSync } from 'node:fs'
import path from 'node:path'
import { readAuthorities, type Authorities } from '../../src/rules/authorities.ts'
import { formatFault } from '../../src/rules/fault.ts'
import { loadRules, type RuleSet } from '../../src/rules/load.ts'

const config = (file: string) => readFileSync(path.join(import.meta.dirname, '../../config', file), 'utf8')

/** The authorities that ship with the program. */
export function shippedAuthorities(): Authorities {
  const read = readAuthorities('authorities.csv', config('authorities.csv'))
  if (!read.ok) throw new Error(read.faults.map(formatFault).join('\n'))
  return read.value
}

/** The text of the rules that ship with the program. */
export const shippedRulesText = () => config('rules.yaml')

/** Rules for tests: those that ship with the program, or those of a text. */
export function rulesOf(text = shippedRulesText(), authorities = shippedAuthorities()): RuleSet {
  const read = loadRules('rules.yaml', text, authorities)
  if (!read.ok) throw new Error(read.faults.map(formatFault).join('\n'))
  return read.value
}
