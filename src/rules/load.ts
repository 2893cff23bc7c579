import type { Authorities } from './authorities.ts'
import type { Fault } from './fault.ts'
import { checkNames } from './check-names.ts'
import { compileMatcher, type Matcher } from './matcher.ts'
import { directions } from './grade-ways.ts'
import { didYouMean } from './nearest.ts'
import { conceptsOf, readPhrase, type Step } from './phrase.ts'
import { placesIn } from './places-in.ts'
import type { RuleFacts } from './rule.ts'
import { phraseLists } from './phrase-lists.ts'
import { planOf, type RulePlan } from './plan.ts'
import { RulesFile, type RuleText } from './rules-file.ts'
import { isPatched, withStandIns } from './stand-ins.ts'
import { readYaml, type Read } from './yaml-file.ts'
import { mostWritten, writtenOut } from './network.ts'
import { nameMatcher, type NameMatcher } from './names.ts'
import { Lexicon } from './lexicon.ts'
import { kinds } from './word-kinds.ts'

/** Rules that are ready to use, with everything they rest on. Made by `loadRules`, used by `classify` and `explain`. */
export type RuleSet = {
  /** What the rest of the program may know of each rule, by id, in the order of the file. */
  facts: ReadonlyMap<string, RuleFacts>
  file: RulesFile
  /** What is to be weighed, rule by rule, in the order of the file. */
  plans: readonly RulePlan[]
  authorities: Authorities
  /** Finds authorities, and what shows that a name is not one. */
  names: NameMatcher
  /** Every word that names and phrases hold: texts are split with it. */
  lexicon: Lexicon
  /** All phrases of all rules. */
  phrases: Matcher
  /** The same rules, which also find these vocabularies by themselves: for tools that look near them. */
  finding: (vocabularies: readonly string[]) => RuleSet
  /** Where an example stands in the file, for faults. */
  placeOf: (path: (string | number)[]) => Pick<Fault, 'file' | 'line' | 'column'>
}

/** Vocabularies that code fills: they may be used in any phrase. */
export const builtIn = [
  'authority',
  'person',
  'grade',
  'area',
  'year',
  'past-date',
  'recent-date',
  'ordinal',
  'number',
  'many',
] as const

/**
 * Reads `rules.yaml` and compiles it. Every fault is told at once, with its line: besides syntax and unknown keys, phrases that cannot be
 * read, vocabularies, cues and scopes that do not exist, a vocabulary that uses itself, two rules of one name.
 * The examples inside the rules are run by `checkExamples`.
 */
export function loadRules(file: string, text: string, authorities: Authorities): Read<RuleSet> {
  const read = readYaml(file, text, RulesFile)
  // Names and phrases are checked also where the file has other faults, as far as they can be made out.
  const made = read.ok ? { value: read.value, patched: [] } : withStandIns(text, RulesFile)
  if (made === null) return { ok: false, faults: read.ok ? [] : read.faults }
  const { value: rules, patched } = made
  const placeOf = placesIn(file, text)
  const faults: Fault[] = read.ok ? [] : [...read.faults]
  const fault = (path: (string | number)[], message: string) => {
    if (!isPatched(patched, path)) faults.push({ ...placeOf(path), message })
  }

  const irregular = new Map(Object.entries(rules.irregular))
  const lists = phraseLists(rules)
  const known = [...builtIn, ...lists.map(({ name }) => name).filter((name) => !name.includes('.'))]
  const vocabularies = new Map<string, Step[][]>()
  for (const { name, path, phrases } of lists) {
    const read = phrases.flatMap((phrase, index) => {
      const parsed = readPhrase(phrase, irregular)
      if (!parsed.ok) fault([...path, index], `${parsed.message}, in: ${phrase}`)
      return parsed.ok ? [parsed.steps] : []
    })
    for (const [index, phrase] of phrases.entries()) {
      for (const [, used = ''] of phrase.matchAll(/\{([^}]*)\}/g)) {
        if (!known.includes(used.trim()))
          fault([...path, index], `unknown vocabulary {${used}}${didYouMean(used, known, (name) => `{${name}}`)}`)
      }
    }
    vocabularies.set(name, [...(vocabularies.get(name) ?? []), ...read])
  }
  const inCircles = circles(vocabularies)
  for (const circle of inCircles)
    fault(['vocabularies', circle], `expected a vocabulary that does not use itself: ${circle}`)
  const sizes = inCircles.length > 0 ? new Map<string, number>() : writtenOut(vocabularies)
  for (const { name, path } of lists) {
    if ((sizes.get(name) ?? 0) > mostWritten)
      fault(path, `expected at most ${mostWritten} words with all vocabularies written out, found ${sizes.get(name)}`)
  }
  checkNames(rules, fault)
  if (faults.length > 0) return { ok: false, faults: faults.toSorted((a, b) => a.line - b.line || a.column - b.column) }

  const value = (also: ReadonlySet<string>): RuleSet => {
    const lexicon = new Lexicon()
    for (const word of rules.names.not_people) lexicon.mark(word.toLowerCase(), kinds.notName)
    const names = nameMatcher(authorities, rules, irregular, lexicon)
    const isAsked = (name: string) => !isOnlyUsed(rules, name) || also.has(name)
    const phrases = compileMatcher(vocabularies, lexicon, isAsked)
    return {
      facts: new Map(rules.rules.map((rule) => [rule.id, factsOf(rule)])),
      file: rules,
      plans: rules.rules.map((rule, index) => planOf(rules, rule, index, phrases.lists)),
      authorities,
      lexicon,
      names,
      phrases,
      finding: (vocabularies) => value(new Set(vocabularies)),
      placeOf,
    }
  }
  return { ok: true, value: value(new Set()) }
}

/** Lists that phrases use, and nobody asks for by name; those of `names` are found by a matcher of their own. */
function isOnlyUsed(rules: RulesFile, name: string): boolean {
  const isOfGrades = directions.some((direction) => direction === name)
  return (name in rules.vocabularies && !isOfGrades) || (name.startsWith('names.') && name !== 'names.several')
}

function circles(vocabularies: ReadonlyMap<string, readonly Step[][]>): string[] {
  const uses = (name: string) => (vocabularies.get(name) ?? []).flatMap(conceptsOf)
  return [...vocabularies.keys()].filter((name) => {
    const seen = new Set<string>()
    const open = uses(name)
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === name) return true
      if (!seen.has(next)) open.push(...uses(next))
      seen.add(next)
    }
    return false
  })
}

function factsOf({ id, title, severity, joining, says, context }: RuleText): RuleFacts {
  const { window_days: windowDays, same, alike, material } = joining
  const besides = context.map(({ why }) => why)
  return { id, title, severity, joining: { windowDays, same, alike, material }, says, besides }
}
