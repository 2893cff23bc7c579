import { castOf, type Cast } from '../../src/rules/cast.ts'
import type { Hit } from '../../src/rules/matcher.ts'
import { readDocument } from '../../src/rules/reading.ts'
import { rulesOf } from './shipped.ts'

const rules = rulesOf()
const index = rules.file.rules.findIndex(({ id }) => id === 'resignation-call')

/** Lists of the rule that counts people, by field. */
export const listOf = (field: string) => `rules.${index}.fields.${field}.in`

/** Who is who in a text, and the words of it between two asterisks. */
export function castIn(marked: string, title = 'News of the council'): { cast: Cast; hit: Hit } {
  const text = marked.replaceAll('*', '')
  const start = title.length + 1 + marked.indexOf('*')
  const end = title.length + marked.lastIndexOf('*')
  const reading = readDocument(rules, { title, text, published: '2024-05-01' })
  const from = reading.tokens.findIndex((token) => token.start >= start)
  const to = reading.tokens.findIndex((token) => token.start >= end)
  const hit = { from, to: to < 0 ? reading.tokens.length : to }
  return { cast: castOf(reading, listOf('role'), listOf('person')), hit }
}
