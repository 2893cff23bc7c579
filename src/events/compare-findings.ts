import type { Fields, Finding } from '../rules/finding.ts'
import type { Joining } from '../rules/rule.ts'
import { compatibility } from './compatible.ts'

/** How what was found in a text once differs from what is found in it now. */
export type FindingsCompared = {
  /** Found now, and not before. */
  gained: Finding[]
  /** Found before, and not now. */
  lost: Finding[]
  /** Found both times, with other fields. */
  changed: { finding: Finding; before: Fields }[]
}

/**
 * Compares the findings of one text under two sets of rules. Two are the same if they are of one rule and authority and can be one happening by
 * the rule's `joining`; of several that can, the one that agrees most. Scores and evidence are not compared.
 */
export function compareFindings(
  before: readonly Finding[],
  now: readonly Finding[],
  joiningOf: (rule: string) => Pick<Joining, 'same' | 'alike'>,
): FindingsCompared {
  const open = [...before]
  const compared: FindingsCompared = { gained: [], lost: open, changed: [] }
  for (const finding of now) {
    const joining = joiningOf(finding.rule)
    const [best] = open
      .flatMap((known) => {
        const isNear = known.rule === finding.rule && known.authority === finding.authority
        const agreement = isNear ? compatibility(finding.fields, known.fields, joining) : null
        return agreement === null ? [] : [{ known, agreement }]
      })
      .toSorted((a, b) => b.agreement - a.agreement)
    if (best === undefined) {
      compared.gained.push(finding)
      continue
    }
    open.splice(open.indexOf(best.known), 1)
    if (changesBetween(best.known.fields, finding.fields).length > 0)
      compared.changed.push({ finding, before: best.known.fields })
  }
  return compared
}

/** The fields that two findings do not give alike. What is not there is as good as null. */
export function changesBetween(
  before: Fields,
  now: Fields,
): { field: string; from: Fields[string]; to: Fields[string] }[] {
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].sort().flatMap((field) => {
    const [from, to] = [before[field] ?? null, now[field] ?? null]
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ field, from, to }]
  })
}
