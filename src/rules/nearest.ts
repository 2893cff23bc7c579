import { closest, distance } from 'fastest-levenshtein'

/**
 * The known name that was probably meant, case ignored: one that differs by slips of the fingers, or begins with what was asked for.
 * Null where none is near: a guess from afar would only puzzle.
 */
export function nearest(asked: string, known: Iterable<string>): string | null {
  const byLower = new Map([...known].map((name) => [name.toLowerCase(), name]))
  const lower = asked.trim().toLowerCase()
  if (byLower.size === 0 || lower === '') return null
  // No name is so near to a text half as long again as the longest of them, and to find that out letter by letter takes long.
  if (lower.length > 3 + 1.5 * Math.max(...[...byLower.keys()].map(({ length }) => length))) return null
  const near = closest(lower, [...byLower.keys()])
  // Two letters changed about count as two slips.
  const slips = lower.length < 4 ? 1 : Math.max(2, Math.floor(Math.max(lower.length, near.length) / 3))
  if (distance(lower, near) <= slips) return byLower.get(near) ?? null
  const longer = lower.length < 3 ? [] : [...byLower.keys()].filter((name) => name.startsWith(lower))
  return byLower.get(longer[0] ?? '') ?? null
}

/** `; did you mean Sandwell?`, or nothing where no known name is near. */
export function didYouMean(
  asked: string,
  known: Iterable<string>,
  written: (name: string) => string = (name) => name,
): string {
  const near = nearest(asked, known)
  return near === null ? '' : `; did you mean ${written(near)}?`
}
