import type { Event, EventSource } from '../events/event.ts'
import type { Evidence } from '../rules/finding.ts'
import type { RuleFacts } from '../rules/rule.ts'
import { plain } from './plain.ts'

/** The sentence as its author wrote it. */
type Quotable = { source: EventSource | undefined; sentence: string }

/**
 * The sentence to quote. One that says so goes before one that only goes with it, such as a headline that tells of inspectors; of those, one that
 * names the authority, since a headline and its proof should speak of one place; of those, that of the surest source.
 */
export function quotable(
  { sources, authority }: Pick<Event, 'sources' | 'authority'>,
  rule: RuleFacts | undefined,
): Quotable {
  const surest = sources.toSorted((a, b) => b.score - a.score)
  const all = surest.flatMap((source) => source.evidence.map((evidence) => ({ source, evidence })))
  const proofs = all.filter(({ evidence }) => !isBesides(evidence, rule))
  const from = proofs.length > 0 ? proofs : all
  const name = authority.toLowerCase()
  const naming = from.find(({ evidence }) => plain(evidence.sentence).toLowerCase().includes(name)) ?? from[0]
  return { source: naming?.source ?? surest[0], sentence: naming?.evidence.sentence ?? '' }
}

/** Whether a sentence was taken only for what the rule looks for besides. Several reasons stand in a row. */
export function isBesides({ why }: Pick<Evidence, 'why'>, rule: RuleFacts | undefined): boolean {
  const besides = new Set(rule?.besides?.flatMap(reasonsIn))
  return why !== '' && reasonsIn(why).every((reason) => besides.has(reason))
}

const reasonsIn = (why: string): string[] => why.split('; ')
