import { clauseStarts } from './plan.ts'
import type { RulesFile } from './rules-file.ts'

type PhraseList = { name: string; path: (string | number)[]; phrases: string[] }

/** Every list of phrases in the file, under the name by which the matcher knows it; those without a name of their own are known by their path. */
export function phraseLists(rules: RulesFile): PhraseList[] {
  const lists: PhraseList[] = []
  const collect = (value: unknown, path: (string | number)[]): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      const at = [...path, Array.isArray(value) ? Number(key) : key]
      if (key === 'examples' || key === 'says') continue
      if (
        Array.isArray(inner) &&
        [
          'any',
          'in',
          'outweighs',
          'skip_line',
          'skip_rest',
          'not_people',
          'not_before',
          'not_after',
          'asides',
          'posts',
          'asides_after',
          'several',
        ].includes(key)
      )
        lists.push({ name: at.join('.'), path: at, phrases: inner.map(String) })
      else collect(inner, at)
    }
  }
  for (const [name, phrases] of Object.entries(rules.vocabularies))
    lists.push({ name, path: ['vocabularies', name], phrases })
  for (const [grade, phrases] of Object.entries(rules.grades)) {
    lists.push(
      { name: `grade.${grade}`, path: ['grades', grade], phrases },
      { name: 'grade', path: ['grades', grade], phrases },
    )
  }
  for (const [area, phrases] of Object.entries(rules.areas)) {
    lists.push(
      { name: `area.${area}`, path: ['areas', area], phrases },
      { name: 'area', path: ['areas', area], phrases },
    )
  }
  lists.push({ name: clauseStarts, path: ['clauses'], phrases: rules.clauses })
  for (const key of ['page', 'names', 'cues', 'scopes', 'rules'] as const) collect(rules[key], [key])
  return lists
}
