import { classify } from '../rules/classify.ts'
import type { Document } from '../rules/finding.ts'
import type { RuleSet } from '../rules/load.ts'
import { compatibility } from './compatible.ts'
import type { Told } from './feedback.ts'

/**
 * Whether rules would tell of an event again, and what that was judged by: the kept texts of its items, the sentences that were kept as evidence, or
 * that it is a document of Ofsted itself, which is told whatever the rules say. `unknown`: nothing is left that would show it.
 */
export type Again = { outcome: 'told' | 'silent' | 'unknown'; by: 'texts' | 'sentences' | 'ofsted' | null }

type Asked = {
  told: Told
  /** What is kept of its items, by id. */
  documents: ReadonlyMap<string, Document>
  rules: RuleSet
  /** The rules of today: where these find nothing in the sentences alone, that others do not find it either tells nothing. */
  inUse: RuleSet
}

/** Judges each item that told of the event; one that would tell of it is enough. */
export function judgeAgain({ told, documents, rules, inUse }: Asked): Again {
  const judged = told.sources.map((source): Again => {
    if (source.isReport) return { outcome: 'told', by: 'ofsted' }
    const document = documents.get(source.itemId)
    if (document !== undefined) return { outcome: tells(rules, document, told) ? 'told' : 'silent', by: 'texts' }
    const sentences = sentencesOf(source)
    if (tells(rules, sentences, told)) return { outcome: 'told', by: 'sentences' }
    return tells(inUse, sentences, told) ? { outcome: 'silent', by: 'sentences' } : { outcome: 'unknown', by: null }
  })
  const first = (is: (one: Again) => boolean) => judged.find(is)
  return (
    first(({ outcome, by }) => outcome === 'told' && by !== 'sentences') ??
    first(({ outcome }) => outcome === 'told') ??
    first(({ outcome }) => outcome === 'unknown') ??
    first(({ by }) => by === 'sentences') ??
    judged[0] ?? { outcome: 'unknown', by: null }
  )
}

/** Whether the rules find the event in a text: the same rule and authority, and nothing that must agree and does not. */
function tells(rules: RuleSet, document: Document, { rule, authority, fields }: Told): boolean {
  const joining = rules.facts.get(rule)?.joining
  if (joining === undefined) return false
  return classify(rules, document).some(
    (finding) =>
      finding.rule === rule &&
      finding.authority === authority &&
      compatibility(finding.fields, fields, joining) !== null,
  )
}

/** What is left of an item whose text is no longer kept. */
function sentencesOf({ itemId, title, url, published, outlet, evidence }: Told['sources'][number]): Document {
  const text = [...new Set(evidence.map(({ sentence }) => sentence))].filter((sentence) => sentence !== title)
  return { id: itemId, title, text: text.join('\n\n'), url, published, source: outlet }
}
