import type { Authorities } from './authorities.ts'
import type { Fault } from './fault.ts'
import { compileMatcher, type Matcher } from './matcher.ts'
import { directions } from './grades.ts'
import { didYouMean } from './nearest.ts'
import { conceptsOf, readPhrase, type Step } from './phrase.ts'
import { placesIn } from './places-in.ts'
import type { RuleFacts } from './rule.ts'
import { builtInCues, clauseStarts, planOf, type RulePlan } from './plan.ts'
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

type PhraseList = { name: string; path: (string | number)[]; phrases: string[] }

/** Every list of phrases in the file, under the name by which the matcher knows it; those without a name of their own are known by their path. */
function phraseLists(rules: RulesFile): PhraseList[] {
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

function checkNames(rules: RulesFile, fault: (path: (string | number)[], message: string) => void): void {
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

function factsOf({ id, title, severity, joining, says }: RuleText): RuleFacts {
  const { window_days: windowDays, same, alike, material } = joining
  return { id, title, severity, joining: { windowDays, same, alike, material }, says }
}
