import { classify } from './classify.ts'
import type { Fault } from './fault.ts'
import type { RuleSet } from './load.ts'
import { readDocument, type Reading } from './reading.ts'

/** Fewer examples of other rules than this say nothing of what matches all of them. */
const fewestExamples = 4

/**
 * What may be meant, and is more often a slip, at its line: a rule that fires on every example of all the others, and a signal that stands in every
 * example of the file, tell nothing apart; a signal that stands in none may never match. The last is told only of a rule that has an example that fires
 * for each of its signals: elsewhere not every signal was meant to be shown. None of it keeps the rules from being used.
 */
export function doubtfulRules(ruleSet: RuleSet): Fault[] {
  const { rules } = ruleSet.file
  const examples = rules.flatMap(({ id, examples: { fires, silent } }) =>
    [...fires, ...silent].map(({ text, published }) => {
      const document = { id: 'example', title: '', text, published }
      const found = new Set(classify(ruleSet, document).map(({ rule }) => rule))
      return { of: id, found, reading: readDocument(ruleSet, document) }
    }),
  )
  return rules.flatMap(({ id, signals, examples: own }, index) => {
    const doubt = (path: (string | number)[], message: string): Fault => ({
      ...ruleSet.placeOf(['rules', index, ...path]),
      message,
    })
    const foreign = examples.filter(({ of }) => of !== id)
    if (foreign.length >= fewestExamples && foreign.every(({ found }) => found.has(id)))
      return [doubt(['id'], `${id} fires on every example of all other rules: it tells nothing apart`)]
    return signals.flatMap(({ why, weight }, at) => {
      const standing = examples.filter(({ reading }) => stands(reading, `rules.${index}.signals.${at}.any`)).length
      if (foreign.length >= fewestExamples && standing === examples.length)
        return [doubt(['signals', at], `“${why}” stands in every example of the file: it tells nothing apart`)]
      if (standing > 0 || weight <= 0 || own.fires.length < signals.length) return []
      return [
        doubt(['signals', at], `“${why}” stands in no example of the file, and may never match: add one that shows it`),
      ]
    })
  })
}

const stands = ({ hits, places, tokens }: Reading, name: string): boolean =>
  (hits.get(name) ?? []).some(({ from }) => places[tokens[from]?.sentence ?? 0] !== 'clutter')
