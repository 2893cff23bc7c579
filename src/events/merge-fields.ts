import type { Fields } from '../rules/finding.ts'
import { agree, isKnown } from './compatible.ts'

/**
 * What is known from all sources together: for each field the value that most of them give. Where as many say the one as the other, the
 * longer, then the one that sorts first, is taken, so that the order in which outlets are read never decides. A person is named
 * by the fullest of the names given.
 */
export function mergeFields(all: Fields[]): Fields {
  const names = [...new Set(all.flatMap((fields) => Object.keys(fields)))]
  return Object.fromEntries(
    names.map((name) => [
      name,
      mostGiven(
        name,
        all.map((fields) => fields[name] ?? null),
      ),
    ]),
  )
}

function mostGiven(field: string, values: Fields[string][]): Fields[string] {
  const known = values.filter(isKnown).toSorted(byLength)
  // Where nobody knows, "unknown" and null stay as the rule wrote them.
  if (known.length === 0) return values.find((value) => value !== null) ?? null
  const support = known.map((value) => known.filter((other) => agree(field, value, other)).length)
  return known[support.indexOf(Math.max(...support))] ?? null
}

function byLength(a: NonNullable<Fields[string]>, b: NonNullable<Fields[string]>): number {
  const [one, other] = [JSON.stringify(a), JSON.stringify(b)]
  return other.length - one.length || (one < other ? -1 : one > other ? 1 : 0)
}
