import type { Fields } from '../rules/finding.ts'
import type { Joining } from '../rules/rule.ts'
import { isSamePerson } from './same-person.ts'

type Value = Fields[string]
type Known = NonNullable<Value>

/** What a text says for sure; `unknown` is how a rule writes that it does not. */
export const isKnown = (value: Value | undefined): value is Known =>
  value !== null && value !== undefined && value !== 'unknown' && value !== ''

/**
 * How well two findings fit one happening: null if a field that must agree does not, else how many known fields agree.
 * What one of them does not say stands in nobody's way.
 */
export function compatibility(a: Fields, b: Fields, { same, alike }: Pick<Joining, 'same' | 'alike'>): number | null {
  for (const field of same) {
    const [one, other] = [a[field], b[field]]
    if (isKnown(one) && isKnown(other) && !agree(field, one, other, alike[field])) return null
  }
  return Object.keys(a).filter((field) => {
    const [one, other] = [a[field], b[field]]
    return isKnown(one) && isKnown(other) && agree(field, one, other)
  }).length
}

/** Whether two known values of a field say the same: people by their names, `alike` values by the rule's word. */
export function agree(field: string, one: Known, other: Known, alike: string[][] = []): boolean {
  if (typeof one === 'object' && typeof other === 'object') return areSameMoves(one, other)
  if (typeof one !== 'string' || typeof other !== 'string') return one === other
  if (namesPerson(field)) return isSamePerson(one, other)
  return one.toLowerCase() === other.toLowerCase() || alike.some((set) => set.includes(one) && set.includes(other))
}

/** Fields that hold a person's name. */
export const namesPerson = (field: string): boolean => field === 'person' || field === 'caller'

type Moves = Extract<Value, object>

const areSameMoves = (one: Moves, other: Moves): boolean =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].every(
    (area) => one[area]?.from === other[area]?.from && one[area]?.to === other[area]?.to,
  )
