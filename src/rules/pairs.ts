import type { Hit } from './matcher.ts'
import type { Person } from './people.ts'
import type { Reading } from './reading.ts'

/** How many sentences after two offices their holders may be named. */
const reach = 3
const widestGap = 4
const between = new Set(
  'and the its his her their both of council borough county city cllr coun councillor mr mrs ms'.split(' '),
)

/** "The leader and the director must go. Ann Lee and John Bell had …": who holds which, in the order in which both are named. */
export function pairsOf(
  reading: Reading,
  held: readonly (readonly Hit[])[],
  people: readonly (readonly Person[])[],
): { name: string; role: Hit }[] {
  for (const [index, roles] of held.entries()) {
    const [first, second] = roles
    if (first === undefined || second === undefined || people[index]?.length !== 0) continue
    if (roles.length > 2 || reading.places[index] === 'clutter' || !isPair(reading, first, second)) continue
    for (let at = index + 1; at <= index + reach; at += 1) {
      const persons = people[at] ?? []
      const next = persons.findIndex((person, place) => {
        const other = persons[place + 1]
        return other !== undefined && isPair(reading, person, other)
      })
      const [one, other] = next < 0 ? [] : persons.slice(next, next + 2)
      if (one === undefined || other === undefined || reading.places[at] === 'clutter') continue
      return [
        { name: one.name, role: first },
        { name: other.name, role: second },
      ]
    }
  }
  return []
}

/** Nothing but "and" and small words stand between two. */
function isPair({ tokens }: Reading, first: Hit, second: Hit): boolean {
  const words = tokens.slice(first.to, second.from)
  return (
    words.length <= widestGap &&
    words.some(({ word }) => word === 'and') &&
    words.every(({ word, breaks }) => between.has(word) && !breaks)
  )
}
