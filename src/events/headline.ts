import type { Fields } from '../rules/finding.ts'
import type { RuleFacts } from '../rules/rule.ts'
import { isKnown } from './compatible.ts'

/**
 * What happened, in one plain sentence, by the first of the rule's templates that fits. A template holds `{authority}`, `{field}` and, for
 * numbers, `{field:ordinal}` ("seventh"); it fits when every field it names is known and its `when` agrees with the fields.
 * Without one: "Sandwell: Rating change".
 */
export function headline({ title, says }: RuleFacts, authority: string, fields: Fields): string {
  for (const { when, text } of says) {
    const fits = Object.entries(when).every(([field, value]) => fields[field] === value)
    if (!fits) continue
    const filled = fill(text, { ...fields, authority })
    if (filled !== null) return filled
  }
  return `${authority}: ${title}`
}

function fill(text: string, values: Fields): string | null {
  let complete = true
  const filled = text.replaceAll(/\{([a-z_-]+)(:ordinal)?\}/g, (_, name: string, ordinal: string | undefined) => {
    const value = values[name]
    if (!isKnown(value) || typeof value === 'object') complete = false
    else
      return typeof value === 'number'
        ? ordinal === undefined
          ? String(value)
          : ordinalOf(value)
        : name === 'authority'
          ? value
          : label(value)
    return ''
  })
  return complete ? filled : null
}

const labels: Record<string, string> = {
  'requires-improvement': 'Requires improvement',
  inadequate: 'Inadequate',
  good: 'Good',
  outstanding: 'Outstanding',
  adequate: 'Adequate',
}

/** A value as people write it: grades with a capital, other words without their hyphens, names as they are. */
export const label = (value: string): string =>
  labels[value] ?? (/^[a-z]+(-[a-z]+)+$/.test(value) ? value.replaceAll('-', ' ') : value)

const ordinals = [
  'zeroth',
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
]

function ordinalOf(number: number): string {
  const word = ordinals[number]
  if (word !== undefined) return word
  const teens = number % 100 >= 11 && number % 100 <= 13
  return `${number}${teens ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')}`
}
