import type { Fields } from '../rules/finding.ts'
import type { Joining } from '../rules/rule.ts'

type Value = Fields[string]

/** What a text says for sure; `unknown` is how a rule writes that it does not. */
export const isKnown = (value: Value | undefined): value is NonNullable<Value> =>
  value !== null && value !== undefined && value !== 'unknown'

/**
 * How well two findings fit one happening: null if a field that must agree does not, else how many known fields agree.
 * What one of them does not say stands in nobody's way.
 */
export function compatibility(a: Fields, b: Fields, { same, alike }: Pick<Joining, 'same' | 'alike'>): number | null {
  for (const field of same) {
    const [one, other] = [a[field], b[field]]
    if (isKnown(one) && isKnown(other) && !agree(field, one, other, alike[field] ?? [])) return null
  }
  return Object.keys(a).filter((field) => {
    const [one, other] = [a[field], b[field]]
    return isKnown(one) && isKnown(other) && agree(field, one, other)
  }).length
}

/** Whether two known values of a field say the same: people by their names, `alike` values by the rule's word. */
export function agree(
  field: string,
  one: NonNullable<Value>,
  other: NonNullable<Value>,
  alike: string[][] = [],
): boolean {
  if (namesPerson(field) && typeof one === 'string' && typeof other === 'string') return isSamePerson(one, other)
  if (
    typeof one === 'string' &&
    typeof other === 'string' &&
    alike.some((set) => set.includes(one) && set.includes(other))
  )
    return true
  return typeof one === 'object' ? JSON.stringify(one) === JSON.stringify(other) : one === other
}

/** Fields that hold a person's name. */
export const namesPerson = (field: string): boolean => field === 'person' || field === 'caller'

const titles = new Set([
  'cllr',
  'councillor',
  'coun',
  'mr',
  'mrs',
  'ms',
  'miss',
  'mx',
  'dr',
  'sir',
  'dame',
  'lord',
  'lady',
  'baroness',
  'rev',
  'prof',
  'professor',
])

/**
 * Whether two ways of naming a person may mean the same: the same surname, and no two first names that differ.
 * "Cllr Steve Eling", "Steve Eling" and "Eling" are one; "John Smith" and "Jacqui Smith" are two; "S. Eling" may be Steve.
 */
export function isSamePerson(a: string, b: string): boolean {
  const [first, second] = [namesOf(a), namesOf(b)]
  if (first.at(-1) !== second.at(-1)) return false
  const [given, other] = [first.slice(0, -1), second.slice(0, -1)]
  const [one, two] = [given[0], other[0]]
  if (one === undefined || two === undefined || one === two) return true
  return (one.length === 1 || two.length === 1) && one[0] === two[0]
}

const namesOf = (name: string): string[] =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[’']s\b/g, '')
    .split(/[^\p{L}'’-]+/u)
    .filter((word) => word !== '' && !titles.has(word))
