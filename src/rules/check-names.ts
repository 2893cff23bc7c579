import { didYouMean } from './nearest.ts'
import { builtInCues } from './plan.ts'
import type { RulesFile } from './rules-file.ts'

/** Tells of each rule what it names and nobody knows (scopes, cues, fields, values), a name that two rules have, and a rule that could never fire. */
export function checkNames(rules: RulesFile, fault: (path: (string | number)[], message: string) => void): void {
  const among = (names: string[], wanted: string, path: (string | number)[], kind: string) => {
    if (!names.includes(wanted)) fault(path, `unknown ${kind} ${wanted}${didYouMean(wanted, names) || oneOf(names)}`)
  }
  const ids: string[] = []
  for (const [index, rule] of rules.rules.entries()) {
    if (ids.includes(rule.id))
      fault(['rules', index, 'id'], `expected an id of its own; ${rule.id} is also that of a rule before`)
    ids.push(rule.id)
    const fields = Object.keys(rule.fields)
    for (const scope of Object.keys(rule.scopes))
      among(Object.keys(rules.scopes), scope, ['rules', index, 'scopes', scope], 'scope')
    const cues = [...Object.keys(rules.cues), ...builtInCues]
    for (const cue of Object.keys(rule.cues)) among(cues, cue, ['rules', index, 'cues', cue], 'cue')
    for (const list of ['signals', 'context'] as const)
      for (const [at, signal] of rule[list].entries()) {
        const path = ['rules', index, list, at]
        for (const cue of Object.keys(signal.cues)) among(cues, cue, [...path, 'cues', cue], 'cue')
        for (const field of Object.keys(signal.sets)) among(fields, field, [...path, 'sets', field], 'field')
      }
    for (const [name, { first }] of Object.entries(rule.fields)) {
      const values = [...rule.signals, ...rule.context].flatMap(({ sets }) => sets[name] ?? [])
      for (const [at, value] of first.entries())
        among([...new Set(values)], value, ['rules', index, 'fields', name, 'first', at], 'value')
    }
    for (const key of ['same', 'material'] as const)
      for (const [at, field] of rule.joining[key].entries())
        among(fields, field, ['rules', index, 'joining', key, at], 'field')
    for (const field of Object.keys(rule.joining.alike))
      among(fields, field, ['rules', index, 'joining', 'alike', field], 'field')
    for (const [at, saying] of rule.says.entries()) {
      for (const [, field = ''] of saying.text.matchAll(/\{([^}:]*)(?::ordinal)?\}/g))
        if (field !== 'authority') among(fields, field, ['rules', index, 'says', at, 'text'], 'field')
      for (const field of Object.keys(saying.when))
        among(fields, field, ['rules', index, 'says', at, 'when', field], 'field')
    }
    if (!rule.signals.some(({ weight }) => weight > 0))
      fault(
        ['rules', index, 'signals'],
        'expected at least one signal with a weight above 0; without one the rule never fires',
      )
  }
}

const oneOf = (names: string[]): string => (names.length === 0 ? '' : `; expected one of ${names.join(', ')}`)
