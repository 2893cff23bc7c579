/** An authority of today or of once, and which took its place. */
export type Body = { name: string; successor: readonly string[]; until: string | null }

/** Where an authority's grades come from besides its own name. */
export type Succession = {
  /** Bodies that it simply goes on from under another name: their inspections are its own, and Ofsted lists them so. */
  same: string[]
  /** Bodies whose duties it took over together with others, or of which it is a part: their inspections are theirs alone. */
  predecessors: { name: string; until: string | null }[]
}

/**
 * Somerset County Council became Somerset Council and nothing else changed: one body. Cumbria was divided, and Bournemouth, Poole and a part of
 * Dorset were put together: other bodies, which have no grades before their first inspection.
 */
export function successionOf(name: string, bodies: readonly Body[]): Succession {
  const before = bodies.filter(({ successor }) => successor.includes(name))
  const [only] = before
  const isSame = only !== undefined && before.length === 1 && only.successor.length === 1
  return isSame
    ? { same: [only.name], predecessors: [] }
    : { same: [], predecessors: before.map(({ name: own, until }) => ({ name: own, until })) }
}
