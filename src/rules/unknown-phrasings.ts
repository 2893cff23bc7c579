import { evaluate, type Labelled } from './evaluate.ts'
import { explain } from './explain.ts'
import type { Document } from './finding.ts'
import type { RuleSet } from './load.ts'
import { patternsOf, slotsOf } from './patterns.ts'
import { hitsIn, readDocument, type Reading } from './reading.ts'

/** Words that stand in sentences of which no rule knows anything. */
export type Phrasing = {
  /** In how many different sentences, of different documents where one sentence is all that a document has. */
  count: number
  /** As a phrase of the rules would be written: `{leader} tendered his resignation`. */
  pattern: string
  /** The first sentence it was seen in, and its document. */
  sentence: string
  id: string
}

/** A document, perhaps with the findings that a person would make. */
type PerhapsLabelled = Document & { findings?: Labelled['findings'] | undefined }

/** What was looked at. */
export type PhrasingCounts = {
  documents: number
  /** Documents in which something was missed: in scope, and without findings or with a label that was not found. */
  searched: number
  sentences: number
  /** Patterns that were seen once or seldom were forgotten on the way, so that counts may be a little too small. */
  isThinned: boolean
}

/** Vocabularies near which news is looked for, where the rules have them. */
export const usualAnchors = ['grade', 'ofsted', 'minister', 'leader'] as const

/** Patterns and sentences that are remembered at once; what is seen seldom makes room. */
const mostRemembered = 100_000

type Seen = { count: number; sentence: string; id: string; slots: readonly string[] }

/**
 * Gathers the phrasings that stand near words of the vocabularies `anchors` in sentences where no signal matches, of documents of which something is missed:
 * labelled ones where a label was not found; of the others, those in scope of a rule and without findings. Holds patterns alone, a bounded
 * number of them, however many documents it is given.
 */
export function collectPhrasings(given: RuleSet, anchors: readonly string[], most = mostRemembered) {
  const ruleSet = given.finding(anchors)
  const patterns = new Map<string, Seen>()
  const sentences = new Set<string>()
  const counts: PhrasingCounts = { documents: 0, searched: 0, sentences: 0, isThinned: false }

  const addSentence = (reading: Reading, index: number, id: string) => {
    const slots = slotsOf(reading, index, anchors)
    const said = slots.map(({ text }) => text).join(' ')
    // What an agency wrote stands in many papers, and is one way to say it.
    if (!slots.some(({ isAnchor }) => isAnchor) || sentences.has(said)) return
    sentences.add(said)
    if (sentences.size > most) sentences.clear()
    counts.sentences += 1
    const { start, end } = reading.sentences[index] ?? { start: 0, end: 0 }
    const sentence = reading.text.slice(start, end).replaceAll(/\s+/g, ' ')
    for (const [pattern, own] of patternsOf(slots)) {
      const known = patterns.get(pattern)
      if (known === undefined) patterns.set(pattern, { count: 1, sentence, id, slots: own })
      else known.count += 1
    }
  }
  return {
    /** Looks through one document. */
    add(document: PerhapsLabelled): void {
      counts.documents += 1
      const rules = wantedRules(ruleSet, document)
      if (rules.length === 0) return
      counts.searched += 1
      const reading = readDocument(ruleSet, document)
      for (const index of reading.sentences.keys())
        if (reading.places[index] !== 'clutter' && !hasSign(ruleSet, reading, index, rules))
          addSentence(reading, index, document.id)
      counts.isThinned = thin(patterns, most) || counts.isThinned
    },
    /** Those seen at least twice, the most frequent first; of patterns that share three words in a row, the first. */
    frequent(count: number): Phrasing[] {
      return distinct(patterns, count).map(([pattern, seen]) => ({
        count: seen.count,
        pattern,
        sentence: seen.sentence,
        id: seen.id,
      }))
    },
    counts: (): Readonly<PhrasingCounts> => counts,
  }
}

/** Indexes of the rules of which something in this document may be missed. */
function wantedRules(ruleSet: RuleSet, document: PerhapsLabelled): number[] {
  const explanations = explain(ruleSet, document)
  const { findings } = document
  const missed =
    findings === undefined
      ? null
      : new Set(
          evaluate(ruleSet, [{ ...document, findings }]).misses.flatMap(({ kind, rule }) =>
            kind === 'missed' ? [rule] : [],
          ),
        )
  if (missed === null && explanations.some((explanation) => explanation.findings.length > 0)) return []
  return ruleSet.file.rules.flatMap(({ id }, index) => {
    const isIn = explanations.some(
      ({ rule, outOfScope, outside }) => rule === id && outOfScope === null && outside.length === 0,
    )
    return isIn && (missed?.has(id) ?? true) ? [index] : []
  })
}

/** Whether a signal that speaks for one of these rules matches in the sentence, counted or not. */
function hasSign({ file }: RuleSet, reading: Reading, index: number, rules: readonly number[]): boolean {
  const sentence = reading.sentences[index]
  if (sentence === undefined) return false
  return rules.some((rule) =>
    (file.rules[rule]?.signals ?? []).some(
      ({ weight }, at) => weight > 0 && hitsIn(reading.hits, `rules.${rule}.signals.${at}.any`, sentence).length > 0,
    ),
  )
}

/** Forgets what was seen least, once there is too much. */
function thin(patterns: Map<string, Seen>, most: number): boolean {
  if (patterns.size <= most) return false
  for (let least = 1; patterns.size > most / 2; least += 1)
    for (const [pattern, { count }] of patterns) if (count <= least) patterns.delete(pattern)
  return true
}

function distinct(patterns: ReadonlyMap<string, Seen>, most: number): [string, Seen][] {
  const ordered = [...patterns]
    .filter(([, { count }]) => count > 1)
    .toSorted(
      ([a, one], [b, other]) => other.count - one.count || other.slots.length - one.slots.length || (a < b ? -1 : 1),
    )
  const shown = new Set<string>()
  const kept: [string, Seen][] = []
  for (const [pattern, seen] of ordered) {
    if (kept.length === most) break
    const threes = seen.slots.slice(2).map((_, at) => seen.slots.slice(at, at + 3).join(' '))
    if (threes.some((three) => shown.has(three))) continue
    for (const three of threes) shown.add(three)
    kept.push([pattern, seen])
  }
  return kept
}
