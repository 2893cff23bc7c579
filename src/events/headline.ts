import { gradeTitle } from '../ratings/grade-title.ts'
import type { Fields } from '../rules/finding.ts'
import type { RuleFacts } from '../rules/rule.ts'
import { ordinals } from '../rules/word-kinds.ts'
import { isKnown } from './compatible.ts'

/**
 * What happened, in one plain sentence, by the first of the rule's templates that fits. A template fits when every place it holds
 * is known and its `when` agrees with the fields. Places:
 *
 *     {authority}       short name: "Sandwell"
 *     {field}           a field as people write it: "Requires improvement", "statutory direction", "7"
 *     {field:ordinal}   a number in words: "seventh", from the thirteenth on "13th"
 *
 * Where none fits: "Sandwell: Rating change".
 */
export function headline({ title, says }: RuleFacts, authority: string, fields: Fields): string {
  for (const { when, text } of says) {
    const fits = Object.entries(when).every(([field, value]) => valueOf(fields, field) === value)
    if (!fits) continue
    const filled = fill(text, authority, fields)
    if (filled !== null) return filled
  }
  return `${authority}: ${title}`
}

/** Fields have the names that a rule gives them: one not given must not find what every object has, such as `constructor`. */
const valueOf = (fields: Fields, name: string): Fields[string] | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : undefined

function fill(text: string, authority: string, fields: Fields): string | null {
  let complete = true
  const filled = text.replaceAll(/\{([a-z_-]+)(:ordinal)?\}/g, (_, name: string, ordinal: string | undefined) => {
    if (name === 'authority') return authority
    const value = valueOf(fields, name)
    if (!isKnown(value) || typeof value === 'object') {
      complete = false
      return ''
    }
    return ordinal === undefined ? label(String(value)) : ordinalOf(value)
  })
  return complete ? filled : null
}

const labels = new Map<string, string>(Object.entries(gradeTitle))

/** A value as people write it: grades with a capital, other words without their hyphens, names as they are. */
export const label = (value: string): string =>
  labels.get(value) ?? (/^[a-z]+(-[a-z]+)+$/.test(value) ? value.replaceAll('-', ' ') : value)

/** Further ones are read more easily in digits. */
const ordinalWords = ordinals.slice(0, 13)

/** What is no whole number stays as it is. */
function ordinalOf(value: string | number): string {
  const text = String(value)
  if (!/^\d{1,4}$/.test(text)) return text
  const number = Number(text)
  const word = ordinalWords[number]
  if (word !== undefined) return word
  const isTeen = number % 100 >= 11 && number % 100 <= 13
  return `${number}${isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')}`
}
