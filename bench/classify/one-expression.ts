import type { RulesFile } from '../../src/rules/rules-file.ts'
import { readPhrase, type Step } from '../../src/rules/phrase.ts'
import { listsOf } from './lists.ts'

/**
 * What one might write in place of our matcher: one regular expression, in which every different phrase of the rules that uses no vocabulary of the file
 * is an alternative. It does less: of several phrases that begin at one place it finds one, does not say of which rule it is, and knows no people.
 */
export function oneExpression(rules: RulesFile, authorities: readonly string[]): RegExp {
  const irregular = new Map(Object.entries(rules.irregular))
  const stepsOf = (phrase: string): Step[] => {
    const read = readPhrase(phrase, irregular)
    return read.ok ? read.steps : []
  }
  const vocabularies: Record<string, string[]> = {
    ...rules.vocabularies,
    grade: Object.values(rules.grades).flat(),
    area: Object.values(rules.areas).flat(),
  }
  const builtIn: Record<string, string> = {
    authority: either(authorities.map((name) => escaped(name.toLowerCase()))),
    person: String.raw`(?:mr|mrs|ms|cllr) \w+`,
    number: String.raw`(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)`,
    many: String.raw`(?:\d+|three|four|five|six|seven|eight|nine|ten)`,
    ordinal: String.raw`(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)`,
    year: String.raw`(?:19|20)\d\d`,
    'past-date': String.raw`(?:19|20)\d\d`,
  }
  const known = new Map<string, string>()
  const vocabulary = (name: string): string => {
    const found =
      known.get(name) ?? builtIn[name] ?? either((vocabularies[name] ?? []).map((phrase) => sequence(stepsOf(phrase))))
    known.set(name, found)
    return found
  }
  /** Every piece brings the space behind it, so that any piece may be missing. */
  const piece = (step: Step): string => {
    if ('word' in step) return `${escaped(step.word.replace(/^'/, '')).replaceAll("'", "['’]")}${space}`
    if ('concept' in step) return `${vocabulary(step.concept)}${space}`
    if ('gap' in step) return String.raw`(?:\w+${space}){0,${step.gap}}`
    return either(step.either.map((steps) => steps.map(piece).join('')))
  }
  const sequence = (steps: readonly Step[]): string => steps.map(piece).join('')
  // With vocabularies written out there would be megabytes of it, which no engine takes: the vocabularies' own phrases have to do.
  const phrases = new Set(
    listsOf(rules)
      .flat()
      .filter((phrase) => !/\{(?!authority|person|number|many|ordinal|year)/.test(phrase)),
  )
  return new RegExp(String.raw`\b${either([...phrases].map((phrase) => sequence(stepsOf(phrase))))}`, 'g')
}

/** What stands between two words, unless it was read already, or the sentence ends. Never inside a word: there would be too many ways to part it. */
const space = String.raw`(?:[^\w.!?\n]+|(?<!\w)|(?!\w))`

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
const either = (ways: readonly string[]) => `(?:${ways.join('|')})`
