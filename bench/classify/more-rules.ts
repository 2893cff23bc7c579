import { parse, stringify } from 'yaml'
import { z } from 'zod'

const Names = z.record(z.string(), z.unknown())
const File = z.looseObject({
  vocabularies: Names,
  cues: Names,
  scopes: Names,
  rules: z.array(z.looseObject({ id: z.string() })),
})

/**
 * The text of a rules file with so many times the rules. Each copy brings its own vocabularies, cues and scopes. About half of the
 * different words are altered in a copy, each to one that nobody writes, and to another in each copy; the other half, with names, grades and dates,
 * stay as they are. So copies begin to match where the first rules do, as rules about a neighbouring subject would, and seldom match to the end.
 */
export function moreRules(text: string, times: number): string {
  const file = File.parse(parse(text))
  const more = structuredClone(file)
  const known = new Set([...Object.keys(file.cues), ...Object.keys(file.scopes)])
  for (let copy = 1; copy < times; copy += 1) {
    const mark = lettersOf(copy)
    const names = { vocabularies: new Set(Object.keys(file.vocabularies)), suffix: `-${mark}` }
    const alter = (value: unknown, key: string): unknown => {
      if (typeof value === 'string') {
        if (keptKeys.includes(key)) return value
        return alterPhrase(value, mark, names)
      }
      if (Array.isArray(value)) return value.map((inner: unknown) => alter(inner, key))
      if (typeof value !== 'object' || value === null) return value
      return Object.fromEntries(
        Object.entries(value).map(([inner, own]) =>
          pointKeys.includes(key) && known.has(inner)
            ? [inner + names.suffix, own]
            : [inner, wholeKeys.includes(inner) ? own : alter(own, inner)],
        ),
      )
    }
    for (const part of ['vocabularies', 'cues', 'scopes'] as const)
      for (const [name, own] of Object.entries(file[part])) more[part][name + names.suffix] = alter(own, 'any')
    for (const rule of file.rules) {
      const altered = Names.parse(alter(rule, 'rule'))
      more.rules.push({ ...altered, id: rule.id + names.suffix, examples: { fires: [], silent: [] } })
    }
  }
  return stringify(more, { aliasDuplicateObjects: false })
}

/** Keys below which names of parts of the file have points, and strings and parts that are no phrases. */
const pointKeys = ['cues', 'scopes']
const keptKeys = ['says', 'why', 'title', 'take', 'where', 'id']
const wholeKeys = ['weights', 'says', 'joining', 'sets', 'first', 'examples', 'where']

function alterPhrase(phrase: string, mark: string, names: { vocabularies: Set<string>; suffix: string }): string {
  return phrase.replace(/\{([^}]*)\}|[a-z]+/g, (part, concept: string | undefined) => {
    if (concept !== undefined) return names.vocabularies.has(concept) ? `{${concept}${names.suffix}}` : part
    return part === 's' || !isAltered(part, mark) ? part : `${[...part].toReversed().join('')}q${mark}`
  })
}

/** The same half for all places of a word in one copy, another half in the next. */
function isAltered(word: string, mark: string): boolean {
  let sum = 0
  for (const character of word + mark) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1009
  return sum % 2 === 0
}

function lettersOf(copy: number): string {
  return [...String(copy)].map((digit) => 'abcdefghij'[Number(digit)]).join('')
}
