import type { RulesFile } from '../../src/rules/rules-file.ts'

const keysOfPhrases = ['any', 'in', 'outweighs', 'skip_line', 'skip_rest', 'several']

/** Every list of phrases in the rules that is looked for in texts. */
export function listsOf(rules: RulesFile): string[][] {
  const lists: string[][] = [
    ...Object.values(rules.vocabularies),
    ...Object.values(rules.grades),
    ...Object.values(rules.areas),
  ]
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'examples' || key === 'says') continue
      if (keysOfPhrases.includes(key) && Array.isArray(inner)) lists.push(inner.map(String))
      else collect(inner)
    }
  }
  for (const part of [rules.page, rules.names, rules.cues, rules.scopes, rules.rules]) collect(part)
  return lists
}
