import { successionOf, type Body } from './succession.ts'

/** An authority with the names that it also goes by. */
export type NamedBody = Body & { aliases: readonly string[] }

/** The short name of an authority under whatever name a table has it; `day` is when it was inspected. Null where no or more than one has that name. */
export type AuthorityNamed = (name: string, day: string | null) => string | null

/**
 * Finds authorities by name or alias, whatever the case, "&" or "and", hyphens and commas. What was inspected before an authority began is its
 * predecessor's of the same name (Dorset in 2016 is the county council), unless it is one body under another name.
 */
export function authoritiesNamed(bodies: readonly NamedBody[]): AuthorityNamed {
  const byName = new Map(bodies.map((body) => [plainName(body.name), body]))
  const byAlias = new Map<string, Set<NamedBody>>()
  for (const body of bodies)
    for (const alias of body.aliases) {
      const name = plainName(alias)
      byAlias.set(name, (byAlias.get(name) ?? new Set()).add(body))
    }
  return (name, day) => {
    const asked = plainName(name)
    const [only, other] = byAlias.get(asked) ?? []
    const found = byName.get(asked) ?? (other === undefined ? only : undefined)
    return found === undefined ? null : onDay(found, day, bodies)
  }
}

function onDay({ name, successor }: NamedBody, day: string | null, bodies: readonly NamedBody[]): string {
  const goesOnAs = successor.find((next) => successionOf(next, bodies).same.includes(name))
  if (goesOnAs !== undefined) return goesOnAs
  const then = successionOf(name, bodies).predecessors.find(
    (body) =>
      day !== null && body.until !== null && day < body.until && plainName(withoutNote(body.name)) === plainName(name),
  )
  return then?.name ?? name
}

/** "Dorset (county council to 2019)" was Dorset. */
const withoutNote = (name: string) => name.replace(/ \([^)]*\)$/, '')

const plainName = (name: string): string =>
  name
    .slice(0, 200)
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/['’.]/g, '')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()
    .replace(/^the /, '')
