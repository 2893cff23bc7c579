import { parse, stringify } from 'yaml'
import { RulesFile } from '../../src/rules/rules-file.ts'
import { shippedRulesText } from './shipped.ts'

/** The text of the shipped rules, with the thresholds of some rules changed: by 1000 they are silent, whatever the text. */
export function rulesTextWith(thresholds: Record<string, number>): string {
  const file: unknown = parse(shippedRulesText())
  const { rules } = RulesFile.pick({ rules: true }).loose().parse(file)
  const altered = rules.map((rule) => ({ ...rule, threshold: thresholds[rule.id] ?? rule.threshold }))
  return stringify({ ...Object(file), rules: altered })
}
