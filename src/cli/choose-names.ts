import { closest, distance } from 'fastest-levenshtein'

/**
 * The known names behind what a person typed, case ignored; or one sentence per name that is not known, with the nearest one.
 * `null` where nothing was asked for.
 */
export function chooseNames(
  noun: string,
  asked: readonly string[],
  known: readonly string[],
): { chosen: string[] | null; faults: string[] } {
  const byLower = new Map(known.map((name) => [name.toLowerCase(), name]))
  const chosen = new Set<string>()
  const faults: string[] = []
  for (const name of asked) {
    const found = byLower.get(name.trim().toLowerCase())
    if (found === undefined) faults.push(`There is no ${noun} “${name}”.${suggestion(name, byLower)}`)
    else chosen.add(found)
  }
  return { chosen: asked.length === 0 ? null : [...chosen], faults }
}

function suggestion(name: string, byLower: Map<string, string>): string {
  if (byLower.size === 0) return ''
  const lower = name.trim().toLowerCase()
  const nearest = closest(lower, [...byLower.keys()])
  // Further away than this it is no slip of the fingers, and the guess would only puzzle.
  if (distance(lower, nearest) > Math.max(2, Math.ceil(lower.length / 2))) return ''
  return ` Did you mean “${byLower.get(nearest) ?? nearest}”?`
}
