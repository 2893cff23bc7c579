import { nearest } from './nearest.ts'

/**
 * The known names behind what a person typed, case ignored; or one sentence per name that is not known, with the one that may have been meant.
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
    if (found === undefined) faults.push(`There is no ${noun} “${name}”.${suggestion(name, known)}`)
    else chosen.add(found)
  }
  return { chosen: asked.length === 0 ? null : [...chosen], faults }
}

function suggestion(name: string, known: readonly string[]): string {
  const near = nearest(name, known)
  return near === null ? '' : ` Did you mean “${near}”?`
}
